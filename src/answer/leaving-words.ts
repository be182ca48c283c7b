import { CODE_WORDS } from "../code-words.ts";
import type { Knowledge } from "../knowledge/read.ts";
import { commonWords } from "./common-words.ts";
import { alsoNames, givenNames } from "./names.ts";
import { wordNames, wordPlaces } from "./word-names.ts";

/** Which words may leave this machine, in lower case, as they are written. */
export type LeavingWords = {
  mayLeave(word: string): boolean;
  /** Whether somebody or some place is called so, whatever else the word means. */
  isName(word: string): boolean;
  /** Whether the knowledge has the word so often that it is nobody's name. */
  isFrequent(word: string): boolean;
};

/** A word that no dictionary has and that the knowledge has once may be a name in an example. */
const FEWEST = 2;
/** A word of codes has to be one of the subject: else most of any code would be in the list. */
const FEWEST_OF_CODES = 3;
const FREQUENT = 10;

const codeWords: ReadonlySet<string> = new Set(CODE_WORDS);

/**
 * The everyday words we chose, and the words of the knowledge as its files have them: what an office taught came from
 * people's questions, and what it imported from elsewhere, so neither adds a word. No name, no place.
 */
export function createLeavingWords(knowledge: Knowledge, knows: (word: string) => boolean): LeavingWords {
  const counts = countShipped(knowledge);
  const timesOf = (word: string) => counts.get(word) ?? 0;
  const isNeeded = (word: string) =>
    timesOf(word) >= (codeWords.has(word) ? FEWEST_OF_CODES : knows(word) ? 1 : FEWEST) ||
    (commonWords.has(word) && !codeWords.has(word));
  return {
    mayLeave: (word) => isNeeded(word) && !isName(word),
    isName,
    isFrequent: (word) => timesOf(word) >= FREQUENT && !isName(word),
  };
}

/** "budinya" is Budi's too. */
function isName(word: string): boolean {
  return isNameAlone(word) || isNameAlone(word.replace(/(?:nya|ku|mu|kah|lah|pun)$/, ""));
}

function isNameAlone(word: string): boolean {
  return wordNames.has(word) || wordPlaces.has(word) || givenNamesAlone.has(word) || alsoNamesAlone.has(word);
}

/** Days and months are names too, and questions are full of them; `seldomNames` has the care for those. */
const NEEDED = new Set(["hari", "bulan", "kasih", "damai"]);
const givenNamesAlone = new Set([...givenNames].filter((word) => !NEEDED.has(word)));
const alsoNamesAlone = new Set([...alsoNames].filter((word) => !NEEDED.has(word)));

/** How often each word stands in the files of the knowledge in lower case: a name is written with a capital. */
function countShipped({ situations, passages, vocabulary, taught }: Knowledge): Map<string, number> {
  const ofOffice = new Set(taught.map(({ situation, question }) => `${situation} ${question}`));
  const counts = new Map<string, number>();
  const count = (text: string) => {
    for (const [word] of text.normalize("NFKC").matchAll(/(?<![\p{L}\p{M}\p{N}])\p{Ll}+(?![\p{L}\p{M}\p{N}])/gu))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const { id, title, answer, questions } of situations.values()) {
    // What an officer wrote in full has no questions but that one.
    const shipped = questions.filter((question) => !ofOffice.has(`${id} ${question}`));
    if (shipped.length > 0) [title, answer, ...shipped].forEach(count);
  }
  for (const { ringkasan } of passages.values()) count(ringkasan);
  for (const [variant, standard] of vocabulary.spellings) count(`${variant} ${standard}`);
  return counts;
}
