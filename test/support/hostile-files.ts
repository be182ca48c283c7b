import { deflateRawSync, deflateSync } from "node:zlib";
import { chunk, storedZip } from "./marked-pictures.ts";

const PNG = Buffer.from("89504e470d0a1a0a", "hex");

/** A whole PNG, all black, of side × side dots: the packed dots repeat, so that making it takes no memory and no time. */
export function pixelBomb(side: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0], 8);
  const size = side * (side + 1);
  const whole = deflateRawSync(Buffer.alloc(1024 * 1024), { finishFlush: 3 });
  const pieces = Array.from({ length: Math.floor(size / (1024 * 1024)) }, () => whole);
  const rest = deflateRawSync(Buffer.alloc(size % (1024 * 1024)));
  const check = Buffer.alloc(4);
  check.writeUInt32BE((size % 65_521) * 65_536 + 1);
  const dots = Buffer.concat([Buffer.from([0x78, 0x01]), ...pieces, rest, check]);
  return Buffer.concat([PNG, chunk("IHDR", "", head), chunk("IDAT", "", dots), chunk("IEND", "", "")]);
}

/** A small picture beside a text that unpacks to 100 MB. */
export function textBomb(picture: Buffer): Buffer {
  const text = chunk("zTXt", "Comment\0\0", deflateSync(Buffer.alloc(100 * 1024 * 1024)));
  return Buffer.concat([picture.subarray(0, 33), text, picture.subarray(33)]);
}

/** An animation of so many pictures. */
export function longGif(frames: number): Buffer {
  const frame = Buffer.from("21f90400000000002c00000000010001000002024401 00".replaceAll(" ", ""), "hex");
  const head = Buffer.from("47494638396101000100800000000000ffffff", "hex");
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from(";")]);
}

/** An SVG whose words multiply by ten, so many times. */
export function laughingSvg(times: number): Buffer {
  const entities = Array.from({ length: times }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`);
  return Buffer.from(
    `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">${entities.join("")}]><svg xmlns="http://www.w3.org/2000/svg"><text>&a${times};</text></svg>`,
  );
}

/** An archive whose content is far larger than itself, and one of those inside another. */
export function zipBomb(): Buffer {
  return storedZip(
    "b.zip",
    storedZip("a", deflateRawSync(Buffer.alloc(50 * 1024 * 1024)).toString("latin1")).toString("latin1"),
  );
}

const box = (type: string, content: Buffer) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length + 8);
  return Buffer.concat([size, Buffer.from(type), content]);
};

/** The beginning of what phones record: its kind, and what its tracks are (`vide`, `soun`). */
export function recording(brand: string, ...tracks: string[]): Buffer {
  const handlers = tracks.map((track) =>
    box("hdlr", Buffer.concat([Buffer.alloc(8), Buffer.from(track), Buffer.alloc(13)])),
  );
  return Buffer.concat([
    box("ftyp", Buffer.from(`${brand}\0\0\0\0${brand}`)),
    box("moov", Buffer.concat(handlers)),
    box("mdat", Buffer.alloc(64)),
  ]);
}

/** An Ogg page with the head of a voice note. */
export function oggVoice(): Buffer {
  const head = Buffer.from("OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0", "latin1");
  const page = Buffer.concat([Buffer.from("OggS\0\x02"), Buffer.alloc(20), Buffer.from([1, head.length])]);
  return Buffer.concat([page, head, Buffer.alloc(64)]);
}
