import { decide } from "./answer/decide.ts";
import { createFind } from "./answer/find.ts";
import { learn } from "./answer/learn.ts";
import { keptToMeasure, type Meaning, withoutWordings } from "./answer/meanings.ts";
import { createRead } from "./answer/reading.ts";
import { createRegisterReader, type Register } from "./answer/register.ts";
import { byWords } from "./answer/suggest.ts";
import { createKnowledgeNormaliser } from "./answer/vocabulary-words.ts";
import type { Knowledge } from "./knowledge/read.ts";
import { shelve } from "./knowledge/shelve.ts";
import { openSearchInMemory } from "./stores/search-sqlite.ts";

/** A way of asking about a situation, how it is written, and what it may have meant by its words, best first. */
export type UnsureWording = Meaning & { register: Register; words: readonly string[] };

/**
 * Asks some ways of asking of an answering that has not seen them, and gives those it is unsure of: only for these is it
 * ever asked what they mean. Learns from all others, which takes half a minute.
 */
export async function unsureWordings(
  knowledge: Knowledge,
  progress: (done: number, of: number) => void = () => {},
): Promise<UnsureWording[]> {
  const kept = keptToMeasure(knowledge);
  const others = withoutWordings(knowledge, kept);
  const ranker = learn(others, { progress });
  const normaliser = createKnowledgeNormaliser(others, ranker.words);
  const { search, close } = await openSearchInMemory(shelve(others, normaliser.normalise), normaliser.normalise);
  const find = createFind(others, createRead(others, ranker, normaliser), search);
  const registerOf = createRegisterReader(knowledge.vocabulary);
  const unsure: UnsureWording[] = [];
  for (const wording of kept) {
    const findings = await find(wording.text);
    if (decide(findings).kind !== "suggestions") continue;
    const words = byWords(findings).map(({ id }) => id);
    unsure.push({ ...wording, register: registerOf(wording.text), words });
  }
  await close();
  return unsure;
}
