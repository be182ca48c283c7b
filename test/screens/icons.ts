import type { SKRSContext2D } from "@napi-rs/canvas";

type Draw = (pen: SKRSContext2D) => void;

/** Small pictures in a square of one by one, for what the font has no letters for. */
const icons: Readonly<Record<string, Draw>> = {
  "⛔": (pen) => {
    disc(pen, 0.5, 0.5, 0.46, "#d33a31");
    box(pen, 0.2, 0.41, 0.6, 0.18, "#ffffff", 0.05);
  },
  "🚫": (pen) => {
    ring(pen, 0.5, 0.5, 0.38, "#d33a31", 0.13);
    line(pen, "#d33a31", 0.13, [0.24, 0.24], [0.76, 0.76]);
  },
  "⏳": (pen) => {
    shape(pen, "#e0a63a", [0.24, 0.1], [0.76, 0.1], [0.54, 0.5], [0.76, 0.9], [0.24, 0.9], [0.46, 0.5]);
    line(pen, "#7a5a1e", 0.09, [0.18, 0.08], [0.82, 0.08]);
    line(pen, "#7a5a1e", 0.09, [0.18, 0.92], [0.82, 0.92]);
  },
  "👍": (pen) => thumb(pen),
  "👎": (pen) => {
    pen.translate(0, 1);
    pen.scale(1, -1);
    thumb(pen);
  },
  "💬": (pen) => {
    box(pen, 0.06, 0.14, 0.88, 0.58, "#5b9bd1", 0.2);
    shape(pen, "#5b9bd1", [0.24, 0.66], [0.5, 0.66], [0.22, 0.94]);
    for (const x of [0.3, 0.5, 0.7]) disc(pen, x, 0.43, 0.06, "#ffffff");
  },
  "🔔": (pen) => {
    disc(pen, 0.5, 0.36, 0.25, "#e9ac2e");
    shape(pen, "#e9ac2e", [0.25, 0.36], [0.75, 0.36], [0.9, 0.76], [0.1, 0.76]);
    disc(pen, 0.5, 0.84, 0.1, "#a8741a");
  },
  "✅": (pen) => {
    box(pen, 0.06, 0.06, 0.88, 0.88, "#3c9f52", 0.18);
    line(pen, "#ffffff", 0.13, [0.25, 0.53], [0.43, 0.71], [0.76, 0.3]);
  },
  "👥": (pen) => {
    person(pen, 0.66, 0.32, "#8aa0b4");
    person(pen, 0.36, 0.36, "#54708a");
  },
  "📅": (pen) => {
    box(pen, 0.1, 0.12, 0.8, 0.8, "#f4f4f4", 0.1);
    box(pen, 0.1, 0.12, 0.8, 0.24, "#d33a31", 0.1);
    for (const [x, y] of [
      [0.26, 0.5],
      [0.46, 0.5],
      [0.66, 0.5],
      [0.26, 0.7],
      [0.46, 0.7],
    ] as const)
      box(pen, x, y, 0.12, 0.12, "#7d8894", 0);
  },
  "📨": (pen) => {
    box(pen, 0.06, 0.2, 0.88, 0.62, "#f4f4f4", 0.08);
    line(pen, "#54708a", 0.07, [0.1, 0.26], [0.5, 0.58], [0.9, 0.26]);
  },
  "🔎": (pen) => {
    ring(pen, 0.42, 0.42, 0.26, "#54708a", 0.11);
    line(pen, "#54708a", 0.15, [0.62, 0.62], [0.88, 0.88]);
  },
};

const SHOWN_AS_PICTURE = /\p{Emoji_Presentation}/u;

/** Whether a character is drawn as a picture. Throws for one that would need a picture and has none. */
export function isIcon(character: string): boolean {
  if (Object.hasOwn(icons, character)) return true;
  if (SHOWN_AS_PICTURE.test(character)) throw new Error(`draw ${character} in test/screens/icons.ts first`);
  return false;
}

/** Draws it into a square whose upper left corner is given. */
export function drawIcon(pen: SKRSContext2D, character: string, x: number, y: number, size: number): void {
  pen.save();
  pen.translate(x, y);
  pen.scale(size, size);
  icons[character]?.(pen);
  pen.restore();
}

function disc(pen: SKRSContext2D, x: number, y: number, radius: number, colour: string): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}

function ring(pen: SKRSContext2D, x: number, y: number, radius: number, colour: string, width: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

function box(pen: SKRSContext2D, x: number, y: number, w: number, h: number, colour: string, radius: number): void {
  pen.beginPath();
  pen.roundRect(x, y, w, h, radius);
  pen.fillStyle = colour;
  pen.fill();
}

type Point = readonly [number, number];

function trace(pen: SKRSContext2D, points: readonly Point[]): void {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
}

function shape(pen: SKRSContext2D, colour: string, ...points: readonly Point[]): void {
  trace(pen, points);
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
}

function line(pen: SKRSContext2D, colour: string, width: number, ...points: readonly Point[]): void {
  trace(pen, points);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.stroke();
}

function thumb(pen: SKRSContext2D): void {
  shape(pen, "#1f6f50", [0.34, 0.44], [0.5, 0.08], [0.64, 0.14], [0.6, 0.4], [0.9, 0.4], [0.84, 0.9], [0.34, 0.88]);
  box(pen, 0.08, 0.42, 0.2, 0.5, "#1f6f50", 0.05);
}

function person(pen: SKRSContext2D, x: number, y: number, colour: string): void {
  disc(pen, x, y, 0.17, colour);
  pen.beginPath();
  pen.ellipse(x, 0.92, 0.3, 0.36, 0, Math.PI, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}
