/** Gives the known word one edit away from an unknown one, or undefined; a known word is left alone. */
export type Correct = (word: string) => string | undefined;

const SHORTEST = 4;

/**
 * Builds a corrector over the words of the index and how often each occurs. One edit is a letter too many, too few,
 * another, or two swapped; of several candidates the most frequent wins. Found by shared deletions (SymSpell), so a
 * look-up costs as many map reads as the word has letters.
 */
export function createCorrector(counts: ReadonlyMap<string, number>, isWord: (word: string) => boolean): Correct {
  const byDeletion = new Map<string, string[]>();
  for (const word of counts.keys()) {
    if (word.length < SHORTEST || /\d/.test(word)) continue;
    for (const key of [word, ...deletions(word)]) {
      const words = byDeletion.get(key);
      if (words === undefined) byDeletion.set(key, [word]);
      else words.push(word);
    }
  }
  return (word) => {
    if (word.length < SHORTEST || /\d/.test(word) || counts.has(word) || isWord(word)) return undefined;
    let best: string | undefined;
    let bestCount = 0;
    for (const key of [word, ...deletions(word)]) {
      for (const candidate of byDeletion.get(key) ?? []) {
        const count = counts.get(candidate) ?? 0;
        // The first letter is rarely the wrong one, and a new one makes another word ("mundur" / "kundur").
        if (count > bestCount && candidate[0] === word[0] && withinOneEdit(word, candidate)) {
          best = candidate;
          bestCount = count;
        }
      }
    }
    return best;
  };
}

function* deletions(word: string): Generator<string> {
  for (let at = 0; at < word.length; at += 1) yield word.slice(0, at) + word.slice(at + 1);
}

function withinOneEdit(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
