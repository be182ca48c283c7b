import { fileURLToPath } from "node:url";
import { createCanvas, GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";
import sharp from "sharp";
import { drawIcon } from "./icons.ts";
import { FONT, fontOf, LEADING, type Line, layLabel, layWords, SIZE, stack } from "./lay-words.ts";
import type { Bubble, Screen } from "./phone.ts";
import { wordsOf } from "./rich-words.ts";

/** As a phone shows it, at a density that small letters can be read at. */
const WIDTH = 400;
const DENSITY = 1.4;
const COLOURS = 16;

const MARGIN = 10;
const HEADER = 62;
const PAD = 11;
const GAP = 9;
const MOST_BUBBLE = WIDTH - 2 * MARGIN - 24;
const BUTTON = 34;
const BUTTON_GAP = 4;
/** Answers after the first are shown by their beginning where they are longer than that. */
const MOST_LINES = 28;
const SHOWN_LINES = 8;

const INK = "#17212b";
const FAINT = "#6b7c8a";
const GREEN = "#1f6f50";

let hasFont = false;

/** What somebody saw, as a PNG; the fonts come along, none of the system's is used. */
export async function drawScreen(screen: Screen): Promise<Uint8Array> {
  useOwnFont();
  const ruler = createCanvas(1, 1).getContext("2d");
  const blocks = screen.bubbles.map((bubble, at) => blockOf(ruler, bubble, at > firstAnswer(screen)));
  const height = HEADER + GAP + blocks.reduce((sum, block) => sum + block.height + GAP, 0) + 4;
  const canvas = createCanvas(Math.round(WIDTH * DENSITY), Math.round(height * DENSITY));
  const pen = canvas.getContext("2d");
  pen.scale(DENSITY, DENSITY);
  fill(pen, 0, 0, WIDTH, height, "#d3e2d6", 0);
  drawHeader(pen, screen.whose);
  let top = HEADER + GAP;
  for (const block of blocks) {
    block.draw(pen, top);
    top += block.height + GAP;
  }
  return sharp(canvas.toBuffer("image/png"))
    .png({ palette: true, colours: COLOURS, dither: 0, compressionLevel: 9, effort: 10 })
    .toBuffer();
}

type Block = { height: number; draw(pen: SKRSContext2D, top: number): void };

function firstAnswer({ bubbles }: Screen): number {
  return bubbles.findIndex(({ from }) => from === "bot");
}

function blockOf(ruler: SKRSContext2D, bubble: Bubble, isLater: boolean): Block {
  return bubble.from === "person" ? personBlock(ruler, bubble) : botBlock(ruler, bubble, isLater);
}

function personBlock(ruler: SKRSContext2D, { text, at }: Extract<Bubble, { from: "person" }>): Block {
  const lines = layWords(ruler, wordsOf(text.replaceAll("&", "&amp;")), MOST_BUBBLE - 40 - 2 * PAD);
  const width = widthOf(lines);
  const height = stack(lines) + 2 * PAD + 10;
  return {
    height,
    draw(pen, top) {
      const left = WIDTH - MARGIN - width;
      fill(pen, left, top, width, height, "#e3f9cd", 12);
      drawLines(pen, lines, left + PAD, top + PAD);
      drawTime(pen, at, left + width, top + height);
    },
  };
}

function botBlock(ruler: SKRSContext2D, bubble: Extract<Bubble, { from: "bot" }>, isLater: boolean): Block {
  const all = layWords(ruler, wordsOf(bubble.html), MOST_BUBBLE - 2 * PAD);
  const isCut = isLater && all.length > MOST_LINES;
  const lines = isCut ? [...all.slice(0, SHOWN_LINES), layLabel(ruler, "⋯")] : all;
  const width = bubble.buttons.length > 0 ? MOST_BUBBLE : widthOf(lines);
  const height = stack(lines) + 2 * PAD + 10;
  const buttons = bubble.buttons.length * (BUTTON + BUTTON_GAP);
  return {
    height: height + buttons,
    draw(pen, top) {
      fill(pen, MARGIN, top, width, height, "#ffffff", 12);
      drawLines(pen, lines, MARGIN + PAD, top + PAD);
      drawTime(pen, bubble.at, MARGIN + width, top + height);
      for (const [at, row] of bubble.buttons.entries())
        drawButtons(pen, row, bubble.pressed, top + height + BUTTON_GAP + at * (BUTTON + BUTTON_GAP), width);
    },
  };
}

function widthOf(lines: readonly Line[]): number {
  return Math.max(90, ...lines.map((line) => line.width + 2 * PAD + (line.quote ? 10 : 0)));
}

function drawLines(pen: SKRSContext2D, lines: readonly Line[], left: number, top: number): void {
  for (const line of lines) {
    const y = top + line.top;
    if (line.quote) {
      fill(pen, left - 3, y - 1, 3, LEADING, "#4a90c2", 0);
      drawLine(pen, line, left + 7, y);
    } else drawLine(pen, line, left, y);
  }
}

function drawLine(
  pen: SKRSContext2D,
  line: Line,
  left: number,
  top: number,
  { colour = INK, size = SIZE }: { colour?: string; size?: number } = {},
): void {
  for (const { text, icon, x, style } of line.glyphs) {
    if (icon) {
      drawIcon(pen, text, left + x, top + 2, size * 1.05);
      continue;
    }
    pen.font = fontOf(style, size);
    pen.fillStyle = style.italic ? FAINT : colour;
    pen.fillText(text, left + x, top + SIZE);
  }
}

function drawTime(pen: SKRSContext2D, at: string, right: number, bottom: number): void {
  pen.font = fontOf({ bold: false, italic: false }, 11);
  pen.fillStyle = FAINT;
  pen.fillText(at, right - 8 - pen.measureText(at).width, bottom - 6);
}

function drawButtons(
  pen: SKRSContext2D,
  row: readonly string[],
  pressed: string | undefined,
  top: number,
  width: number,
): void {
  const each = (width - (row.length - 1) * BUTTON_GAP) / row.length;
  for (const [at, label] of row.entries()) {
    const left = MARGIN + at * (each + BUTTON_GAP);
    const isPressed = label === pressed;
    fill(pen, left, top, each, BUTTON, GREEN, 8);
    if (!isPressed) fill(pen, left + 1, top + 1, each - 2, BUTTON - 2, "#f2f9f4", 7);
    const { line, size } = fitted(pen, label, each - 8);
    const y = top + (BUTTON - LEADING) / 2 + 1;
    drawLine(pen, line, left + (each - line.width) / 2, y, { colour: isPressed ? "#ffffff" : GREEN, size });
  }
}

/** In smaller letters, and shortened, until it fits. */
function fitted(pen: SKRSContext2D, label: string, width: number): { line: Line; size: number } {
  for (const size of [14, 13, 12]) {
    const line = layLabel(pen, label, { bold: true }, size);
    if (line.width <= width) return { line, size };
  }
  for (let length = label.length - 1; ; length -= 1) {
    const line = layLabel(pen, `${label.slice(0, length)}…`, { bold: true }, 12);
    if (line.width <= width || length < 4) return { line, size: 12 };
  }
}

function drawHeader(pen: SKRSContext2D, whose: string): void {
  fill(pen, 0, 0, WIDTH, HEADER, GREEN, 0);
  pen.beginPath();
  pen.arc(34, HEADER / 2, 19, 0, 2 * Math.PI);
  pen.fillStyle = "#e3f9cd";
  pen.fill();
  pen.fillStyle = GREEN;
  pen.font = fontOf({ bold: true, italic: false }, 19);
  pen.fillText("N", 34 - pen.measureText("N").width / 2, HEADER / 2 + 7);
  pen.fillStyle = "#ffffff";
  pen.font = fontOf({ bold: true, italic: false }, 16);
  pen.fillText("Bot Netralitas Kesbangpol", 64, 28);
  pen.font = fontOf({ bold: false, italic: false }, 13);
  pen.fillText(`HP ${whose}`, 64, 47);
}

function fill(pen: SKRSContext2D, x: number, y: number, w: number, h: number, colour: string, radius: number): void {
  pen.beginPath();
  pen.roundRect(x, y, w, h, radius);
  pen.fillStyle = colour;
  pen.fill();
}

function useOwnFont(): void {
  if (hasFont) return;
  for (const name of ["", "-Bold", "-Oblique", "-BoldOblique"]) {
    const url = import.meta.resolve(`dejavu-fonts-ttf/ttf/DejaVuSansCondensed${name}.ttf`);
    if (!GlobalFonts.registerFromPath(fileURLToPath(url), FONT)) throw new Error(`${url} cannot be read`);
  }
  hasFont = true;
}
