import type { Knowledge } from "../knowledge/read.ts";
import { createCorrector } from "./spelling.ts";
import { createNormaliser, type Normaliser, rawWords } from "./words.ts";

const OFTEN_ENOUGH = 3;

/** The last one made of each vocabulary: a normaliser only remembers, and what an office changes is seldom a word. */
const made = new WeakMap<Knowledge["vocabulary"], { words: ReadonlyMap<string, number>; normaliser: Normaliser }>();

/** The normaliser with a corrector over the words of the knowledge itself: only words it can find are offered. */
export function createKnowledgeNormaliser(
  { vocabulary }: Pick<Knowledge, "vocabulary">,
  words: ReadonlyMap<string, number>,
): Normaliser {
  const before = made.get(vocabulary);
  if (before?.words === words) return before.normaliser;
  const plain = createNormaliser(vocabulary);
  const normaliser = createNormaliser(vocabulary, createCorrector(words, plain.knows));
  made.set(vocabulary, { words, normaliser });
  return normaliser;
}

/** Counts the words of the knowledge that a typing slip may be corrected to. */
export function countWords(knowledge: Pick<Knowledge, "situations" | "passages" | "vocabulary">): Map<string, number> {
  const plain = createNormaliser(knowledge.vocabulary);
  const counts = new Map<string, number>();
  const count = (text: string) => {
    for (const word of rawWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const { title, answer, questions } of knowledge.situations.values())
    [title, answer, ...questions].forEach(count);
  for (const passage of knowledge.passages.values()) count(passage.ringkasan);
  for (const [variant, standard] of knowledge.vocabulary.spellings) count(`${variant} ${standard}`);
  // A word seen once or twice that no dictionary has may itself be a slip; it must not attract others.
  for (const [word, times] of counts) if (times < OFTEN_ENOUGH && !plain.knows(word)) counts.delete(word);
  return counts;
}
