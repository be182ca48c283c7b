import { wilson } from "../../src/answer/measure.ts";
import { type EngineName, engineNames, peers } from "./engines.ts";
import { runTask } from "./run-child.ts";
import { figure, ratio, table } from "./table.ts";
import type { Result } from "./task.ts";

const ROUNDS = 5;

/** Table 1: the same questions on the shipped passages, through every engine and the whole answer path. */
export async function reportQuality(names: Readonly<Record<EngineName, string>>): Promise<string> {
  const results: Array<[EngineName, Result]> = [];
  for (const engine of engineNames) {
    process.stderr.write(`quality: ${names[engine]}\n`);
    results.push([engine, await runTask({ kind: "search", engine, questions: "judged", rounds: ROUNDS })]);
  }
  const best = Math.max(...results.filter(([engine]) => peers.has(engine)).map(([, { hits }]) => hits ?? 0));
  const rows = results.map(([engine, result]) => [
    names[engine],
    ...describeHits(result),
    ratio(result.hits, best),
    figure(result.p50),
    figure(result.p95),
    figure(result.indexSeconds),
  ]);
  const head = ["Engine", "citation hit@5", "95 % interval", "to the best peer", "p50 ms", "p95 ms", "index s"];
  return table(head, rows);
}

function describeHits({ hits, judged }: Result): [string, string] {
  if (hits === undefined || judged === undefined) return ["not finished", "–"];
  const { share, low, high } = wilson(hits, judged);
  const percent = (value: number) => (100 * value).toFixed(1);
  return [`${percent(share)} % (${hits}/${judged})`, `${percent(low)}–${percent(high)} %`];
}
