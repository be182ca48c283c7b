import type { Answered } from "../answer/answer.ts";
import type { Assisted } from "../answer/assist.ts";
import { type Judged, judge, type Labelled, measuredOn } from "../answer/measure.ts";
import type { Answering } from "../build.ts";
import { plainText } from "../chat/message.ts";
import type { Progress } from "./progress.ts";
import { percentile, type Table } from "./table.ts";

/** One question as it was answered without and with a model. */
type Both = { offline: Judged; helped: Judged; by: Answered; ms: number };

/** US dollars for a million tokens. */
export type Prices = { in: number; out: number };

/**
 * Measures what a language model adds: verdict and citation beside the offline ones, how many of its quotes are true before and after
 * the checks, how many answers it had a part in, tokens, times and what that costs.
 */
export async function showModel(
  { answer }: Pick<Answering, "answer">,
  questions: readonly Labelled[],
  { quiet, progress, prices, table }: { quiet: boolean; progress: Progress; prices: Prices | undefined; table: Table },
): Promise<void> {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const measured: Both[] = [];
  for (const [at, question] of questions.entries()) {
    const previous = question.after === undefined ? undefined : byId.get(question.after);
    const before = previous === undefined ? undefined : (await answer(previous.q, { today: measuredOn })).after;
    const offline = await answer(question.q, { before, today: measuredOn });
    const started = performance.now();
    const by = await answer(question.q, { before, today: measuredOn, outside: {} });
    const ms = performance.now() - started;
    const both: Both = { offline: judged(question, offline), helped: judged(question, by), by, ms };
    measured.push(both);
    if (!quiet && both.offline.verdict !== both.helped.verdict)
      table.line(`${question.id} ${both.offline.verdict} -> ${both.helped.verdict} (${question.v}): ${question.q}`);
    progress(at + 1, questions.length);
  }
  showBoth(measured, table);
  showUse(
    measured.map(({ by }) => by),
    table,
  );
  const asked = measured.filter(({ by }) => by.assisted.some(({ outcome }) => outcome === "said"));
  const times = asked.map(({ ms }) => ms).sort((a, b) => a - b);
  if (times.length > 0)
    table.line(`\nms of what was asked: p50 ${percentile(times, 0.5)}, p95 ${percentile(times, 0.95)}`);
  showCost(
    measured.flatMap(({ by }) => by.assisted),
    questions.length,
    prices,
    table,
  );
}

function judged(question: Labelled, answered: Answered): Judged {
  return judge(question, answered, plainText(answered.reply));
}

function showBoth(measured: readonly Both[], table: Table): void {
  table.line(`\n${measured.length} questions`);
  for (const [name, of] of [
    ["offline", "offline"],
    ["with the model", "helped"],
  ] as const) {
    const each = measured.map((both) => both[of]);
    const cited = each.filter(({ citationRight }) => citationRight !== undefined);
    table.line(name);
    table.share("  verdict right", each.filter(({ verdictRight }) => verdictRight).length, each.length);
    table.share("  citation right", cited.filter(({ citationRight }) => citationRight === true).length, cited.length);
    table.share("  confidently wrong", each.filter(({ confidentlyWrong }) => confidentlyWrong).length, each.length);
    table.share("  forbidden claim", each.filter(({ claims }) => claims.length > 0).length, each.length);
  }
}

function showUse(answers: readonly Answered[], table: Table): void {
  const assisted = answers.flatMap((answer) => answer.assisted);
  const made = assisted.flatMap(({ quotes }) => quotes);
  const passed = made.filter((quote) => quote.passed);
  table.line("the model");
  table.share("  had a part in the answer", answers.filter((answer) => answer.byModel).length, answers.length);
  table.share("  quotes true, as it made them", made.filter(isTrue).length, made.length);
  table.share("  … after the checks", passed.filter(isTrue).length, passed.length);
  table.share("  claims that passed", passed.length, made.length);
  table.share("  came to another verdict", assisted.filter(({ contradicts }) => contradicts).length, assisted.length);
  const outcomes = Map.groupBy(assisted, ({ task, outcome }) => `${task}: ${outcome}`);
  for (const [name, { length }] of [...outcomes].sort())
    table.line(`  ${name.padEnd(30)} ${String(length).padStart(4)}`);
}

/** Looked at by itself, and not by what checked the claims: whether the words stand in the source that is named. */
function isTrue({ quote, source }: Assisted["quotes"][number]): boolean {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  return source !== undefined && plain(quote) !== "" && plain(source).includes(plain(quote));
}

function showCost(assisted: readonly Assisted[], questions: number, prices: Prices | undefined, table: Table): void {
  const sum = (of: "in" | "out") => assisted.reduce((all, { tokens }) => all + tokens[of], 0);
  const tokens = { in: sum("in"), out: sum("out") };
  const each = (count: number) => Math.round(count / Math.max(1, questions));
  table.line(`tokens: ${tokens.in} in, ${tokens.out} out; ${each(tokens.in)} and ${each(tokens.out)} a question`);
  if (prices === undefined) {
    table.line("cost: give --price-in and --price-out, dollars for a million tokens");
    return;
  }
  const dollars = (tokens.in * prices.in + tokens.out * prices.out) / 1e6;
  table.line(
    `cost: $ ${dollars.toFixed(4)}, $ ${((1000 * dollars) / Math.max(1, questions)).toFixed(3)} for 1,000 questions`,
  );
}
