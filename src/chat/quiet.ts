import type { Clock } from "../clock.ts";
import { forgetOldest } from "./quota.ts";

/** Who told something lately, and will go on about it: for half an hour, known in RAM alone. */
export type Quiet = {
  begin(address: string): void;
  has(address: string): boolean;
};

/** Whoever told of somebody, or sent a file, goes on about it. */
export const QUIET_MS = 30 * 60_000;
const MOST_PERSONS = 10_000;
const SWEEP_EVERY_MS = 60_000;

export function createQuiet(clock: Clock): Quiet {
  const until = new Map<string, number>();
  setInterval(sweep, SWEEP_EVERY_MS).unref();

  function sweep(): void {
    const now = clock().getTime();
    for (const [address, end] of until) {
      // Who began last stands last, so the first that goes on ends the sweep.
      if (end > now) return;
      until.delete(address);
    }
  }

  return {
    begin(address) {
      until.delete(address);
      until.set(address, clock().getTime() + QUIET_MS);
      forgetOldest(until, MOST_PERSONS);
    },
    has(address) {
      sweep();
      return until.has(address);
    },
  };
}
