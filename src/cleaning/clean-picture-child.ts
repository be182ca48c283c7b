/**
 * Draws one picture anew: its bytes from standard input, the new ones to standard output. `process.argv`: the format, and the most
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

const [, , format, mostPixels, mostBytes] = process.argv;
await draw(await buffer(process.stdin));

async function draw(bytes: Buffer): Promise<void> {
  const options = { failOn: "error", limitInputPixels: Number(mostPixels), pages: 1, autoOrient: true } as const;
  try {
    if ((await sharp(bytes, options).metadata()).format !== format) return end("broken");
    for (const quality of [90, 70]) {
      const drawn = await inFormat(sharp(bytes, options).toColourspace("srgb"), quality).toBuffer();
      if (drawn.length <= Number(mostBytes)) return void process.stdout.write(drawn);
      if (format === "png") break;
    }
    end("tooLarge");
  } catch (error) {
    end(/pixel limit/i.test(String(error)) ? "tooLarge" : "broken");
  }
}

function inFormat(picture: ReturnType<typeof sharp>, quality: number) {
  if (format === "png") return picture.png({ compressionLevel: 6 });
  return format === "webp" ? picture.webp({ quality }) : picture.jpeg({ quality });
}

function end(verdict: keyof typeof CHILD_VERDICT): void {
  process.exitCode = CHILD_VERDICT[verdict];
}
