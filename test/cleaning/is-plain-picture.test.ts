import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { isPlainPicture } from "../../src/cleaning/is-plain-picture.ts";
import { chunk, plainPicture, riff, segment } from "../support/marked-pictures.ts";

const { data, info } = await plainPicture().raw().toBuffer({ resolveWithObject: true });
const raw = { width: info.width, height: info.height, channels: info.channels };
const drawn = () => sharp(data, { raw });
const clear = () => drawn().ensureAlpha(0.5);

function withPiece(bytes: Buffer, at: number, piece: Buffer): Buffer {
  const whole = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  // The size of the whole, which a WebP says at its start.
  if (whole.toString("latin1", 0, 4) === "RIFF") whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}

describe("a look at a drawn picture", () => {
  it.each([
    ["jpeg", drawn().jpeg(), [2, 20], segment(0xfe, "", "Jejak")],
    ["jpeg", drawn().greyscale().jpeg(), [2, 20], segment(0xe1, "Exif\0\0", "Jejak")],
    ["jpeg", drawn().jpeg(), [2], segment(0xe0, "JFIF\0", "Jejak yang panjang")],
    ["png", drawn().png(), [8, 33], chunk("tEXt", "Author\0", "Jejak")],
    ["png", clear().png(), [33], chunk("eXIf", "", "Jejak")],
    ["webp", drawn().webp(), [12], riff("EXIF", Buffer.from("Jejak"))],
    ["webp", clear().webp(), [30], riff("prVt", Buffer.from("Jejak"))],
  ])("lets a %s pass when there are dots in it and nothing else", async (format, picture, places, piece) => {
    const bytes = await picture.toBuffer();
    expect(isPlainPicture(bytes, format)).toBe(true);
    for (const at of places) expect(isPlainPicture(withPiece(bytes, at, piece), format)).toBe(false);
    expect(isPlainPicture(Buffer.concat([bytes, Buffer.from("Jejak")]), format)).toBe(false);
    for (const other of ["jpeg", "png", "webp"]) if (other !== format) expect(isPlainPicture(bytes, other)).toBe(false);
    const lengths = Array.from({ length: bytes.length }, (_, length) => length);
    const taken = lengths.filter((length) => isPlainPicture(bytes.subarray(0, length), format));
    expect(taken, "cut off after so many bytes").toEqual([]);
  });
});
