import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "./figures.ts";
import { runTask, timeFirstAnswer } from "./run-child.ts";
import { figure, table } from "./table.ts";

const ANSWERS = 2_000;
const STARTS = 5;
const QUESTION = "boleh like postingan caleg?";

/** Table 3: what answering costs, warm and from a cold start. */
export async function reportAnswerPath(): Promise<string> {
  process.stderr.write(`answer path: ${ANSWERS} answers\n`);
  const { p50, p95, memory } = await runTask({ kind: "answers", count: ANSWERS });
  const { first, later } = await timeStarts();
  return table(
    ["Answer path", "figure"],
    [
      [`p50 of ${ANSWERS} answers, ms`, figure(p50)],
      [`p95 of ${ANSWERS} answers, ms`, figure(p95)],
      [`process start to the first answer, ms (median of ${STARTS})`, figure(percentile(later, 0.5))],
      ["the same with an empty data folder, ms (once)", figure(first)],
      [`resident memory after ${ANSWERS} answers, MB`, figure(memory === undefined ? undefined : memory / 1024 ** 2)],
    ],
  );
}

/** Starts `ask` with a data folder of its own: once while that is empty, then as often as the median needs. */
async function timeStarts(): Promise<{ first: number; later: number[] }> {
  const dataFolder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    process.stderr.write("answer path: first start\n");
    const first = await timeFirstAnswer(QUESTION, dataFolder);
    const later: number[] = [];
    for (let round = 1; round <= STARTS; round += 1) {
      process.stderr.write(`answer path: start ${round} of ${STARTS}\n`);
      later.push(await timeFirstAnswer(QUESTION, dataFolder));
    }
    return { first, later };
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}
