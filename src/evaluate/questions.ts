import { explain } from "../answer/explain.ts";
import { type Judged, judge, type Labelled, likeness, measuredOn } from "../answer/measure.ts";
import { createRegisterReader, type Register, registerNames } from "../answer/register.ts";
import type { Answering } from "../build.ts";
import { plainText } from "../chat/message.ts";
import type { Progress } from "./progress.ts";
import { percentile, type Table } from "./table.ts";

/** One question as it was answered. */
type Measured = Judged & {
  register: Register;
  /** How alike it is to the nearest stored variant. */
  near: number;
  ms: number;
};

/** Measures the answers to labelled questions; unless `quiet`, every miss is printed with why. */
export async function showQuestions(
  answering: Answering,
  questions: readonly Labelled[],
  { quiet, progress, table }: { quiet: boolean; progress: Progress; table: Table },
): Promise<void> {
  const measured = await measure(answering, questions, { quiet, progress, table });
  const showShare = <T>(name: string, items: readonly T[], hit: (item: T) => boolean) =>
    table.share(name, items.filter(hit).length, items.length);
  const right = ({ verdictRight }: Measured) => verdictRight;
  const cited = measured.filter(({ citationRight }) => citationRight !== undefined);
  table.line(`\n${questions.length} questions`);
  showShare("verdict right", measured, right);
  showShare("citation right", cited, ({ citationRight }) => citationRight === true);
  showShare("confidently wrong", measured, ({ confidentlyWrong }) => confidentlyWrong);
  showShare("forbidden claim", measured, ({ claims }) => claims.length > 0);
  for (const verdict of ["lapor", "tolak", "di_luar_cakupan"] as const) {
    const expected = measured.filter(({ label }) => label.v[0] === verdict);
    showShare(`  ${verdict} caught`, expected, right);
  }
  table.confusion(
    measured.map(({ label, verdict }) => [label.v.includes(verdict) ? verdict : (label.v[0] ?? "-"), verdict]),
  );
  table.line("\nverdict right by register");
  for (const register of registerNames) {
    showShare(
      `  ${register}`,
      measured.filter((each) => each.register === register),
      right,
    );
  }
  table.line("\nby likeness to the nearest stored variant (Jaccard of stems): verdict right");
  for (const [low, high] of LIKENESS) {
    const inside = measured.filter(({ near }) => near >= low && near < high);
    showShare(`  ${low.toFixed(2)}–${Math.min(1, high).toFixed(2)}`, inside, right);
  }
  const times = measured.map(({ ms }) => ms).sort((a, b) => a - b);
  table.line(`\nms an answer: p50 ${percentile(times, 0.5)}, p95 ${percentile(times, 0.95)}`);
}

const LIKENESS = [
  [0, 0.2],
  [0.2, 0.35],
  [0.35, 0.5],
  [0.5, 1.01],
] as const;

async function measure(
  { answer, knowledge, normaliser, ranker }: Answering,
  questions: readonly Labelled[],
  { quiet, progress, table }: { quiet: boolean; progress: Progress; table: Table },
): Promise<Measured[]> {
  const registerOf = createRegisterReader(knowledge.vocabulary);
  const byId = new Map(questions.map((question) => [question.id, question]));
  const variants = [...knowledge.situations.values(), ...knowledge.guards.values()].flatMap((owner) =>
    owner.questions.map((text) => normaliser.normalise(text).stems),
  );
  const measured: Measured[] = [];
  for (const [at, question] of questions.entries()) {
    const previous = question.after === undefined ? undefined : byId.get(question.after);
    const before = previous === undefined ? undefined : (await answer(previous.q, { today: measuredOn })).after;
    const started = performance.now();
    const answered = await answer(question.q, { before, today: measuredOn });
    const ms = performance.now() - started;
    const judged = judge(question, answered, plainText(answered.reply));
    const { stems } = answered.findings.words;
    const near = variants.reduce((most, other) => Math.max(most, likeness(other, stems)), 0);
    measured.push({ ...judged, register: registerOf(question.q), near, ms });
    if (!quiet && (!judged.verdictRight || judged.citationRight === false || judged.claims.length > 0)) {
      const citations = answered.citations.map(({ id }) => id);
      showMiss(judged, { citations, why: explain(answered, ranker), table });
    }
    progress(at + 1, questions.length);
  }
  return measured;
}

function showMiss(
  { label, verdict, citationRight, claims }: Judged,
  { citations, why, table }: { citations: readonly string[]; why: readonly string[]; table: Table },
): void {
  table.line(`\n${label.id} ${label.q}`);
  table.line(`    expected ${label.v.join("/")}, said ${verdict}${citationRight === false ? "; citation missed" : ""}`);
  if (citationRight === false)
    table.line(`    wanted ${label.c.join(", ")}; cited ${citations.join(", ") || "nothing"}`);
  for (const pattern of claims) table.line(`    matches a forbidden pattern, look: /${pattern}/`);
  for (const line of why) table.line(`    ${line}`);
}
