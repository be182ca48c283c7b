import type { Block, Choice, Reply } from "../chat/message.ts";
import { texts } from "../chat/texts.ts";
import { spellDay } from "../clock.ts";
import type { Knowledge } from "../knowledge/read.ts";
import type { Situation, Verdict } from "../knowledge/situation.ts";
import { type Citation, type Cited, checkedNote, citeLine } from "./citations.ts";
import type { Standing } from "./stage.ts";

/** What is said to a question, and what scripts need of it. */
export type Composed = {
  verdict: Verdict;
  reply: Reply;
  citations: readonly Citation[];
  confidence: number;
  suggestions: readonly string[];
  situation: string | undefined;
};

export type ComposeContext = Pick<Knowledge, "passages" | "groups"> & {
  /** Cite by the law of that day. */
  on: string | undefined;
  /** The day it is, against which the age of a check is measured; without it, no check is too old. */
  today: string | undefined;
  /** Where elections stand, unless the person named the stage. */
  standing: Standing | undefined;
};

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
export function basisBlocks(cited: readonly Cited[], { on, today }: Pick<ComposeContext, "on" | "today">): Block[] {
  if (cited.length === 0) return [];
  const basis = list(texts.heading.basis, cited.map(citeLine));
  if (on !== undefined) return [basis, { kind: "note", text: texts.byLawOf(spellDay(on)) }];
  return [basis, ...checkedBlocks(cited, today)];
}

/** When what is cited was last checked, and whether that is too long ago. */
export function checkedBlocks(cited: readonly Cited[], today: string | undefined): Block[] {
  const note = checkedNote(cited, today);
  return note === undefined ? [] : [{ kind: "note", text: note }];
}

export function list(title: string, items: readonly string[], ordered = false): Block {
  return { kind: "list", title, items, ordered };
}

export function capital(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase());
}
