import type { Tokens } from "../answer/model.ts";
import type { CareTiming } from "./care-timing.ts";
import { type Failure, failureOf } from "./failure.ts";

/** What an attempt gets. */
export type Attempt = {
  signal: AbortSignal;
  /** For the SDK, in whole ms: later than the signal, which is to come first. */
  timeout: number;
  /** Whether it follows one whose answer had the wrong shape. */
  again: boolean;
  /** What it cost so far; the last word counts. */
  spent(tokens: Tokens): void;
};

export const NONE: Tokens = { in: 0, out: 0 };

/** Nothing came by the deadline. */
export type Late = { kind: "late" };
/** How it ended, and what all tries cost. */
export type Result<T> = { tokens: Tokens } & ({ failure: Failure | Late } | { failure: undefined; value: T });

type Tried<T> = { kind: "value"; value: T } | Failure;

export type Work<T> = {
  estimate: Tokens;
  attempt: (attempt: Attempt) => Promise<T>;
  adapt: (says: string) => boolean;
  now: () => number;
  timing: CareTiming;
  /** Ends it before its time. */
  closed: AbortSignal;
};

/** Tries, once more at most, and is back by `until` whatever the attempts do. */
export async function within<T>(until: number, work: Work<T>): Promise<Result<T>> {
  const { estimate, attempt, adapt, now, timing, closed } = work;
  const controller = new AbortController();
  const { signal } = controller;
  const late = new Promise<Late>((resolve) => signal.addEventListener("abort", () => resolve({ kind: "late" })));
  const timer = setTimeout(() => controller.abort(), wait(until - now()));
  const close = () => controller.abort();
  closed.addEventListener("abort", close);
  let total = NONE;
  let isSecond = false;
  let again = false;
  try {
    for (;;) {
      const timeout = Math.ceil(wait(until - now())) + 1_000;
      let cost: Tokens | undefined;
      const spent = (tokens: Tokens) => {
        cost = tokens;
      };
      const tried: Promise<Tried<T>> = attempt({ signal, timeout, again, spent }).then(
        (value) => ({ kind: "value", value }),
        (error: unknown) => failureOf(error),
      );
      const ended: Tried<T> | Late = await Promise.race([tried, late]);
      // What was under way may be billed though nobody heard the end of it.
      const isLate = ended.kind === "late" || signal.aborted;
      total = sum(total, cost ?? (isLate ? { in: estimate.in, out: 0 } : NONE));
      if (ended.kind === "value") return { failure: undefined, value: ended.value, tokens: total };
      if (ended.kind === "late" || signal.aborted) return { failure: { kind: "late" }, tokens: total };
      if (ended.kind === "not-taken" && adapt(ended.says)) continue;
      const pauseMs = pauseBefore(ended, timing);
      if (isSecond || pauseMs === undefined || until - now() - pauseMs < timing.leastMs)
        return { failure: ended, tokens: total };
      isSecond = true;
      again = ended.kind === "misshapen";
      await Promise.race([pause(pauseMs, signal), late]);
    }
  } finally {
    clearTimeout(timer);
    closed.removeEventListener("abort", close);
    controller.abort();
  }
}

/** Of a longer time Node makes no time at all. */
function wait(ms: number): number {
  return Math.min(Math.max(0, ms), 2_000_000_000);
}

/** How long to wait for another try; undefined where another would bring the same. */
function pauseBefore(failure: Failure, { pauseMs }: CareTiming): number | undefined {
  if (failure.kind === "misshapen") return 0;
  if (failure.kind !== "passing") return undefined;
  return failure.waitMs ?? pauseMs * (0.75 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}

function sum(one: Tokens, other: Tokens): Tokens {
  return { in: one.in + other.in, out: one.out + other.out };
}
