import { z } from "zod";
import { type Verdict, verdicts } from "../knowledge/situation.ts";
import type { Answered } from "./answer.ts";

/** A labelled question; `c` lists accepted citations, `after` the question before it, `not` forbidden claims. */
export const labelledSchema = z.object({
  id: z.string(),
  q: z.string(),
  v: z.array(z.enum(verdicts)).min(1),
  c: z.array(z.string()).default([]),
  topic: z.string().default("-"),
  after: z.string().optional(),
  not: z.array(z.string()).default([]),
});
export type Labelled = z.infer<typeof labelledSchema>;

/** The day every measure is taken for, so that figures repeat whatever stage elections are at. */
export const measuredOn = "2026-11-22";

export type Judged = {
  label: Labelled;
  verdict: Verdict;
  verdictRight: boolean;
  /** Undefined where no citation is asked for or none was due. */
  citationRight: boolean | undefined;
  /** `boleh` or `dilarang` was said and is not among the accepted. */
  confidentlyWrong: boolean;
  /** Forbidden patterns that the answer text matches. */
  claims: readonly string[];
};

const CITING: ReadonlySet<Verdict> = new Set(["boleh", "dilarang", "bersyarat", "penjelasan"]);

/** Judges one answer by the rules of the question format. */
export function judge(label: Labelled, answered: Answered, text: string): Judged {
  const { verdict, citations } = answered;
  const verdictRight = label.v.includes(verdict);
  // A message that may be taken for a report is answered without citing.
  const isDue = label.c.length > 0 && (CITING.has(verdict) || !verdictRight);
  const cites =
    CITING.has(verdict) &&
    citations.some(({ id }) => label.c.some((wanted) => id === wanted || id.startsWith(`${wanted}/`)));
  return {
    label,
    verdict,
    verdictRight,
    citationRight: isDue ? cites : undefined,
    confidentlyWrong: (verdict === "boleh" || verdict === "dilarang") && !verdictRight,
    claims: label.not.filter((pattern) => new RegExp(pattern, "i").test(text)),
  };
}

/** Wilson's 95 % interval for a share. */
export function wilson(hits: number, of: number): { share: number; low: number; high: number } {
  if (of === 0) return { share: 0, low: 0, high: 1 };
  const z2 = 1.96 ** 2;
  const share = hits / of;
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of);
  const half = (1.96 / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** How alike two messages are: shared stems over all stems (Jaccard). */
export function likeness(a: readonly string[], b: readonly string[]): number {
  const first = new Set(a);
  const second = new Set(b);
  let shared = 0;
  for (const stem of first) if (second.has(stem)) shared += 1;
  const all = first.size + second.size - shared;
  return all === 0 ? 0 : shared / all;
}
