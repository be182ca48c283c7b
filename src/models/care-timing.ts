import type { BreakerTiming } from "./breaker.ts";

/** Times in ms. */
export type CareTiming = {
  breaker: BreakerTiming;
  /** No call is begun with less left. */
  leastMs: number;
  /** Who gave it less time than this and got nothing in time learned nothing about the other side. */
  fairMs: number;
  /** An answer that took longer shows nobody that the other side is well. */
  slowMs: number;
  /** Before the second try, where the other side names no time. */
  pauseMs: number;
  /** How long nobody calls where somebody has to change a setting first. */
  missetMs: number;
  /** However long the other side asks to be left alone. */
  mostHoldMs: number;
};

export const usualCareTiming: CareTiming = {
  breaker: { failures: 3, firstMs: 10_000, mostMs: 300_000 },
  leastMs: 200,
  // Less than what vectors and a second call are given.
  fairMs: 1_500,
  slowMs: 4_000,
  pauseMs: 250,
  missetMs: 600_000,
  mostHoldMs: 300_000,
};
