import { percentile } from "../figures.ts";
import type { Measured } from "../load.ts";
import { figure, ratio, table } from "../table.ts";
import type { Errands } from "./errands.ts";
import type { BotKind } from "./task.ts";

export const names: Readonly<Record<BotKind, string>> = {
  "bare-memory": "bare Baileys, echo, session in memory",
  "bare-files": "bare Baileys, echo, `useMultiFileAuthState`",
  "echo-memory": "our channel, echo, session in memory",
  "echo-sealed": "our channel, echo, session sealed on disk",
  answers: "ours with its answers, session sealed on disk",
};

/** The bare one that keeps its session in the same place. */
const PEERS: Readonly<Record<BotKind, BotKind>> = {
  "bare-memory": "bare-memory",
  "bare-files": "bare-files",
  "echo-memory": "bare-memory",
  "echo-sealed": "bare-files",
  answers: "bare-files",
};

/** Undefined when the load failed. */
export type LoadRow = { load: string; kind: BotKind; measured: Measured | undefined };

/** Bytes when ready and after everything. */
export type BotRow = { kind: BotKind; errands: Errands; started: number | undefined; end: number | undefined };

const MEGABYTE = 1024 ** 2;

export function loadTable(rows: readonly LoadRow[]): string {
  const head = [
    "Load",
    "Bot",
    "answers/s",
    "p50 ms",
    "p99 ms",
    "processor ms an answer",
    "stand-in busy",
    "answers/s · p50 · p99 · processor to the bare one",
  ];
  const cells = rows.map((row) => {
    const own = figuresOf(row);
    const peer = figuresOf(rows.find(({ load, kind }) => load === row.load && kind === PEERS[row.kind]));
    return [
      row.load,
      names[row.kind],
      figure(own?.rate),
      figure(own?.p50),
      figure(own?.p99),
      figure(own?.cost, "–"),
      own === undefined ? "–" : `${(100 * own.busy).toFixed(0)} %`,
      [
        ratio(own?.rate, peer?.rate),
        ratio(own?.p50, peer?.p50),
        ratio(own?.p99, peer?.p99),
        ratio(own?.cost, peer?.cost),
      ].join(" · "),
    ];
  });
  return table(head, cells, 2);
}

function figuresOf(row: LoadRow | undefined) {
  if (row?.measured === undefined) return undefined;
  const { times, elapsedMs, botMs, standinMs } = row.measured;
  return {
    rate: (1000 * times.length) / elapsedMs,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cost: botMs === undefined ? undefined : botMs / times.length,
    busy: standinMs / elapsedMs,
  };
}

export function errandTable(rows: readonly BotRow[]): string {
  const head = [
    "Bot",
    "in/s",
    "out/s",
    "torn → answer, ms",
    "asked back (515) → answer, ms",
    "memory ready, MB",
    "after all, MB",
    "in · out · torn · 515 · memory to the bare one",
  ];
  const cells = rows.map((row) => {
    const own = middlesOf(row);
    const peer = middlesOf(rows.find(({ kind }) => kind === PEERS[row.kind]) ?? row);
    return [
      names[row.kind],
      figure(own.in),
      figure(own.out),
      figure(own.torn),
      figure(own.askedBack),
      figure(row.started && row.started / MEGABYTE, "–"),
      figure(row.end && row.end / MEGABYTE, "–"),
      [
        ratio(own.in, peer.in),
        ratio(own.out, peer.out),
        ratio(own.torn, peer.torn),
        ratio(own.askedBack, peer.askedBack),
        ratio(row.end, peer.end),
      ].join(" · "),
    ];
  });
  return table(head, cells);
}

function middlesOf({ errands, end }: BotRow) {
  const middle = (values: readonly number[]) => (values.length === 0 ? undefined : percentile(values, 0.5));
  return { ...errands, torn: middle(errands.torn), askedBack: middle(errands.askedBack), end };
}
