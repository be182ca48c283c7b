import { numberOfWord } from "../code-words.ts";

/** So many words of codes in a row, among those around, or among few others, make no sentence; a code may have been cut in pieces. */
const MOST_CODE_WORDS_RUNNING = 3;
const AROUND = 8;
const MOST_CODE_WORDS_AROUND = 5;
const FEWEST_CODE_WORDS = 3;
const MOST_SHARE_OF_CODES = 0.6;

/** Whether a text, given as the words of each of its pieces, holds too many words of codes to be a sentence. */
export function holdsCodeWords(pieces: ReadonlyArray<readonly string[]>): boolean {
  // "teman-teman" is one word.
  const words = pieces.flatMap((parts) => [...new Set(parts.map((part) => part.toLowerCase()))]);
  const ofCodes = words.filter((word) => /\p{L}/u.test(word)).map((word) => numberOfWord(word) !== undefined);
  for (const at of ofCodes.keys()) {
    if (ofCodes.slice(at, at + AROUND).filter(Boolean).length > MOST_CODE_WORDS_AROUND) return true;
    const running = ofCodes.slice(at, at + MOST_CODE_WORDS_RUNNING + 1);
    if (running.length > MOST_CODE_WORDS_RUNNING && running.every(Boolean)) return true;
  }
  const count = ofCodes.filter(Boolean).length;
  return count >= FEWEST_CODE_WORDS && count >= ofCodes.length * MOST_SHARE_OF_CODES;
}
