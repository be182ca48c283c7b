import { createHash } from "node:crypto";
import type { Knowledge } from "../knowledge/read.ts";
import type { Situation } from "../knowledge/situation.ts";
import { mayBeTold } from "../knowledge/told-to-nobody.ts";

/** A text that stands for what a situation is about, and is turned into a vector. */
export type Meaning = { situation: string; text: string };

type Parts = Pick<Knowledge, "situations" | "taught">;

/** Of the wordings of a situation this many become vectors, and as many further ones at most are kept to measure with. */
const WORDINGS = 12;
const MEASURED = 16;

/**
 * The texts whose vectors stand for the situations: what each says, and some of the ways it is asked. What an office was taught
 * began as somebody's question, so it is not among them: these texts go to whoever makes the vectors.
 */
export function meaningsOf(knowledge: Parts): Meaning[] {
  const { situations } = knowledge;
  return [...situations.values()].filter(mayBeTold).flatMap((situation) =>
    [`${situation.title}\n${situation.answer}`, ...wordingsOf(situation, knowledge).slice(0, WORDINGS)].map((text) => ({
      situation: situation.id,
      text,
    })),
  );
}

/** Ways of asking that are in no vector of {@link meaningsOf}: what is measured with whether the vectors help. */
export function keptToMeasure(knowledge: Parts): Meaning[] {
  return [...knowledge.situations.values()].flatMap((situation) =>
    wordingsOf(situation, knowledge)
      .slice(WORDINGS, WORDINGS + MEASURED)
      .map((text) => ({ situation: situation.id, text })),
  );
}

/** In an order that is nobody's choice, and in which a new wording moves no other. */
function wordingsOf({ id, questions }: Situation, { taught }: Parts): string[] {
  const told = new Set(taught.filter(({ situation }) => situation === id).map(({ question }) => question));
  return questions
    .filter((question) => !told.has(question))
    .map((question) => ({ question, at: createHash("sha256").update(question).digest("hex") }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ question }) => question);
}

/** The knowledge without these ways of asking. */
export function withoutWordings(knowledge: Knowledge, left: readonly Meaning[]): Knowledge {
  const out = new Set(left.map(({ situation, text }) => `${situation} ${text}`));
  const situations = [...knowledge.situations.values()].map((situation) => ({
    ...situation,
    questions: situation.questions.filter((question) => !out.has(`${situation.id} ${question}`)),
  }));
  return { ...knowledge, situations: new Map(situations.map((situation) => [situation.id, situation])) };
}
