import { CODE_WORDS, numberOfWord } from "../code-words.ts";
import { isEarlierHead, sayHashAsEarlier } from "./earlier-audit-words.ts";

/** Each word says so many bits of a hash. */
const BITS = 11;
/** 88 bits, more than anybody can make another chain fit, and short enough for a piece of paper. */
const SAID_WORDS = 8;

/** The beginning of a hash (hex) in eight words, `abjad-acara-…`. Says something also of what somebody wrote in place of a hash. */
export function sayHash(hash: string): string {
  const digits = (SAID_WORDS * BITS) / 4;
  const bits = BigInt(`0x${Buffer.from(hash, "hex").toString("hex").slice(0, digits).padEnd(digits, "0")}`);
  return Array.from({ length: SAID_WORDS }, (_, place) => {
    const number = (bits >> BigInt((SAID_WORDS - 1 - place) * BITS)) & BigInt(CODE_WORDS.length - 1);
    return CODE_WORDS[Number(number)];
  }).join("-");
}

/**
 * What somebody wrote down of a head, as {@link sayHash} says it, or in the ten words of earlier heads; undefined when it is neither.
 * The first four letters of each of the eight words are enough.
 */
export function readHead(text: string): string | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (isEarlierHead(words)) return words.join("-");
  const numbers = words.map(numberOfWord).filter((number) => number !== undefined);
  if (words.length !== SAID_WORDS || numbers.length !== SAID_WORDS) return undefined;
  return numbers.map((number) => CODE_WORDS[number]).join("-");
}

/** Whether a head, as {@link readHead} gave it, is what is said of a hash (hex). */
export function isHeadOf(head: string, hash: string): boolean {
  return head === sayHash(hash) || head === sayHashAsEarlier(hash);
}
