import { stripVTControlCharacters } from "node:util";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import decodeQr from "qr/decode.js";

/** Pixels of one module, and light around: a camera never sees a module as one pixel. */
const SCALE = 4;

/** What the QR code says that was drawn with half blocks. */
export function readTerminalQr(drawn: string): string {
  const lines = drawn.split("\n").map((line) => [...stripVTControlCharacters(line)]);
  const width = Math.max(...lines.map((line) => line.length)) * SCALE;
  const height = lines.length * 2 * SCALE;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const isDark = (x: number, y: number) =>
    ["█", y % 2 === 0 ? "▀" : "▄"].includes(lines[Math.floor(y / 2)]?.[x] ?? " ");
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (isDark(Math.floor(x / SCALE), Math.floor(y / SCALE)))
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return decodeQr({ width, height, data });
}

/** What the QR code in a PNG file says. */
export async function readPictureQr(file: string): Promise<string> {
  const image = await loadImage(file);
  const pen = createCanvas(image.width, image.height).getContext("2d");
  pen.drawImage(image, 0, 0);
  return decodeQr(pen.getImageData(0, 0, image.width, image.height));
}
