import { createHash } from "node:crypto";
import { z } from "zod";
import { passageId } from "./passage.ts";
import type { Knowledge } from "./read.ts";
import { type Situation, situationIdPattern } from "./situation.ts";

/** A way of asking that an officer put to a situation; two officers stand behind it. */
export const taughtVariant = z.strictObject({
  situation: z.string().regex(situationIdPattern),
  question: z.string().min(3).max(500),
});

/** An answer that an office wrote itself, until its legal staff makes a whole situation of it. */
export const taughtSituation = z.strictObject({
  title: z.string().min(5).max(120),
  question: z.string().min(3).max(500),
  verdict: z.enum(["boleh", "dilarang", "bersyarat", "penjelasan"]),
  answer: z.string().min(10).max(2_000),
  basis: z.array(passageId).max(5),
  /** The day it was written, `YYYY-MM-DD`. */
  on: z.string(),
});

export type TaughtVariant = z.infer<typeof taughtVariant>;
export type TaughtSituation = z.infer<typeof taughtSituation>;

/** What an office taught, in the order in which it was approved; `id` numbers the approval. */
export type Taught =
  | ({ kind: "variant"; id: number } & TaughtVariant)
  | ({ kind: "situation"; id: number } & TaughtSituation);

/** The situation that an approval makes. */
export const taughtId = (id: number) => `kantor-${id}`;

/** What an office taught that no file has. */
export const taughtTopic = "jawaban-kantor";
const GROUP = "Jawaban kantor";

/**
 * The knowledge with what the office taught. Of two lessons for the same wording the later one holds; what no longer fits
 * the files, or stands in them already, is left out.
 */
export function withTaught(knowledge: Knowledge, taught: readonly Taught[]): Knowledge {
  if (taught.length === 0) return knowledge;
  const situations = new Map(knowledge.situations);
  const wordings: Array<Knowledge["taught"][number]> = [];
  for (const lesson of lastForEach(taught)) {
    const known = situations.get(lesson.kind === "variant" ? lesson.situation : taughtId(lesson.id));
    const owner = lesson.kind === "situation" ? (known ?? toSituation(lesson, knowledge)) : known;
    if (owner === undefined) continue;
    const { question } = lesson;
    const isThere = owner.questions.some((each) => plain(each) === plain(question));
    situations.set(owner.id, isThere ? owner : { ...owner, questions: [...owner.questions, question] });
    wordings.push({ situation: owner.id, question });
  }
  const own = [...situations.values()].filter(({ topic }) => topic === taughtTopic).map(({ id }) => id);
  return {
    ...knowledge,
    situations,
    taught: wordings,
    topics: own.length === 0 ? knowledge.topics : [...knowledge.topics, { title: GROUP, situations: own }],
    version: createHash("sha256").update(knowledge.version).update(JSON.stringify(wordings)).digest("hex").slice(0, 16),
  };
}

function lastForEach(taught: readonly Taught[]): Taught[] {
  return [...new Map(taught.map((lesson) => [plain(lesson.question), lesson])).values()];
}

function toSituation(lesson: TaughtSituation & { id: number }, { passages }: Knowledge): Situation {
  return {
    id: taughtId(lesson.id),
    title: lesson.title,
    topic: taughtTopic,
    verdict: lesson.verdict,
    confidence: "sedang",
    checked: lesson.on,
    basis: lesson.basis.filter((id) => passages.has(id)),
    withoutBasis: "Jawaban petugas kantor.",
    sanctionBasis: [],
    answer: lesson.answer,
    conditions: [],
    sanction: undefined,
    disagreement: undefined,
    steps: [],
    cases: [],
    only: {},
    questions: [lesson.question],
  };
}

function plain(question: string): string {
  return question.toLowerCase().trim();
}
