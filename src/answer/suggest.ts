import type { Situation } from "../knowledge/situation.ts";
import type { Findings } from "./find.ts";
import { type Hint, noHint } from "./hint.ts";
import { thresholds } from "./thresholds.ts";

const MOST_SUGGESTIONS = 3;

/** What a question may have meant by its words: likely situations first, then those that share them. */
export function byWords({ candidates, searched }: Pick<Findings, "candidates" | "searched">): Situation[] {
  const likely = candidates.filter(({ chance }) => chance >= thresholds.suggest).map(({ situation }) => situation);
  return [...new Set([...likely, ...searched])];
}

/** What the question may have meant. A hint comes before the likeliest and never in its place. */
export function suggest(findings: Findings, { picked, likely, order }: Hint = noHint): Situation[] {
  const [first, ...others] = order ?? byWords(findings);
  const ordered = [picked ?? likely[0], first, ...likely, ...others].filter((each) => each !== undefined);
  return [...new Set(ordered)].slice(0, MOST_SUGGESTIONS);
}
