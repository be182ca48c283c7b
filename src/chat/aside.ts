import type { Answer } from "../answer/answer.ts";
import type { Tells } from "../answer/tells.ts";
import { mayTell } from "./may-tell.ts";
import type { Choice, Reply } from "./message.ts";
import { reply } from "./replies.ts";
import type { Handler, Request } from "./routes.ts";
import { texts } from "./texts.ts";

/** What a text may be that was written where a form asked for something else; undefined where it plainly is neither. */
export type AsideOf = (text: string) => Promise<"question" | "report" | undefined>;

export type AsideParts = { answer: Answer; tells: Tells };

const CONFIDENT = 0.7;
/** "kapan-kapan" is no question. */
const FEWEST_ASKING = 3;
/** Names of offices alone look much like the beginning of a report. */
const FEWEST_TELLING = 5;

/** Tells questions and reports from titles, places and announcements; in doubt it is one of the former, which costs a tap. */
export function createAsideOf({ answer, tells }: AsideParts): AsideOf {
  return async (text) => {
    const told = tells(text);
    if (told === "of-somebody" && mayTell(text)) return "report";
    const words = text.trim().split(/\s+/).length;
    const asks = /\?\s*$/.test(text);
    if (told === "question" && (asks || words >= FEWEST_ASKING)) return "question";
    const { verdict, confidence, situation } = await answer(text);
    if (verdict === "lapor" && words >= FEWEST_TELLING && confidence >= CONFIDENT && !isListOfNames(text))
      return "report";
    return asks && situation !== undefined ? "question" : undefined;
  };
}

/** Nobody tells a story in lines of so few words; speakers are written so. */
const MOST_OF_A_NAME = 4;

function isListOfNames(text: string): boolean {
  const lines = text.trim().split(/\s*\n\s*/);
  return lines.length > 1 && lines.every((line) => line.split(/\s+/).length <= MOST_OF_A_NAME);
}

/** How a form speaks of the step at hand; `step` is its word, `field` the action that takes the text as what was asked for. */
export type AsideStep = { step: string; name: string; field: string; answer: string };

/** The way back to the form, below an answer that was given in the middle of it. */
export type WayBack = { note: string; choice: Choice };

export type Asides = {
  /** Asks what a text is, and remembers it, in RAM alone; undefined where the form may simply take it. */
  ask(request: Request, at: AsideStep): Promise<Reply | undefined>;
  /** The text that was asked about at that step, once. */
  taken(request: Request, step: string): string | undefined;
  /** Ends the dialogue and answers what was asked about; undefined when nothing is remembered. */
  answer(request: Request, back: WayBack): Promise<Reply | undefined>;
};

/** What people write into a form and do not mean for it. */
export function createAsides({ asideOf, question }: { asideOf: AsideOf; question: Handler }): Asides {
  return {
    async ask({ remembered, rest }, { step, name, field, answer }) {
      remembered.aside = undefined;
      const kind = await asideOf(rest);
      if (kind === undefined) return undefined;
      remembered.aside = { text: rest, step };
      return reply(texts.aside[kind](name), [
        { label: name, action: field },
        { label: texts.choice.aside[kind], action: answer },
      ]);
    },
    taken({ remembered }, step) {
      const { aside } = remembered;
      if (aside?.step !== step) return undefined;
      remembered.aside = undefined;
      return aside.text;
    },
    async answer(request, { note, choice }) {
      const { remembered } = request;
      const { aside } = remembered;
      if (aside === undefined) return undefined;
      remembered.aside = undefined;
      remembered.dialogue = undefined;
      const said = await question({ ...request, rest: aside.text });
      return { ...said, blocks: [...said.blocks, { kind: "note", text: note }], choices: [...said.choices, choice] };
    },
  };
}
