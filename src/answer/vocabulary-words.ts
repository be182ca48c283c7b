import type { Knowledge } from "../knowledge/read.ts";
import { createCorrector } from "./spelling.ts";
import { createNormaliser, type Normaliser, rawWords } from "./words.ts";

const OFTEN_ENOUGH = 3;

/** The normaliser with a corrector over the words of the knowledge itself: only words it can find are offered. */
export function createKnowledgeNormaliser(
  knowledge: Pick<Knowledge, "situations" | "passages" | "vocabulary">,
): Normaliser {
  const plain = createNormaliser(knowledge.vocabulary);
  const counts = new Map<string, number>();
  const count = (text: string) => {
    for (const word of rawWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const situation of knowledge.situations.values()) {
    count(situation.title);
    count(situation.answer);
    for (const question of situation.questions) count(question);
  }
  for (const passage of knowledge.passages.values()) count(passage.ringkasan);
  for (const [variant, standard] of knowledge.vocabulary.spellings) {
    for (const word of [...variant.split(" "), standard]) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  // A word seen once or twice that no dictionary has may itself be a slip; it must not attract others.
  for (const [word, times] of counts) if (times < OFTEN_ENOUGH && !plain.knows(word)) counts.delete(word);
  return createNormaliser(knowledge.vocabulary, createCorrector(counts, plain.knows));
}
