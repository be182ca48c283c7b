import type { Passage } from "../knowledge/passage.ts";

/** More links than any chain of amendments has; a circle of them ends here. */
const LONGEST_CHAIN = 10;

/**
 * What holds today in the place of a passage that was repealed or amended, at the end of the chain of replacements; undefined
 * where it holds itself, or where only a whole regulation took the place of its own: that has no such passage.
 */
export function presentOf(passage: Passage, passages: ReadonlyMap<string, Passage>): Passage | undefined {
  let at = passage;
  for (let link = 0; link < LONGEST_CHAIN && at.status !== "berlaku" && at.replacedBy !== undefined; link += 1) {
    const next = passages.get(at.replacedBy);
    if (next === undefined) break;
    at = next;
  }
  if (at.id === passage.id) return undefined;
  const vanished = passage.id !== passage.regulation && at.id === at.regulation;
  return vanished ? undefined : at;
}
