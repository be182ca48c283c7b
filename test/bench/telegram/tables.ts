import { percentile } from "../figures.ts";
import type { Measured } from "../load.ts";
import { figure, ratio, table } from "../table.ts";

export type LoadRow = {
  load: string;
  name: string;
  isPeer: boolean;
  /** Not to be compared with the peer. */
  isAlone?: boolean;
  /** Undefined when the load failed. */
  measured: Measured | undefined;
};

export type MemoryRow = {
  name: string;
  isPeer: boolean;
  /** Bytes when ready, after the loads, after half of the updates and after all. */
  started: number | undefined;
  warm: number | undefined;
  half: number | undefined;
  end: number | undefined;
};

const MEGABYTE = 1024 ** 2;

type Figures = { rate: number; p50: number; p99: number; cost: number | undefined; busy: number; refused: number };

export function loadTable(rows: readonly LoadRow[]): string {
  const head = [
    "Load",
    "Bot",
    "answers/s",
    "p50 ms",
    "p99 ms",
    "processor ms an answer",
    "refused (429)",
    "stand-in busy",
    "answers/s · p50 · p99 · processor to bare Telegraf",
  ];
  return table(
    head,
    rows.map((row) => loadCells(row, figuresOf(rows.find(({ load, isPeer }) => isPeer && load === row.load)))),
    2,
  );
}

function loadCells(row: LoadRow, peer: Figures | undefined): string[] {
  const own = figuresOf(row);
  const ratios = [
    ratio(own?.rate, peer?.rate),
    ratio(own?.p50, peer?.p50),
    ratio(own?.p99, peer?.p99),
    ratio(own?.cost, peer?.cost),
  ];
  return [
    row.load,
    row.name,
    figure(own?.rate),
    figure(own?.p50),
    figure(own?.p99),
    figure(own?.cost, "–"),
    own === undefined ? "–" : String(own.refused),
    own === undefined ? "–" : `${(100 * own.busy).toFixed(0)} %`,
    row.isAlone === true ? "–" : ratios.join(" · "),
  ];
}

function figuresOf(row: LoadRow | undefined): Figures | undefined {
  if (row?.measured === undefined) return undefined;
  const { times, elapsedMs, refused, botMs, standinMs } = row.measured;
  return {
    rate: (1000 * times.length) / elapsedMs,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cost: botMs === undefined ? undefined : botMs / times.length,
    busy: standinMs / elapsedMs,
    refused,
  };
}

export function memoryTable(many: number, rows: readonly MemoryRow[]): string {
  const peer = rows.find(({ isPeer }) => isPeer);
  const updates = (count: number) => `after ${count.toLocaleString("en")} updates`;
  const head = [
    "Resident memory, MB",
    "at the start",
    "warm",
    updates(many / 2),
    updates(many),
    "growth since warm",
    "of it in the second half",
    "at the end to bare Telegraf",
  ];
  return table(
    head,
    rows.map(({ name, started, warm, half, end }) => [
      name,
      ...[started, warm, half, end].map((bytes) => megabytes(bytes)),
      megabytes(growth(warm, end)),
      megabytes(growth(half, end)),
      ratio(end, peer?.end),
    ]),
  );
}

function growth(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : to - from;
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? "–" : (bytes / MEGABYTE).toFixed(1);
}
