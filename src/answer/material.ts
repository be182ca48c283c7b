import { type ComposeContext, capital } from "./blocks.ts";
import { describeCircumstances } from "./circumstances.ts";
import type { Decision } from "./decide.ts";
import type { Findings } from "./find.ts";
import { citedFor, shownOf } from "./shown.ts";

/** Where a source comes from; all but `wording` are our own sentences, and only these may be said. */
export type SourceKind = "answer" | "case" | "group" | "conditions" | "sanction" | "steps" | "passage" | "wording";

/** Something a model may take sentences from. */
export type Source = {
  /** As the prompt gives it: "s1". */
  id: string;
  kind: SourceKind;
  /** One paragraph a line; a list has one item a line. */
  text: string;
  /** The circumstances under which alone it is so: "Bagi PPPK". */
  holds: string | undefined;
  /** The passage it belongs to, as it is cited. */
  passage: { id: string; label: string } | undefined;
};

/** What a model is given to answer with. */
export type Material = {
  sources: readonly Source[];
  /** Circumstances that would change the verdict: told, and not to be quoted. */
  open: readonly string[];
};

/** About three letters are one token; 2,500 tokens are given at most. */
const MOST_LETTERS = 7_500;
/** What of an official text is given: it is long, and our summary says what it means. */
const MOST_OF_WORDING = 600;

/** The sources for an answer, the most important ones first, as many as there is room for. */
export function materialFor(
  decision: Extract<Decision, { kind: "situation" }>,
  findings: Pick<Findings, "words" | "said">,
  context: ComposeContext,
): Material {
  const shown = shownOf(decision, findings, context);
  const { situation, fitting, besides, open, group, trouble } = shown;
  const candidates: Array<Omit<Source, "id">> = [];
  const add = (kind: SourceKind, text: string | undefined, more: Partial<Pick<Source, "holds" | "passage">> = {}) => {
    const plain = text?.trim() ?? "";
    if (plain !== "") candidates.push({ kind, text: plain, holds: more.holds, passage: more.passage });
  };
  for (const { when, answer } of fitting === undefined ? [] : [fitting, ...besides])
    add("case", answer, { holds: capital(describeCircumstances(when)) });
  add("answer", situation.answer);
  add("group", group?.note);
  add("sanction", situation.sanction);
  add("conditions", situation.conditions.join("\n"));
  if (trouble) add("steps", situation.steps.join("\n"));
  const cited = citedFor(shown, context);
  for (const { passage } of cited) add("passage", passage.ringkasan, { passage });
  for (const { passage } of cited)
    add("wording", context.wordings?.get(passage.id)?.text.slice(0, MOST_OF_WORDING), { passage });
  return {
    sources: withRoom(candidates).map((source, at) => ({ ...source, id: `s${at + 1}` })),
    open: open.map(({ when, answer }) => `${capital(describeCircumstances(when))}: ${answer}`),
  };
}

/** The first of them that together are not too long. */
function withRoom<T extends { text: string }>(candidates: readonly T[]): T[] {
  let letters = 0;
  return candidates.filter(({ text }) => {
    if (letters + text.length > MOST_LETTERS) return false;
    letters += text.length;
    return true;
  });
}
