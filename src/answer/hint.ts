import type { Situation } from "../knowledge/situation.ts";

/**
 * What a language model made of a question that the offline reading is unsure of: a signal among others. It may confirm what was
 * likeliest already and put suggestions in another order; it never brings up a verdict of its own.
 */
export type Hint = {
  /** The one of the candidates it was shown that it picked. */
  picked: Situation | undefined;
  /** What its search terms mean, read as any other text, best first. */
  likely: readonly Situation[];
  /** Suggestions by words and meaning, where that is known to be better than by words alone. */
  order: readonly Situation[] | undefined;
};

export const noHint: Hint = { picked: undefined, likely: [], order: undefined };
