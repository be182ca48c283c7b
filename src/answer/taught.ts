import type { Knowledge } from "../knowledge/read.ts";
import type { Situation } from "../knowledge/situation.ts";
import { likeness } from "./measure.ts";
import type { Normalise, Words } from "./words.ts";

/** Messages that share this much of their roots ask the same thing. */
const ALIKE = 0.75;

/** Finds the situation that an office taught for a wording as good as the same; the one taught last wins. */
export function createTaughtFinder(
  { taught, situations }: Pick<Knowledge, "taught" | "situations">,
  normalise: Normalise,
): (words: Words) => Situation | undefined {
  const wordings = taught.map(({ situation, question }) => ({ situation, stems: normalise(question).stems })).reverse();
  return ({ stems }) => {
    const best = wordings
      .map(({ situation, stems: own }) => ({ situation, alike: likeness(own, stems) }))
      .filter(({ alike }) => alike >= ALIKE)
      .reduce<{ situation: string; alike: number } | undefined>(
        (found, each) => (found !== undefined && found.alike >= each.alike ? found : each),
        undefined,
      );
    return best === undefined ? undefined : situations.get(best.situation);
  };
}
