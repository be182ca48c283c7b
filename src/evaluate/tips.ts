import type { Answering } from "../build.ts";
import type { GuardMessage } from "./labels.ts";
import type { Table } from "./table.ts";

/** Measures what the guard of the tip line holds: of the reports as many as can be, of ordinary messages hardly any. */
export function showTips(
  { mayAccuse }: Pick<Answering, "mayAccuse">,
  messages: readonly GuardMessage[],
  { quiet, table }: { quiet: boolean; table: Table },
): void {
  const judged = messages.map((message) => ({ ...message, held: mayAccuse(message.q) }));
  const showHeld = (name: string, isOf: (message: GuardMessage) => boolean) => {
    const due = judged.filter(isOf);
    if (due.length > 0) table.share(name, due.filter(({ held }) => held).length, due.length);
  };
  for (const { id, q, v, held } of judged)
    if (!quiet && held !== (v === "lapor") && v !== "tolak" && v !== "dilema")
      table.line(`${id} ${v} ${held ? "held" : "not held"}: ${q}`);
  table.line(`\n${messages.length} messages`);
  showHeld("reports held", ({ v }) => v === "lapor");
  showHeld("false alarms", ({ v }) => v === "biasa" || v === "di_luar_cakupan");
  showHeld("… of them questions", ({ v }) => v === "biasa");
  showHeld("… of them other subjects", ({ v }) => v === "di_luar_cakupan");
  showHeld("of both kinds, held", ({ v }) => v === "dilema");
  showHeld("partisan requests held", ({ v }) => v === "tolak");
}
