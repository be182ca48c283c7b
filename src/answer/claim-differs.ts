import { OPERATORS, PERMITS, RESTRICTS } from "./claim-variants.ts";
import { LIGHT, MARKS, tokensOf } from "./claim-words.ts";
import type { DropReason } from "./claims.ts";

/** In what a sentence differs from the nearest of those it was taken from; for figures only, nothing is decided by it. */
export function whatDiffers(claim: string, sentences: readonly string[]): DropReason {
  const said = wordsOf(claim);
  const [nearest = []] = sentences
    .map((sentence) => {
      const own = wordsOf(sentence);
      return [...less(said, own), ...less(own, said)];
    })
    .sort((a, b) => a.length - b.length);
  if (nearest.some((word) => /\d/.test(word))) return "number";
  if (nearest.some((word) => OPERATORS.has(word) || PERMITS.has(word) || RESTRICTS.has(word))) return "modality";
  return nearest.length > 0 ? "word" : "order";
}

function wordsOf(text: string): string[] {
  return tokensOf(text)
    .map(({ means }) => means)
    .filter((word) => !MARKS.has(word) && !LIGHT.has(word));
}

/** What of some words is left when each of others has taken one away. */
function less(words: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return words.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
