import { CODE_WORDS, numberOfWord } from "../code-words.ts";
import { CODE_LENGTH, checkSymbol, sumChange, weightedSum } from "./check-symbol.ts";
import { FIELD_SIZE } from "./gf2048.ts";
import { nearWords } from "./near-words.ts";

/**
 * `unclear`: eight words that were meant as a code and are none; `at` are the places (from 0) of those that are not in the list,
 * empty when all are and one is wrong or out of order. `no-code` has the number of words that were read.
 */
export type ReadCode =
  | { kind: "code"; words: readonly string[] }
  | { kind: "unclear"; at: readonly number[] }
  | { kind: "no-code"; count: number };

/** With more unknown words than this among eight, somebody is telling something and not writing a code. */
const MOST_UNKNOWN = 2;

/** Each is held against the whole list, which takes its time; a text with more of them is no story. */
const MOST_DOUBTFUL = 40;

/** A new code: seven words drawn by the platform's CSPRNG (77 bits), and one that checks them. */
export function drawCode(): string[] {
  // 65,536 is a multiple of 2,048: each word is as likely as any other.
  const bits = crypto.getRandomValues(new Uint16Array(CODE_LENGTH - 1));
  const drawn = Array.from(bits, (each) => each % FIELD_SIZE);
  bits.fill(0);
  return wordsOf([...drawn, checkSymbol(drawn)]);
}

/** As it stands on a line of its own: lower case, joined by hyphens. */
export function sayCode(words: readonly string[]): string {
  return words.join("-");
}

/**
 * Reads a code that a person wrote: whole words or their first letters (four at least), in any case, with anything but letters
 * between them. The one word that is not in the list, and is one letter off, is put right when the check agrees; whatever else was
 * done to one word, it is never read as another code.
 */
export function readCode(text: string): ReadCode {
  const written = lettersOf(text);
  const numbers = written.map(numberOfWord);
  if (written.length !== CODE_LENGTH) {
    const codes = codesIn(numbers);
    const [only] = codes.values();
    return codes.size === 1 && only !== undefined
      ? { kind: "code", words: wordsOf(only) }
      : { kind: "no-code", count: written.length };
  }
  const at = numbers.flatMap((number, place) => (number === undefined ? [place] : []));
  if (at.length > MOST_UNKNOWN) return { kind: "no-code", count: written.length };
  const whole = at.length === 0 && isCode(numbers) ? numbers : correct(written, numbers, at);
  return whole === undefined ? { kind: "unclear", at } : { kind: "code", words: wordsOf(whole) };
}

/** Whether eight words in a row are a valid code, anywhere in a text or a file name. Takes a few milliseconds for 64 KiB. */
export function holdsCode(text: string): boolean {
  return codesIn(lettersOf(text).map(numberOfWord)).size > 0;
}

/**
 * The same for a code that was written wrong within something longer: eight words in a row that are all of the list, or all but one,
 * which is a letter off a word of it. People tell nothing in such words: it is so once in some hundred thousand of theirs.
 */
export function nearlyHoldsCode(text: string): boolean {
  const written = lettersOf(text);
  const numbers = written.map(numberOfWord);
  const doubtful = new Set<string>();
  for (let end = CODE_LENGTH; end <= numbers.length; end += 1) {
    const from = end - CODE_LENGTH;
    const at = numbers.slice(from, end).flatMap((number, place) => (number === undefined ? [from + place] : []));
    if (at.length === 0) return true;
    const [only = 0] = at;
    if (at.length === 1) doubtful.add(written[only] ?? "");
  }
  return doubtful.size > MOST_DOUBTFUL || [...doubtful].some((word) => nearWords(word).length > 0);
}

/**
 * Whether a whole text looks like a code that was written wrong: a word too many or too few, or one or two that are not in the list.
 * No question is one.
 */
export function looksLikeCode(text: string): boolean {
  if (text.includes("?")) return false;
  const written = lettersOf(text);
  const unknown = written.filter((word) => numberOfWord(word) === undefined).length;
  const isAsLong = written.length >= CODE_LENGTH - 2 && written.length <= CODE_LENGTH + 2;
  return isAsLong && unknown <= Math.min(MOST_UNKNOWN, written.length - (CODE_LENGTH - 2));
}

/** Runs of letters. Compatibility forms are what they look like, and what nobody sees (joiners, marks of direction) is not there. */
function lettersOf(text: string): string[] {
  const seen = text.normalize("NFKC").replace(/\p{Cf}/gu, "");
  return seen.toLowerCase().match(/\p{L}+/gu) ?? [];
}

function codesIn(numbers: ReadonlyArray<number | undefined>): Map<string, number[]> {
  const codes = new Map<string, number[]>();
  let run = 0;
  numbers.forEach((number, place) => {
    run = number === undefined ? 0 : run + 1;
    if (run < CODE_LENGTH) return;
    const last = numbers.slice(place + 1 - CODE_LENGTH, place + 1);
    if (isCode(last)) codes.set(last.join(), last);
  });
  return codes;
}

function isCode(numbers: ReadonlyArray<number | undefined>): numbers is number[] {
  return numbers.every((number) => number !== undefined) && weightedSum(numbers) === 0;
}

/**
 * The code that has another word in the one place whose word is not in the list. Where all are in the list nothing is put right:
 * hardly ever does a letter make one of another, and guessing which is wrong could end at a code that nobody meant.
 */
function correct(
  written: readonly string[],
  numbers: ReadonlyArray<number | undefined>,
  [place, ...more]: readonly number[],
): number[] | undefined {
  if (place === undefined || more.length > 0) return undefined;
  const filled = numbers.map((number) => number ?? 0);
  const sum = weightedSum(filled);
  // The check asks for one word there and no other.
  const fits = nearWords(written[place] ?? "").find((near) => sumChange(place, 0, near) === sum);
  return fits === undefined ? undefined : filled.with(place, fits);
}

function wordsOf(numbers: readonly number[]): string[] {
  return numbers.map((number) => CODE_WORDS[number] ?? "");
}
