import type { Inbound } from "./inbound.ts";

/** People tap a button again when nothing happens at once. */
const AGAIN_MS = 3_000;
const MOST_TAPS = 1_000;

/** Tells whether the same button was pressed just before; that press is answered, this one only acknowledged. */
export function createTaps(): (inbound: Inbound) => boolean {
  const taps = new Map<string, number>();
  return ({ press, button }) => {
    if (press === undefined) return false;
    const now = performance.now();
    const before = taps.get(button);
    if (before !== undefined && now - before < AGAIN_MS) return true;
    taps.delete(button);
    taps.set(button, now);
    const [oldest] = taps.keys();
    if (taps.size > MOST_TAPS && oldest !== undefined) taps.delete(oldest);
    return false;
  };
}
