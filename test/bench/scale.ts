import { type EngineName, peers } from "./engines.ts";
import { runTask } from "./run-child.ts";
import { figure, least, ratio, table } from "./table.ts";
import type { Result } from "./task.ts";

const compared = ["fts5-or", "minisearch", "orama", "ours"] as const satisfies EngineName[];
const MEGABYTE = 1024 ** 2;

export type ScaleOptions = { sizes: readonly number[]; questions: number };

/** Table 2: the same questions over ever more passages. */
export async function reportScale(
  { sizes, questions }: ScaleOptions,
  names: Readonly<Record<EngineName, string>>,
): Promise<string> {
  const rows: string[][] = [];
  for (const size of sizes) {
    const results: Array<[EngineName, Result]> = [];
    for (const engine of compared) {
      process.stderr.write(`scale: ${size} passages, ${names[engine]}\n`);
      results.push([engine, await runTask({ kind: "search", engine, size, questions, rounds: 1 })]);
    }
    const best = bestOf(results.filter(([engine]) => peers.has(engine)).map(([, result]) => result));
    for (const [engine, result] of results) rows.push(describe(size, names[engine], result, best));
  }
  const head = [
    "Passages",
    "Engine",
    "p50 ms",
    "p95 ms",
    "index s",
    "memory MB",
    "p50 · index · memory to the best peer",
  ];
  return table(head, rows, 2);
}

/** The best figure of each kind among some results, whoever has it. */
function bestOf(results: readonly Result[]): Result {
  const best: Result = {};
  for (const key of ["p50", "indexSeconds", "memory"] as const) {
    const value = least(results.map((result) => result[key]));
    if (value !== undefined) best[key] = value;
  }
  return best;
}

function describe(size: number, name: string, result: Result, best: Result): string[] {
  const ratios = [
    ratio(result.p50, best.p50),
    ratio(result.indexSeconds, best.indexSeconds),
    ratio(result.memory, best.memory),
  ];
  return [
    size.toLocaleString("en"),
    name,
    figure(result.p50),
    figure(result.p95),
    figure(result.indexSeconds),
    figure(result.memory === undefined ? undefined : result.memory / MEGABYTE),
    ratios.join(" · "),
  ];
}
