import { explain } from "../answer/explain.ts";
import { measuredOn } from "../answer/measure.ts";
import type { Answering } from "../build.ts";
import type { GuardMessage } from "./labels.ts";
import type { Progress } from "./progress.ts";
import type { Table } from "./table.ts";

/** Measures what stops a message that is no ordinary question, and how many ordinary ones are stopped. */
export async function showGuards(
  { answer, ranker }: Answering,
  messages: readonly GuardMessage[],
  { quiet, progress, table }: { quiet: boolean; progress: Progress; table: Table },
): Promise<void> {
  const pairs: Array<[string, string]> = [];
  for (const [index, { id, q, v }] of messages.entries()) {
    const answered = await answer(q, { today: measuredOn });
    const said = ["lapor", "tolak", "di_luar_cakupan"].includes(answered.verdict) ? answered.verdict : "biasa";
    pairs.push([v, said]);
    if (said !== v && !quiet)
      table.line(`${id} ${v} -> ${said}: ${q}\n    ${explain(answered, ranker).join("\n    ")}`);
    progress(index + 1, messages.length);
  }
  table.line(`\n${messages.length} messages`);
  for (const verdict of ["lapor", "tolak", "di_luar_cakupan"]) {
    const due = pairs.filter(([expected]) => expected === verdict);
    table.share(`${verdict}: recall`, due.filter(([, said]) => said === verdict).length, due.length);
  }
  const ordinary = pairs.filter(([expected]) => expected === "biasa");
  table.share("ordinary taken for a report", ordinary.filter(([, said]) => said === "lapor").length, ordinary.length);
  table.share("ordinary stopped by any guard", ordinary.filter(([, said]) => said !== "biasa").length, ordinary.length);
  table.confusion(pairs);
}
