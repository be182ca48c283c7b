/** Which update numbers were brought already, and up to where Telegram may forget. Pure bookkeeping. */
export type Numbers = {
  /** Notes a number; true the first time. */
  isNew(number: number): boolean;
  /**
   * Up to where Telegram may forget when these are unfinished: the oldest of them, else all that were brought. Undefined
   * when that is nothing new.
   */
  offset(unfinished: readonly number[]): number | undefined;
  forget(below: number): void;
  /** Whether Telegram would not bring it again. */
  isForgotten(number: number): boolean;
  /** Below which number to forget when there are too many; undefined when there are not. */
  surplus(): number | undefined;
};

/** A webhook brings no offset that says what may be forgotten; this many numbers are a day's and more. */
const MOST_NUMBERS = 20_000;

/**
 * Starts with the numbers that were over before this start. Nothing is said of them until Telegram brings them again: its
 * numbers may have begun anew meanwhile, and an offset above them would throw away what is waiting.
 */
export function createNumbers(over: Iterable<number>): Numbers {
  const known = new Set(over);
  let highest: number | undefined;
  let forgottenBelow = Number.NEGATIVE_INFINITY;

  function forget(below: number): void {
    forgottenBelow = below;
    for (const number of known) if (number < below) known.delete(number);
  }

  return {
    isNew(number) {
      // What was forgotten never comes again: after a quiet week Telegram begins with other numbers.
      if (number < forgottenBelow) {
        forgottenBelow = Number.NEGATIVE_INFINITY;
        highest = undefined;
      }
      highest = Math.max(highest ?? number, number);
      if (known.has(number)) return false;
      known.add(number);
      return true;
    },
    offset(unfinished) {
      const waiting = unfinished.filter((number) => number >= forgottenBelow);
      const upTo = waiting.length > 0 ? Math.min(...waiting) : highest === undefined ? undefined : highest + 1;
      return upTo !== undefined && upTo > forgottenBelow ? upTo : undefined;
    },
    forget,
    isForgotten: (number) => number < forgottenBelow,
    surplus() {
      if (known.size <= MOST_NUMBERS) return undefined;
      return [...known].sort((a, b) => a - b)[MOST_NUMBERS / 2];
    },
  };
}
