import { alsoNames, givenNames, honorifics, namedPlaces, noNames, noPersons } from "./names.ts";

/** A text without what could tell who is meant: names, numbers, addresses; each is shown as {@link HIDDEN}. */
export type Scrub = (text: string) => string;

export const HIDDEN = "⟨…⟩";

/** Addresses of any kind: mail, web, accounts. Each begins where its run of characters does, or long runs would take for ever. */
const ADDRESSES = [
  /(?<!\S)\S+@\S+|(?:https?:\/\/|www\.|t\.me\/|wa\.me\/)\S+|@[\w.]+/gi,
  /(?<![\p{L}\d._])[\p{L}\d._]*[\p{L}\d]_[\p{L}\d._]+/giu,
  /(?<![\p{L}\d.-])[\p{L}\d.-]*[\p{L}\d-]\.(?:com|id|net|org|me|co)\b\S*/giu,
  // "rudi.tabuti" is an account; "1.5" and the end of a sentence are not.
  /(?<![\p{L}\d_])\p{L}{2,}\.\p{L}{2,}(?![\p{L}\d_])/gu,
];
/** Letter by letter: "b.u.d.i", "s-u-s-i". */
const SPELLED = /(?<!\p{L})\p{L}(?:[.\-_\s]\p{L}){3,}(?!\p{L})/gu;
/** Number plates: "DE 1234 AB", "b 1 ri". */
const PLATE = /(?<![\p{L}\d])\p{L}{1,2}[ -]?\d{1,4}[ -]?\p{L}{1,3}(?![\p{L}\d])/gu;
/** Digits in groups, as numbers of phones, people and accounts are written; a date of birth too. */
const DIGITS = /\+?\d(?:[\s./()-]{0,2}\d){5,}/g;
const BORN = /\b(?:lahir|ttl)\b[^.!?\n]{0,40}/gi;
/** What looks like digits in groups and is a law: "94/2021", "5/2014". */
const LAW = /^\d{1,4}\s?\/\s?(?:19|20)\d\d$/;

/** Longer texts are read up to here; what is behind is not shown. */
const MOST_CHARACTERS = 4_000;

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;
const ACRONYM = /^\p{Lu}{2,5}$/u;
const YEAR = /^(?:19[4-9]\d|20\d\d)$/;

/**
 * Keeps only words that the bot knows, that are not written like a name and do not follow what announces one; numbers stay
 * while they are short or a year. Better a word too many hidden than a name shown: the writer sees the result before it
 * goes anywhere. What it cannot see is that an office has only one head.
 */
export function createScrub(knows: (word: string) => boolean): Scrub {
  return (original) => {
    const plain = original
      .slice(0, MOST_CHARACTERS)
      .toWellFormed()
      .normalize("NFKC")
      // One character may stand for eighteen.
      .slice(0, MOST_CHARACTERS)
      .replace(/\p{Cf}/gu, "")
      .replace(/\s+/g, " ");
    return merged(hideWords(hidePatterns(plain), knows));
  };
}

/** Whether enough is left of a scrubbed text to be worth anybody's while. */
export function saysSomething(scrubbed: string): boolean {
  return (scrubbed.replaceAll(HIDDEN, " ").match(/\p{L}{2,}/gu) ?? []).length >= 2;
}

function hidePatterns(text: string): string {
  const hide = ` ${HIDDEN} `;
  let left = text;
  for (const pattern of [...ADDRESSES, SPELLED]) left = left.replaceAll(pattern, hide);
  left = left.replaceAll(BORN, hide);
  left = left.replaceAll(DIGITS, (digits) => (LAW.test(digits.trim()) ? digits : hide));
  return left.replaceAll(PLATE, (plate) => (/^(?:uu|pp|se|no|rt|rw|ke|di)\b/i.test(plate) ? plate : hide));
}

type Seen = { afterHonorific: boolean; afterPlace: boolean; besideHidden: boolean };

function hideWords(text: string, knows: (word: string) => boolean): string {
  const shouts = isShouted(text);
  let seen: Seen = { afterHonorific: false, afterPlace: false, besideHidden: false };
  let end = 0;
  let scrubbed = "";
  for (const match of text.matchAll(WORD)) {
    const gap = text.slice(end, match.index);
    const word = match[0];
    if (/[.!?]/.test(gap)) seen = { ...seen, afterHonorific: false, afterPlace: false };
    const startsSentence = end === 0 || /[.!?:"“(]\s*$/.test(gap);
    const capital = !shouts && !startsSentence && /^\p{Lu}/u.test(word) && !ACRONYM.test(word);
    const hide = isHidden(word.toLowerCase(), capital, seen, knows);
    scrubbed += gap + (hide ? HIDDEN : word);
    end = match.index + word.length;
    seen = after(word.toLowerCase(), hide, seen);
  }
  return scrubbed + text.slice(end);
}

function isHidden(word: string, capital: boolean, seen: Seen, knows: (word: string) => boolean): boolean {
  if (capital && !noPersons.has(word)) return true;
  if (seen.afterHonorific && !noNames.has(word) && !noPersons.has(word)) return true;
  if (seen.afterPlace && !noNames.has(word) && (!knows(word) || /^\p{N}+$/u.test(word))) return true;
  if (givenNames.has(word)) return true;
  if (alsoNames.has(word) && (capital || seen.besideHidden)) return true;
  return !isPlain(word, knows);
}

/** What the next word stands behind. A name may go on ("Pak Budi Santoso"), also behind an office ("Bu Lurah Ani"). */
function after(word: string, hidden: boolean, seen: Seen): Seen {
  return {
    afterHonorific: honorifics.has(word),
    afterPlace: namedPlaces.has(word) || (hidden && seen.afterPlace),
    besideHidden: hidden,
  };
}

function isPlain(word: string, knows: (word: string) => boolean): boolean {
  if (/^\p{N}+$/u.test(word)) return word.length <= 3 || YEAR.test(word);
  if (/\p{N}{4,}/u.test(word)) return false;
  if (word.length <= 2) return true;
  return noPersons.has(word) || honorifics.has(word) || noNames.has(word) || namedPlaces.has(word) || knows(word);
}

function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => /\p{Lu}/u.test(letter)).length > letters.length / 2;
}

/** Several hidden words beside each other say how long a name is: they become one. */
function merged(text: string): string {
  return text
    .replace(new RegExp(`${HIDDEN}(?:[\\s.,\\-/]*${HIDDEN})+`, "g"), HIDDEN)
    .replace(/ +/g, " ")
    .replace(/ ([?.!,])/g, "$1")
    .trim();
}
