import { fileURLToPath } from "node:url";
import { createCanvas, GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";
import { SMALLEST } from "../office/figures.ts";
import { type Statistics, topicFigure } from "../office/statistics.ts";
import { topicName } from "../office/topic-name.ts";
import { spellPeriod } from "../office/week.ts";

/** Phones show 1080 pixels across without scaling. */
const WIDTH = 1080;
const MARGIN = 56;
const MOST_TOPICS = 10;
/** So many weeks can be told apart by shade; of more only the sum is drawn. */
const MOST_SHADES = 6;

const FONT = "SiNetral";
const INK = "#1b1f24";
const FAINT = "#5b6470";
const PAPER = "#ffffff";
const LINE = "#d9dee4";

/**
 * From light to dark in one hue, so that they differ by brightness and not by colour alone; the newest week is the darkest.
 * The ink on each is what can be read on it.
 */
const SHADES = [
  { fill: "#cfe1f2", ink: INK },
  { fill: "#a3c8e6", ink: INK },
  { fill: "#6fa8d6", ink: INK },
  { fill: "#3f83bd", ink: PAPER },
  { fill: "#1f5f99", ink: PAPER },
  { fill: "#0b3a66", ink: PAPER },
] as const;

const TITLE = "Topik yang ditanyakan";
const NOTE = `Angka di bawah ${SMALLEST} ditulis <${SMALLEST} dan tidak digambar (≥).`;
const EMPTY = `Belum ada topik yang ditanyakan ${SMALLEST} kali atau lebih dalam sepekan.`;

type Segment = { count: number; shade: (typeof SHADES)[number] };
type Bar = { label: string; segments: readonly Segment[]; total: number; hides: boolean };

const LEGEND_ROW = 52;
const BAR_ROW = 130;
const BAR_HEIGHT = 56;

/** Topics by week as horizontal bars, a PNG of 1080 pixels across; the font comes along, none of the system's is used. */
export function drawStatistics(statistics: Statistics): Uint8Array {
  useOwnFont();
  const bars = statistics.topics.slice(0, MOST_TOPICS).map((topic) => barOf(statistics, topic));
  const legend = legendOf(statistics);
  const top = 250 + (legend.length > 0 ? Math.ceil(legend.length / LEGEND_COLUMNS) * LEGEND_ROW + 24 : 0);
  const height = top + Math.max(bars.length, 2) * BAR_ROW + 130;
  const canvas = createCanvas(WIDTH, height);
  const pen = canvas.getContext("2d");
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, WIDTH, height);
  write(pen, TITLE, MARGIN, 96, { size: 54, bold: true });
  write(pen, periodOf(statistics), MARGIN, 160, { size: 36, colour: FAINT });
  drawLegend(pen, legend, 222);
  if (bars.length === 0) writeLines(pen, EMPTY, MARGIN, top + 40, 38);
  drawBars(pen, bars, top);
  line(pen, height - 100);
  write(pen, NOTE, MARGIN, height - 48, { size: 30, colour: FAINT });
  return canvas.toBuffer("image/png");
}

let hasFont = false;

function useOwnFont(): void {
  if (hasFont) return;
  for (const name of ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"]) {
    const file = fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}`));
    if (!GlobalFonts.registerFromPath(file, FONT)) throw new Error("the font of the pictures cannot be read");
  }
  hasFont = true;
}

function barOf({ weeks }: Statistics, topic: string): Bar {
  const figures = weeks.map((week) => topicFigure(week, topic));
  const segments = figures.flatMap((figure, at) =>
    typeof figure === "number" ? [{ count: figure, shade: shadeOf(at, weeks.length) }] : [],
  );
  const total = segments.reduce((sum, { count }) => sum + count, 0);
  const isSum = weeks.length > MOST_SHADES;
  const drawn = isSum ? [{ count: total, shade: shadeOf(0, 1) }] : segments;
  return { label: topicName(topic), segments: drawn, total, hides: segments.length < figures.length };
}

function shadeOf(at: number, weeks: number): (typeof SHADES)[number] {
  // One or two weeks need no pale shades; the newest is always the darkest but one, on which numbers stand out most.
  const from = Math.max(0, SHADES.length - weeks);
  return SHADES[weeks === 1 ? 4 : Math.min(from + at, SHADES.length - 1)] ?? SHADES[4];
}

type LegendItem = { label: string; fill: string };
const LEGEND_COLUMNS = 2;

function legendOf({ weeks, topics }: Statistics): LegendItem[] {
  if (weeks.length === 1 || weeks.length > MOST_SHADES || topics.length === 0) return [];
  return weeks.map(({ from, to }, at) => ({
    label: spellPeriod(from, to, { year: false }),
    fill: shadeOf(at, weeks.length).fill,
  }));
}

function drawLegend(pen: SKRSContext2D, items: readonly LegendItem[], top: number): void {
  for (const [at, { label, fill }] of items.entries()) {
    const x = MARGIN + (at % LEGEND_COLUMNS) * ((WIDTH - 2 * MARGIN) / LEGEND_COLUMNS);
    const y = top + Math.floor(at / LEGEND_COLUMNS) * LEGEND_ROW;
    pen.fillStyle = fill;
    pen.fillRect(x, y, 36, 36);
    write(pen, label, x + 52, y + 29, { size: 30 });
  }
}

function drawBars(pen: SKRSContext2D, bars: readonly Bar[], top: number): void {
  const longest = Math.max(1, ...bars.map(({ total }) => total));
  const room = WIDTH - 2 * MARGIN - 130;
  for (const [at, { label, segments, total, hides }] of bars.entries()) {
    const y = top + at * BAR_ROW;
    write(pen, label, MARGIN, y + 32, { size: 36 });
    let x = MARGIN;
    for (const { count, shade } of segments) {
      const width = (count / longest) * room;
      pen.fillStyle = shade.fill;
      pen.fillRect(x, y + 46, Math.max(2, width - 3), BAR_HEIGHT);
      const number = String(count);
      if (segments.length > 1 && measure(pen, number, 30) + 14 < width)
        write(pen, number, x + (width - 3 - measure(pen, number, 30)) / 2, y + 85, { size: 30, colour: shade.ink });
      x += width;
    }
    write(pen, hides && segments.length > 0 ? `≥ ${total}` : String(total), x + 14, y + 87, { size: 36, bold: true });
  }
}

function periodOf({ weeks }: Statistics): string {
  const [first, last] = [weeks[0], weeks.at(-1)];
  return first === undefined || last === undefined ? "" : spellPeriod(first.from, last.to);
}

type Style = { size: number; bold?: boolean; colour?: string };

function write(
  pen: SKRSContext2D,
  text: string,
  x: number,
  y: number,
  { size, bold = false, colour = INK }: Style,
): void {
  pen.font = `${bold ? "bold " : ""}${size}px ${FONT}`;
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

function writeLines(pen: SKRSContext2D, text: string, x: number, y: number, size: number): void {
  let line = "";
  let at = y;
  for (const word of text.split(" ")) {
    if (measure(pen, `${line} ${word}`, size) > WIDTH - 2 * MARGIN) {
      write(pen, line, x, at, { size });
      at += size * 1.4;
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  write(pen, line, x, at, { size });
}

function measure(pen: SKRSContext2D, text: string, size: number): number {
  pen.font = `${size}px ${FONT}`;
  return pen.measureText(text).width;
}

function line(pen: SKRSContext2D, y: number): void {
  pen.fillStyle = LINE;
  pen.fillRect(MARGIN, y, WIDTH - 2 * MARGIN, 2);
}
