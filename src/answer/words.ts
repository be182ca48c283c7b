import type { Vocabulary } from "../knowledge/vocabulary.ts";
import type { Correct } from "./spelling.ts";
import { createStemmer } from "./stem.ts";

/** A message as the search sees it: standard words in order, and the root of each. */
export type Words = { standard: readonly string[]; stems: readonly string[] };

/** Turns what a person typed into {@link Words}. Any string is accepted; nothing is thrown. */
export type Normalise = (text: string) => Words;

const MOST_CHARACTERS = 2_000;
const MOST_WORDS = 250;
const LONGEST_ALIAS = 4;
const MOST_REMEMBERED = 20_000;

export type Normaliser = {
  normalise: Normalise;
  /** Whether a raw word needs no correction: it is an alias, in the dictionary, or has a root there. */
  knows(word: string): boolean;
};

/** Builds the normaliser: Unicode, repeated letters, "temen2", chat and regional spellings, typing slips, roots. */
export function createNormaliser({ spellings }: Vocabulary, correct: Correct = () => undefined): Normaliser {
  const stemming = createStemmer([...spellings.keys(), ...spellings.values()]);
  const rootOf = (word: string) => {
    const root = stemming.stem(word);
    return spellings.get(root) ?? root;
  };
  const standards = new Set(spellings.values());
  const knows = (word: string) => spellings.has(word) || standards.has(word) || stemming.knows(word);
  const settle = (word: string) => {
    if (knows(word)) return word;
    const single = withoutRepeats(word);
    if (knows(single)) return single;
    const bare = withoutClitic(single);
    if (spellings.has(bare)) return bare;
    return correct(single) ?? single;
  };
  // The same few thousand words come again and again, above all while the whole knowledge is shelved.
  const remembered = new Map<string, string>();
  const settled = (word: string) => {
    const before = remembered.get(word);
    if (before !== undefined) return before;
    const now = settle(word);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(word, now);
    return now;
  };
  const aliases = longestByFirstWord(spellings.keys());
  return {
    normalise(text) {
      const standard = replaceSpellings(rawWords(text).map(settled), spellings, aliases);
      return { standard, stems: standard.map(rootOf) };
    },
    knows,
  };
}

/** The words of a text in lower case, without marks, emoji or doubled words. */
export function rawWords(text: string): string[] {
  const plain = text
    .slice(0, MOST_CHARACTERS)
    .toWellFormed()
    .normalize("NFKD")
    .replace(/\p{M}|\p{Cf}/gu, "")
    .toLowerCase();
  const words: string[] = [];
  for (const match of plain.matchAll(/\d+(?:[./]\d+)+|[\p{L}\p{N}]+/gu)) {
    const word = cutToWord(match[0]);
    if (word !== "" && words.length < MOST_WORDS) words.push(word);
  }
  return words.filter((word, index) => word !== words[index - 1]);
}

function cutToWord(word: string): string {
  if (/^\d/.test(word)) return word.length > 12 ? "" : word;
  return word.replace(/^(\p{L}{3,})2(nya|an|in)?$/u, "$1$2").slice(0, 40);
}

/** "bolehhh" -> "boleh" */
function withoutRepeats(word: string): string {
  return word.replace(/(\p{L})\1{2,}/gu, "$1");
}

/** "sharenya" -> "share"; short words are more often whole than clipped ("salah" is not "sa" + "lah"). */
function withoutClitic(word: string): string {
  const bare = word.replace(/(?:nya|kah|lah|ku|mu|in|ji|mi)$/, "");
  return bare.length >= 3 ? bare : word;
}

/** For each word that an alias begins with, how many words the longest such alias has. */
function longestByFirstWord(aliases: Iterable<string>): Map<string, number> {
  const longest = new Map<string, number>();
  for (const alias of aliases) {
    const [first = "", ...more] = alias.split(" ");
    const length = Math.min(LONGEST_ALIAS, more.length + 1);
    longest.set(first, Math.max(length, longest.get(first) ?? 0));
  }
  return longest;
}

function replaceSpellings(
  words: readonly string[],
  spellings: ReadonlyMap<string, string>,
  aliases: ReadonlyMap<string, number>,
): string[] {
  const standard: string[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? "";
    const taken = longestAlias(words, at, aliases.get(word) ?? 0, spellings) ?? { word, length: 1 };
    standard.push(taken.word);
    at += taken.length;
  }
  return standard;
}

function longestAlias(
  words: readonly string[],
  at: number,
  most: number,
  spellings: ReadonlyMap<string, string>,
): { word: string; length: number } | undefined {
  for (let length = Math.min(most, words.length - at); length > 0; length -= 1) {
    const standard = spellings.get(words.slice(at, at + length).join(" "));
    if (standard !== undefined) return { word: standard, length };
  }
  return undefined;
}
