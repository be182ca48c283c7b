import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cleanPicture } from "../../src/cleaning/clean-picture.ts";
import { findLeaks, formsOf } from "../support/leaks.ts";
import { markedJpeg, markedPng, markedWebp, plainPicture } from "../support/marked-pictures.ts";

async function cleaned(bytes: Uint8Array, mime: string): Promise<Buffer> {
  const picture = await cleanPicture(bytes, mime);
  if (picture.kind === "refused") throw new Error(picture.why);
  expect(picture.mime).toBe(mime);
  return Buffer.from(picture.bytes);
}

async function dot(bytes: Uint8Array, left: number, top: number): Promise<number[]> {
  const picture = sharp(bytes).toColourspace("srgb").removeAlpha();
  return [...(await picture.extract({ left, top, width: 1, height: 1 }).raw().toBuffer())];
}

const brightness = ([red = 0, green = 0, blue = 0]: number[]) => red + green + blue;

describe("a picture drawn anew", () => {
  it.each([
    ["JPEG", "image/jpeg", markedJpeg],
    ["PNG", "image/png", markedPng],
    ["WebP", "image/webp", markedWebp],
  ])("has nothing left of what stood beside the dots of a %s", async (_, mime, make) => {
    const { bytes, marks } = await make();
    const secrets = Object.entries(marks).map(([name, value]) => ({ name, value }));
    const before = findLeaks(secrets, [{ name: "the picture", bytes }]);
    for (const { name } of secrets) expect(before.join("\n"), "else this test shows nothing").toContain(`${name} (`);
    const after = await cleaned(bytes, mime);
    expect(findLeaks(secrets, [{ name: "the picture", bytes: after }])).toEqual([]);
    expect(secrets.flatMap(({ value }) => formsOf(value)).filter(({ form }) => after.includes(form))).toEqual([]);
    const { exif, icc, iptc, xmp, comments, width, height } = await sharp(after).metadata();
    expect({ exif, icc, iptc, xmp, comments, width, height }).toEqual({ width: 48, height: 32 });
    expect(brightness(await dot(after, 4, 2))).toBeLessThan(60);
    expect(brightness(await dot(after, 40, 20))).toBeGreaterThan(150);
  });

  it("says nothing of how many dots an inch the camera claimed", async () => {
    const of = async (density: number) =>
      cleaned(await plainPicture().withMetadata({ density }).jpeg().toBuffer(), "image/jpeg");
    expect((await of(350)).equals(await of(72))).toBe(true);
  });

  it("lies as the phone that took it was held", async () => {
    const lying = await plainPicture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const after = await cleaned(lying, "image/jpeg");
    expect(await sharp(after).metadata()).toMatchObject({ width: 32, height: 48 });
    expect(brightness(await dot(after, 30, 4))).toBeLessThan(60);
    expect((await sharp(after).metadata()).orientation).toBeUndefined();
  });

  it("keeps what can be seen through, what is grey, what is deep and what was meant for print", async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: "#ff000080" } })
      .png()
      .toBuffer();
    expect([
      ...(
        await sharp(await cleaned(clear, "image/png"))
          .raw()
          .toBuffer()
      ).subarray(0, 4),
    ]).toEqual([255, 0, 0, 128]);
    const grey = await plainPicture().greyscale().png().toBuffer();
    expect(brightness(await dot(await cleaned(grey, "image/png"), 40, 20))).toBeGreaterThan(150);
    const deep = await plainPicture().toColourspace("rgb16").png().toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe("ushort");
    const [red = 0] = await dot(await cleaned(deep, "image/png"), 40, 20);
    expect(Math.abs(red - 0xd0)).toBeLessThan(3);
    const print = await plainPicture().toColourspace("cmyk").jpeg().toBuffer();
    expect((await sharp(await cleaned(print, "image/jpeg")).metadata()).space).toBe("srgb");
  });

  it("is the first picture of several", async () => {
    const frames = await Promise.all(
      ["red", "blue"].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(2);
    const after = await cleaned(moving, "image/webp");
    expect((await sharp(after).metadata()).pages ?? 1).toBe(1);
    const [red = 0, , blue = 255] = await dot(after, 4, 4);
    expect([red > 200, blue < 50]).toEqual([true, true]);
  });

  it("is refused when it is of another format than was said, though it could be drawn", async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>',
    );
    const others = [
      await plainPicture().png().toBuffer(),
      await plainPicture().gif().toBuffer(),
      await plainPicture().tiff().toBuffer(),
      svg,
    ];
    for (const bytes of others)
      expect(await cleanPicture(bytes, "image/jpeg")).toEqual({ kind: "refused", why: "broken" });
    expect(await cleanPicture(svg, "image/svg+xml")).toEqual({ kind: "refused", why: "broken" });
  });

  it("loses dots that no eye needs before it takes memory that a small machine does not have", async () => {
    const wide = await sharp({ create: { width: 9000, height: 4000, channels: 3, background: "navy" } })
      .jpeg()
      .toBuffer();
    const { width = 0, height = 0 } = await sharp(await cleaned(wide, "image/jpeg")).metadata();
    expect(width * height).toBeLessThanOrEqual(24_000_000);
    expect(width / height).toBeCloseTo(9000 / 4000, 2);
  });
});
