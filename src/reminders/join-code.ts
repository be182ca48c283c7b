import { randomInt } from "node:crypto";

/** Easy to say, hard to mistake; without the letters that make the best-known acronyms and insults. */
const CONSONANTS = "bcdgjklmnrstw";
const VOWELS = "aeiou";
const LAST = "klmnrst";
const UNKIND = new Set(["kimak", "memek", "setan", "tetek", "titit", "tolol"]);
const SHAPE = new RegExp(`^(?:[${CONSONANTS}][${VOWELS}]){2}[${LAST}](?:[${CONSONANTS}][${VOWELS}]){2}[${LAST}]$`);

/** A code such as `BAKUR-TIMOL`: one of 870 million, so that of a few hundred none is found by trying. */
export function newJoinCode(): string {
  return `${newWord()}-${newWord()}`;
}

function newWord(): string {
  const word = [CONSONANTS, VOWELS, CONSONANTS, VOWELS, LAST]
    .map((from) => from.charAt(randomInt(from.length)))
    .join("");
  return UNKIND.has(word) ? newWord() : word.toUpperCase();
}

/** The code as it is kept, however somebody wrote it; undefined for what no code looks like. */
export function tidyJoinCode(text: string): string | undefined {
  const letters = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return SHAPE.test(letters) ? `${letters.slice(0, 5)}-${letters.slice(5)}`.toUpperCase() : undefined;
}

/** Whether somebody may have meant a code by it, right or wrong, and not words ("gabung partai boleh?"). */
export function isLikeJoinCode(text: string): boolean {
  return tidyJoinCode(text) !== undefined || /^[a-z]{4,6}-[a-z]{4,6}[.!]?$/i.test(text.trim());
}
