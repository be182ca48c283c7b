import { crc32 } from "node:zlib";

/** The signature and the first chunk, which has to stay the first. */
const HEAD = 8 + 4 + 4 + 13 + 4;
const KEYWORD = "Transcript";

/** Writes a note into a PNG that viewers pass over. */
export function withNote(png: Uint8Array, note: string): Buffer {
  const typed = Buffer.from(`tEXt${KEYWORD}\0${note}`, "latin1");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(typed.length - 4);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([png.subarray(0, HEAD), length, typed, check, png.subarray(HEAD)]);
}

/** The note that {@link withNote} wrote; undefined where there is none. */
export function noteIn(png: Uint8Array): string | undefined {
  const chunk = Buffer.from(png);
  const length = chunk.readUInt32BE(HEAD);
  const text = chunk.subarray(HEAD + 4, HEAD + 8 + length).toString("latin1");
  return text.startsWith(`tEXt${KEYWORD}\0`) ? text.slice(`tEXt${KEYWORD}\0`.length) : undefined;
}
