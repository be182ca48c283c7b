import type { Block, Choice, Reply } from "../chat/message.ts";
import { texts } from "../chat/texts.ts";
import { spellDay } from "../clock.ts";
import type { Knowledge } from "../knowledge/read.ts";
import type { Situation, Verdict } from "../knowledge/situation.ts";
import type { Wording } from "../knowledge/wording.ts";
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
  /** What was imported for the passages that are shown whole. */
  wordings?: ReadonlyMap<string, Wording>;
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

/** A wording is read in pieces of so many characters. */
const PIECE = 1_200;

/** Whether a wording takes more than one piece. */
export function isLong(wording: Wording | undefined): boolean {
  return wording !== undefined && cutText(wording.text).length + cutText(wording.elucidation).length > 1;
}

/**
 * One passage as a person reads it: label, subject, status, our summary; then at most `most` pieces of the wording that the
 * office imported and of its elucidation.
 */
export function passageBlocks(cited: Cited, wording: Wording | undefined, most: number): Block[] {
  const { label, title, ringkasan } = cited.passage;
  const heading = `${citeLine(cited)} — ${title}`;
  if (wording === undefined || (wording.text === "" && wording.elucidation === ""))
    return [{ kind: "quote", title: heading, text: ringkasan === "" ? texts.wordingByParts : ringkasan }];
  const summary: Block[] = ringkasan === "" ? [] : [{ kind: "quote", title: heading, text: ringkasan }];
  const named = ringkasan === "" ? heading : texts.wordingOf(label);
  const words = cutText(wording.text).map((text, at) => ({
    title: at === 0 ? named : texts.wordingGoesOn(label),
    text,
  }));
  const explained = cutText(wording.elucidation).map((text) => ({ title: texts.elucidationOf(label), text }));
  const pieces = [...words, ...explained].slice(0, most);
  return [...summary, ...pieces.map((piece): Block => ({ kind: "quote", ...piece }))];
}

/** What tells a wording from our summary: the file and the day; and that what stands beside it is our own. */
export function originNotes(cited: readonly Cited[], wordings: Iterable<Wording>): Block[] {
  const files = new Set<string>();
  for (const { source } of wordings) {
    files.add(texts.wordingFrom(spellDay(source.importedOn), source.sha256.slice(0, 8)));
  }
  const summarised = cited.some(({ passage }) => passage.ringkasan !== "");
  const own = files.size > 0 ? texts.summaryBesideWording : texts.summaryOnly;
  return [...files, ...(summarised ? [own] : [])].map((text) => ({ kind: "note", text }));
}

/** Cuts a text at line ends, else between sentences or words, into pieces short enough for a chat. */
function cutText(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > PIECE) {
    const window = rest.slice(0, PIECE);
    const cuts = [window.lastIndexOf("\n"), window.lastIndexOf(". ") + 1, window.lastIndexOf(" ")];
    const at = cuts.find((cut) => cut > PIECE / 2) ?? PIECE;
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).replace(/^\s*\n?/, "");
  }
  return rest === "" ? pieces : [...pieces, rest];
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
