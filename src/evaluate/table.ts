import type { Writable } from "node:stream";
import { wilson } from "../answer/measure.ts";

/** Where measures are printed, a line each. */
export type Table = {
  line(text: string): void;
  /** A share with its interval: "verdict right  3/4  75.0 % [30.1–95.4]". */
  share(name: string, hits: number, of: number): void;
  /** How often each expected verdict was answered with each. */
  confusion(pairs: ReadonlyArray<readonly [string, string]>): void;
};

export function createTable(stdout: Writable): Table {
  const line = (text: string) => void stdout.write(`${text}\n`);
  return {
    line,
    share(name, hits, of) {
      const { share, low, high } = wilson(hits, of);
      const percent = (value: number) => (100 * value).toFixed(1);
      line(
        `${name.padEnd(32)} ${String(hits).padStart(4)}/${String(of).padEnd(4)} ${percent(share).padStart(5)} % [${percent(low)}–${percent(high)}]`,
      );
    },
    confusion(pairs) {
      const names = [...new Set(pairs.flat())].sort();
      const width = Math.max(...names.map((name) => name.length)) + 2;
      line(`\n${"expected \\ said".padEnd(width + 2)}${names.map((name) => name.padStart(width)).join("")}`);
      for (const expected of names) {
        const counts = names.map((said) => pairs.filter(([a, b]) => a === expected && b === said).length);
        line(`${expected.padEnd(width + 2)}${counts.map((count) => String(count || ".").padStart(width)).join("")}`);
      }
    },
  };
}

/** The value below which that share of sorted ones lies, as shown. */
export function percentile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
}
