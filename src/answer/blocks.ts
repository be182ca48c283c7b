import type { Block, Choice, Reply } from "../chat/message.ts";
import { texts } from "../chat/texts.ts";
import { spellDay } from "../clock.ts";
import type { Knowledge } from "../knowledge/read.ts";
import type { Situation, Verdict } from "../knowledge/situation.ts";
import { type Citation, type Cited, checkedNote, citeLine } from "./citations.ts";

/** What is said to a question, and what scripts need of it. */
export type Composed = {
  verdict: Verdict;
  reply: Reply;
  citations: readonly Citation[];
  confidence: number;
  suggestions: readonly string[];
  situation: string | undefined;
};

export type ComposeContext = Pick<Knowledge, "passages" | "groups"> & { on: string | undefined };

/** What follows every answer: ask a person, say whether it helped. */
export const opinionChoices: readonly Choice[] = [
  { label: texts.choice.officer, action: "/tanya_petugas" },
  { label: texts.choice.helpful, action: "/nilai ya" },
  { label: texts.choice.unhelpful, action: "/nilai tidak" },
];

/** The way to the passages that a situation rests on; none for one without a basis. */
export function basisChoice({ id, basis }: Situation): Choice[] {
  return basis.length === 0 ? [] : [{ label: texts.choice.passage, action: `/dasar ${id}` }];
}

/** The way to the steps of a situation; only what is not simply allowed can have gone wrong already. */
export function stepsChoice({ id, steps, verdict }: Situation, given: Verdict = verdict): Choice[] {
  const canGoWrong = given === "dilarang" || given === "bersyarat";
  const label = canGoWrong ? texts.choice.steps : texts.choice.stepsAnyway;
  return steps.length === 0 ? [] : [{ label, action: `/langkah ${id}` }];
}

/** One passage as a person reads it: label, subject, status, summary. */
export function passageBlock(cited: Cited): Block {
  return { kind: "quote", title: `${citeLine(cited)} — ${cited.passage.title}`, text: cited.passage.ringkasan };
}

/** The passages an answer rests on, and of when that is. */
export function basisBlocks(cited: readonly Cited[], on: string | undefined): Block[] {
  if (cited.length === 0) return [];
  const blocks: Block[] = [list(texts.heading.basis, cited.map(citeLine))];
  const note = on === undefined ? checkedNote(cited) : texts.byLawOf(spellDay(on));
  if (note !== undefined) blocks.push({ kind: "note", text: note });
  return blocks;
}

export function list(title: string, items: readonly string[], ordered = false): Block {
  return { kind: "list", title, items, ordered };
}

export function capital(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase());
}
