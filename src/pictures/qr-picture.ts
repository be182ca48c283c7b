import { createCanvas } from "@napi-rs/canvas";
import encodeQr from "qr";

/** Large enough for a phone held before a screen. */
const SCALE = 10;
const QUIET = 4;

/** A QR code as a PNG, black on white. */
export function drawQrPicture(text: string): Uint8Array {
  const rows = encodeQr(text, "raw", { ecc: "medium", border: QUIET });
  const side = rows.length * SCALE;
  const canvas = createCanvas(side, side);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, side, side);
  pen.fillStyle = "#000000";
  for (const [y, row] of rows.entries())
    for (const [x, dark] of row.entries()) if (dark) pen.fillRect(x * SCALE, y * SCALE, SCALE, SCALE);
  return canvas.toBuffer("image/png");
}
