import type { Clock } from "../clock.ts";
import { forgetOldest } from "./quota.ts";

/** In which chats somebody told of something, or may have, and when last; in RAM alone, and no longer than anybody asks for it. */
export type Quiet = {
  heard(address: string): void;
  /** Whether it was heard so few ms ago; at most {@link QUIET_MS}. */
  isWithin(address: string, ms: number): boolean;
  /** How many chats are remembered now. */
  size(): number;
};

/** Pieces of a story go on after a dialogue has ended by itself. */
export const QUIET_MS = 6 * 3_600_000;
const MOST_CHATS = 10_000;
const SWEEP_EVERY_MS = 60_000;

export function createQuiet(clock: Clock, mostChats = MOST_CHATS): Quiet {
  const chats = new Map<string, number>();
  /** The last that was heard of a chat for which there was no room: any other chat may be that one. */
  let crowdedOut = Number.NEGATIVE_INFINITY;
  setInterval(sweep, SWEEP_EVERY_MS).unref();

  function sweep(): void {
    const now = clock().getTime();
    for (const [address, at] of chats) {
      // The one heard of last stands last, so the first that counts ends the sweep.
      if (now - at < QUIET_MS) return;
      chats.delete(address);
    }
  }

  return {
    heard(address) {
      sweep();
      chats.delete(address);
      chats.set(address, clock().getTime());
      const [oldest] = chats.values();
      if (chats.size > mostChats && oldest !== undefined) crowdedOut = oldest;
      forgetOldest(chats, mostChats);
    },
    isWithin(address, ms) {
      sweep();
      return clock().getTime() - (chats.get(address) ?? crowdedOut) < ms;
    },
    size() {
      sweep();
      return chats.size;
    },
  };
}
