import { invert, multiply } from "./gf2048.ts";

/** Words of a code: all but the last are drawn, the last checks them. */
export const CODE_LENGTH = 8;

/** The weight of each place: 1, x, x², …: none is 0 and no two are the same. */
const WEIGHTS: readonly number[] = Array.from({ length: CODE_LENGTH - 1 }).reduce<number[]>(
  (weights) => [...weights, multiply(weights.at(-1) ?? 1, 2)],
  [1],
);

const LAST_INVERSE = invert(WEIGHTS[CODE_LENGTH - 1] ?? 1);

/**
 * The weighted sum of word numbers from the first place on; 0 for a whole code. One wrong word moves it by its weight times the
 * difference of the words, two that changed places by the difference of their weights times that of the words: never by 0.
 */
export function weightedSum(numbers: readonly number[]): number {
  return numbers.reduce((sum, number, place) => sum ^ multiply(number, WEIGHTS[place] ?? 0), 0);
}

/** The last word's number for the seven before it. */
export function checkSymbol(drawn: readonly number[]): number {
  return multiply(weightedSum(drawn), LAST_INVERSE);
}

/** What the sum grows by when the word at a place changes. */
export function sumChange(place: number, before: number, after: number): number {
  return multiply(before ^ after, WEIGHTS[place] ?? 0);
}
