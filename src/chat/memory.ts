import type { Before } from "../answer/follow-up.ts";
import type { Clock } from "../clock.ts";
import type { Choice } from "./message.ts";
import { forgetOldest } from "./quota.ts";

/** What the bot remembers of a person for half an hour, in RAM and nowhere else. */
export type Remembered = {
  /** The last question, for follow-ups. */
  before: Before | undefined;
  /** The last choices shown, so that "2" means the second. */
  choices: readonly Choice[];
  /** The day, in the office's zone, on which the disclaimer was last shown. */
  disclaimed: string | undefined;
};

export type Memory = { of(address: string): Remembered };

const MINUTES = 30;
const MOST_PERSONS = 10_000;

export function createMemory(clock: Clock): Memory {
  const persons = new Map<string, Remembered & { until: number }>();
  return {
    of(address) {
      const now = clock().getTime();
      const known = persons.get(address);
      const remembered =
        known !== undefined && known.until > now
          ? known
          : { before: undefined, choices: [], disclaimed: known?.disclaimed, until: 0 };
      remembered.until = now + MINUTES * 60_000;
      persons.delete(address);
      persons.set(address, remembered);
      forgetOldest(persons, MOST_PERSONS);
      return remembered;
    },
  };
}
