import type { Report } from "../reminders/report.ts";
import { sumOfUnits, type UnitLine } from "../reminders/report-units.ts";
import { spellCount } from "../reminders/spell-count.ts";
import { FAINT, INK, LINE, type Page } from "./report-page.ts";

type Figures = Omit<UnitLine, "unit">;

/** A part of a bar and a column of numbers. Shades differ by brightness, for paper knows no colours. */
type Series = { name: string; fill: string; of(figures: Figures): number };

const REPLIES: readonly Series[] = [
  { name: "Hadir", fill: "#0b3a66", of: ({ hadir }) => hadir },
  { name: "Diwakili", fill: "#3f83bd", of: ({ diwakili }) => diwakili },
  { name: "Tidak", fill: "#a3c8e6", of: ({ tidak }) => tidak },
];
const DELIVERIES: readonly Series[] = [
  { name: "Terkirim", fill: "#0b3a66", of: ({ accepted }) => accepted },
  { name: "Gagal", fill: "#a3c8e6", of: ({ failed }) => failed },
];

const HEADER = 34;
const MOST_ROW = 24;
const LEAST_ROW = 15;
const NUMBER = 48;
const LABEL = 190;

type Row = { label: string; figures: Figures };

/** Units as bars between two heights: the largest, and the rest of them in one. */
export function drawUnits(page: Page, { kind, units }: Report, top: number, bottom: number): void {
  const series = kind === "acara" ? REPLIES : DELIVERIES;
  const { left, right } = page;
  const numbers = right - NUMBER * (series.length + 1);
  const bars = { x: left + LABEL + 8, width: numbers - (left + LABEL + 8) - 4 };
  page.write(kind === "acara" ? "Jawaban per unit" : "Kiriman per unit", left, top, {
    width: 240,
    size: 11,
    bold: true,
  });
  for (const [at, name] of [...series.map((each) => each.name), "Pegawai"].entries()) {
    const x = numbers + at * NUMBER;
    const fill = series[at]?.fill;
    page.write(name, x, top + 18, { width: NUMBER, size: 7.5, colour: FAINT, align: "right" });
    if (fill !== undefined) page.box(x + NUMBER - page.widthOf(name, 7.5) - 10, top + 19, 7, 7, { fill });
  }
  if (units.length === 0) {
    page.write("Belum ada angka per unit.", left, top + HEADER, { width: 300, size: 9, colour: FAINT });
    return;
  }
  const rows = rowsFor(units, series, Math.floor((bottom - top - HEADER) / LEAST_ROW));
  const height = Math.min(MOST_ROW, (bottom - top - HEADER) / rows.length);
  for (const [at, { label, figures }] of rows.entries()) {
    const y = top + HEADER + at * height;
    const middle = y + height / 2;
    const isLong = page.widthOf(label, 8.5) > LABEL;
    page.write(label, left, middle, { width: LABEL, size: isLong ? 6 : 8.5, lines: isLong ? 2 : 1, middle: true });
    drawBar(page, figures, series, { ...bars, y: y + height * 0.18, height: height * 0.64 });
    const shown = [...series.map((each) => spellCount(each.of(figures))), expectedOf(figures)];
    for (const [column, number] of shown.entries())
      page.write(number, numbers + column * NUMBER, middle, {
        middle: true,
        width: NUMBER,
        size: 8.5,
        align: "right",
        colour: column === series.length ? FAINT : INK,
      });
  }
}

/** All units, or as many of the largest as leave room for what the others have together. */
function rowsFor(units: readonly UnitLine[], series: readonly Series[], most: number): Row[] {
  const size = (figures: Figures) => figures.expected ?? whole(figures, series);
  const sorted = units.toSorted((one, other) => size(other) - size(one));
  const rowOf = (line: UnitLine): Row => ({ label: line.unit ?? "Tanpa unit", figures: line });
  if (sorted.length <= most) return sorted.map(rowOf);
  const others = sorted.slice(most - 1);
  return [
    ...sorted.slice(0, most - 1).map(rowOf),
    { label: `Lainnya (${others.length} unit)`, figures: sumOfUnits(others) },
  ];
}

function expectedOf({ expected }: Figures): string {
  return expected === undefined ? "–" : spellCount(expected);
}

/** What the full length of a bar stands for. */
function whole(figures: Figures, series: readonly Series[]): number {
  const said = series.reduce((sum, each) => sum + each.of(figures), 0);
  return Math.max(figures.expected ?? 0, figures.accepted, said);
}

type Place = { x: number; y: number; width: number; height: number };

function drawBar(page: Page, figures: Figures, series: readonly Series[], { x, y, width, height }: Place): void {
  const all = whole(figures, series);
  page.box(x, y, width, height, { fill: "#f4f6f8", line: LINE });
  let at = x;
  for (const { fill, of } of series) {
    const part = all === 0 ? 0 : (of(figures) / all) * width;
    page.box(at, y, part, height, { fill });
    at += part;
  }
}
