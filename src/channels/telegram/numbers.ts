import type { JournalEntry } from "../../chat/journal.ts";

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
  /** Below which number to forget when there are too many; undefined when there are not. */
  surplus(): number | undefined;
};

/** A webhook brings no offset that says what may be forgotten; this many numbers are a day's and more. */
const MOST_NUMBERS = 20_000;

/** Starts with what the journal knows to be over; `entries` are in ascending order. */
export function createNumbers(entries: ReadonlyArray<JournalEntry & { over: boolean }>): Numbers {
  const known = new Set(entries.filter(({ over }) => over).map(({ number }) => number));
  // What was under way when the process died comes back first, so only what is over before it may be passed over.
  const firstOpen = entries.findIndex(({ over }) => !over);
  let highest = entries.at(firstOpen < 0 ? -1 : firstOpen - 1)?.number;
  if (firstOpen === 0) highest = undefined;
  let forgottenBelow = Number.NEGATIVE_INFINITY;

  function forget(below: number): void {
    forgottenBelow = below;
    for (const number of known) if (number < below) known.delete(number);
  }

  return {
    isNew(number) {
      // What was forgotten never comes again: after a quiet week Telegram begins with other numbers.
      if (number < forgottenBelow) {
        forget(Number.NEGATIVE_INFINITY);
        known.clear();
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
    surplus() {
      if (known.size <= MOST_NUMBERS) return undefined;
      return [...known].sort((a, b) => a - b)[MOST_NUMBERS / 2];
    },
  };
}
