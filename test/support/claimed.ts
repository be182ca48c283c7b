import { type Survivors, survivors } from "../../src/answer/claims.ts";
import type { Decision } from "../../src/answer/decide.ts";
import type { Source } from "../../src/answer/material.ts";
import { sentencesOf } from "../../src/answer/sentences.ts";
import type { Knowledge } from "../../src/knowledge/read.ts";
import type { Situation, Verdict } from "../../src/knowledge/situation.ts";
import type { Place } from "./paraphrases.ts";

/** A sentence of ours with where it stands: the source it is in, and what stands before it there. */
export type Standing = { situation: Situation; source: Source; before: readonly string[]; sentence: string };

export function sourceOf(text: string, kind: Source["kind"] = "answer"): Source {
  const passage = kind === "passage" || kind === "wording" ? { id: "uu-1/pasal-1", label: "Pasal 1 UU 1" } : undefined;
  return { id: "s1", kind, text, holds: undefined, passage };
}

/** Every sentence of a situation that a model may be given, but for conditions that say what else is allowed. */
export function standings(situation: Situation, passages: Knowledge["passages"]): Standing[] {
  const units: Array<[Source["kind"], string]> = [
    ["answer", situation.answer],
    ["sanction", situation.sanction ?? ""],
    ...situation.conditions.map((text): [Source["kind"], string] => ["conditions", text]),
    ...situation.cases.map(({ answer }): [Source["kind"], string] => ["case", answer]),
    ...situation.basis.map((id): [Source["kind"], string] => ["passage", passages.get(id)?.ringkasan ?? ""]),
  ];
  return units.flatMap(([kind, text]) =>
    sentencesOf(text).map((sentence, at, all) => ({
      situation,
      source: sourceOf(text, kind),
      before: all.slice(0, at),
      sentence,
    })),
  );
}

/** The standing of a place that the paraphrases name. */
export function standingAt([id, part, item, at]: Place, { situations }: Pick<Knowledge, "situations">): Standing {
  const situation = situations.get(id);
  if (situation === undefined) throw new Error(`no situation ${id}`);
  const pppk = situation.cases.find(({ when }) => when.siapa === "pppk")?.answer;
  const { answer, sanction, conditions } = situation;
  const text = { answer, sanction, conditions: conditions[item], pppk }[part] ?? "";
  const all = sentencesOf(text);
  const source = sourceOf(text, part === "pppk" ? "case" : part);
  return { situation, source, before: all.slice(0, at), sentence: all[at] ?? "" };
}

export function decisionFor(
  situation: Situation,
  verdict: Verdict = situation.verdict,
): Extract<Decision, { kind: "situation" }> {
  return {
    kind: "situation",
    ...{
      situation,
      verdict,
      fitting: undefined,
      besides: [],
      open: [],
      aboutSanction: false,
      confidence: 1,
      others: [],
    },
  };
}

/** What becomes of a claim that quotes its sentence, behind those that stand before it, said word for word. */
export function claimed(
  { situation, source, before, sentence }: Standing,
  text: string,
  { quote = sentence, id = source.id }: { quote?: string; id?: string } = {},
): Survivors & { lives: boolean } {
  const verdict = situation.verdict as "dilarang";
  const claims = [
    ...before.map((each) => ({ text: each, source: source.id, quote: each })),
    { text, source: id, quote },
  ];
  const result = survivors({ status: "answered", verdict, claims }, { sources: [source] }, decisionFor(situation));
  const isIt = ({ claim }: { claim: { text: string } }) => claim.text === text;
  return {
    ...result,
    /** Whether it is said as the model put it. */
    lives:
      result.kept.length > 0 && !result.dropped.some(isIt) && !result.kept.some((each) => isIt(each) && each.quoted),
  };
}
