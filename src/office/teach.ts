import { z } from "zod";
import type { Situation } from "../knowledge/situation.ts";
import {
  type Taught,
  type TaughtSituation,
  type TaughtVariant,
  taughtSituation,
  taughtVariant,
} from "../knowledge/taught.ts";
import { STORED_SIGN } from "../stored-sign.ts";
import { type Proposal, withdrawalBody } from "./proposals.ts";
import { describeStage, stageBody } from "./stage-proposals.ts";

const LONGEST_TITLE = 100;
const MOST_BASIS = 5;

/** A title for an answer that an office wrote: the question, cut between words, with a capital. */
function titleFor(question: string): string {
  const cut = question.length <= LONGEST_TITLE ? question : question.slice(0, LONGEST_TITLE).replace(/\s+\S*$/, "");
  return cut.replace(/^./, (first) => first.toUpperCase());
}

export const newVerdicts = ["boleh", "dilarang", "bersyarat", "penjelasan"] as const;

export type AnswerProblem = "too-short" | "too-long" | "link" | "mark";

const LINK = /(?:https?:\/\/|www\.|\b(?:t|wa)\.me\/)\S*/gi;

/** Why an officer's answer cannot go out, if so. It may be read as the office's word, so it leads nowhere else. */
export function answerProblem(answer: string): AnswerProblem | undefined {
  if ((answer.match(/\p{L}/gu) ?? []).length < 10) return "too-short";
  if (answer.length > 2_000) return "too-long";
  if (answer.includes(STORED_SIGN)) return "mark";
  const foreign = (answer.match(LINK) ?? []).some((link) => !/^(?:https?:\/\/)?[\w.-]+\.go\.id(?:[/?#]|$)/i.test(link));
  return foreign ? "link" : undefined;
}

/** A new answer to propose, or why it cannot be: a verdict that permits or forbids needs a passage it rests on. */
export function draftFrom(draft: {
  question: string;
  answer: string;
  verdict: string;
  basis: readonly string[];
  on: string;
}): TaughtSituation | "unknown-verdict" | "needs-basis" {
  const verdict = newVerdicts.find((each) => each === draft.verdict);
  if (verdict === undefined) return "unknown-verdict";
  if (verdict !== "penjelasan" && draft.basis.length === 0) return "needs-basis";
  const basis = [...new Set(draft.basis)].slice(0, MOST_BASIS);
  return {
    title: titleFor(draft.question),
    question: draft.question,
    verdict,
    answer: draft.answer,
    basis,
    on: draft.on,
  };
}

/** What an office taught by approved proposals; one that cannot be read any more is left out and counted. */
export function taughtBy(approved: readonly Proposal[]): { taught: Taught[]; unreadable: number } {
  const taught = approved.flatMap(({ kind, id, body }): Taught[] => {
    if (kind === "variant") return read(taughtVariant, body).map((lesson) => ({ kind, id, ...lesson }));
    if (kind === "situation") return read(taughtSituation, body).map((lesson) => ({ kind, id, ...lesson }));
    return [];
  });
  const lessons = approved.filter(({ kind }) => kind === "variant" || kind === "situation").length;
  return { taught, unreadable: lessons - taught.length };
}

/** What a proposal would bring about, in one line and in full. */
export function describeProposal(
  { kind, body }: Proposal,
  situations: ReadonlyMap<string, Situation>,
): { line: string; details: string[] } {
  const variant = taughtVariant.safeParse(body);
  if (kind === "variant" && variant.success) return describeVariant(variant.data, situations);
  const situation = taughtSituation.safeParse(body);
  if (kind === "situation" && situation.success) return describeSituation(situation.data);
  const stage = stageBody.safeParse(body);
  if (kind === "stage" && stage.success) return describeStage(stage.data);
  const withdrawal = withdrawalBody.safeParse(body);
  if (kind === "withdrawal" && withdrawal.success) {
    const line = `mencabut usulan ${withdrawal.data.proposal} yang sudah berlaku`;
    return { line, details: [line] };
  }
  const fields = z.record(z.string(), z.unknown()).safeParse(body);
  const details = Object.entries(fields.data ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  return { line: [kind, ...details.slice(0, 3)].join(", "), details };
}

function describeVariant({ situation, question }: TaughtVariant, situations: ReadonlyMap<string, Situation>) {
  const title = situations.get(situation)?.title ?? situation;
  return {
    line: `«${question}» berarti "${title}"`,
    details: [`Pertanyaan: «${question}»`, `Dijawab dengan: ${title}`],
  };
}

function describeSituation({ title, question, verdict, answer, basis }: TaughtSituation) {
  return {
    line: `jawaban baru "${title}" (${verdict})`,
    details: [
      `Pertanyaan: «${question}»`,
      `Putusan: ${verdict}`,
      `Jawaban: ${answer}`,
      `Dasar: ${basis.length === 0 ? "tidak ada" : basis.join(", ")}`,
    ],
  };
}

function read<T>(schema: z.ZodType<T>, body: unknown): T[] {
  const parsed = schema.safeParse(body);
  return parsed.success ? [parsed.data] : [];
}
