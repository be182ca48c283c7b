/**
 * Draws one picture anew: its bytes from standard input, the new ones to standard output. Between them there is nothing but dots, so
 * that whatever else was in it cannot get across. `process.argv`: the format, and the most
 * dots and bytes there may be. Lives for one picture, under the limits of clean-picture.ts, and may be killed at any time.
 */

import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { CHILD_VERDICT } from "./child-verdict.ts";

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
});

/** Every letter on a page can be read in that many; more take memory that a small machine does not have. The original has them all. */
const MOST_DRAWN_PIXELS = 24_000_000;

const [, , format, mostPixels, mostBytes] = process.argv;
await draw(await buffer(process.stdin));

async function draw(bytes: Buffer): Promise<void> {
  const options = { failOn: "error", limitInputPixels: Number(mostPixels), pages: 1, autoOrient: true } as const;
  let mayBurst = false;
  try {
    const { format: found, autoOrient: upright } = await sharp(bytes, options).metadata();
    if (found !== format) return end("broken");
    // Of WebP alone all is unpacked at once, and the reader of WebP does not tell a lack of memory from a wrong byte.
    mayBurst = format === "webp" && drawnSize(upright) !== undefined;
    const picture = sharp(bytes, options).resize(drawnSize(upright)).toColourspace("srgb");
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    for (const quality of [90, 70]) {
      const drawn = await inFormat(sharp(data, { raw }), quality).toBuffer();
      if (drawn.length <= Number(mostBytes)) return void process.stdout.write(drawn);
      if (format === "png") break;
    }
    end("tooLarge");
  } catch (error) {
    end(mayBurst || /pixel limit|memory/i.test(String(error)) ? "tooLarge" : "broken");
  }
}

/** The same proportions with no more dots than are drawn; undefined leaves the picture its size. */
function drawnSize({ width, height }: { width: number; height: number }) {
  const scale = Math.sqrt(MOST_DRAWN_PIXELS / (width * height));
  if (scale >= 1) return undefined;
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

function inFormat(picture: ReturnType<typeof sharp>, quality: number) {
  if (format === "png") return picture.png({ compressionLevel: 6 });
  return format === "webp" ? picture.webp({ quality }) : picture.jpeg({ quality });
}

function end(verdict: keyof typeof CHILD_VERDICT): void {
  process.exitCode = CHILD_VERDICT[verdict];
}
