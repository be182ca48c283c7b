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
  const starts: number[] = [];
  for (let round = 1; round <= STARTS; round += 1) {
    process.stderr.write(`answer path: start ${round} of ${STARTS}\n`);
    starts.push(await timeFirstAnswer(QUESTION));
  }
  return table(
    ["Answer path", "figure"],
    [
      [`p50 of ${ANSWERS} answers, ms`, figure(p50)],
      [`p95 of ${ANSWERS} answers, ms`, figure(p95)],
      [`process start to the first answer, ms (median of ${STARTS})`, figure(percentile(starts, 0.5))],
      [`resident memory after ${ANSWERS} answers, MB`, figure(memory === undefined ? undefined : memory / 1024 ** 2)],
    ],
  );
}
