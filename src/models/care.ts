import type { ModelOptions, ModelTrouble, Tokens } from "../answer/model.ts";
import type { Log } from "../log.ts";
import { type BreakerTiming, createBreaker, type Ended, type Turn } from "./breaker.ts";
import type { Budget } from "./budget.ts";
import { type Failure, failureOf } from "./failure.ts";

/** Times in ms. */
export type CareTiming = {
  breaker: BreakerTiming;
  /** No call is begun with less left. */
  leastMs: number;
  /** Who gave it less time than this and got nothing in time learned nothing about the other side. */
  fairMs: number;
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
  fairMs: 2_500,
  pauseMs: 250,
  missetMs: 600_000,
  mostHoldMs: 300_000,
};

/** What an attempt gets. */
export type Attempt = {
  signal: AbortSignal;
  /** What is left, a whole number of ms. */
  leftMs: number;
  /** Whether it follows one whose answer had the wrong shape. */
  again: boolean;
  /** What it cost so far; the last word counts. */
  spent(tokens: Tokens): void;
};

export type Cared<T> = { tokens: Tokens } & ({ kind: "done"; value: T } | { kind: "nothing"; why: ModelTrouble });

export type Care = {
  /**
   * Lets `attempt` call the other side: at most twice but for what `adapt` mends, within the deadline, the budget and what the
   * breaker allows. `attempt` throws when it fails. `estimate` is set aside before. Never rejects.
   */
  call<T>(
    options: ModelOptions,
    estimate: Tokens,
    attempt: (attempt: Attempt) => Promise<T>,
    /** Told which field was not taken; whether it asks otherwise from now on. */
    adapt?: (says: string) => boolean,
  ): Promise<Cared<T>>;
  isOpen(): boolean;
};

export type CareParts = {
  /** What is called, for the log. */
  what: "chat" | "embeddings" | "transcription";
  budget: Budget;
  /** Shared by all who call the same side. */
  places: Places;
  log: Log;
  /** Of `performance.now()`, as `until` is. */
  now: () => number;
  timing: CareTiming;
};

/** Whoever finds none does without: to wait would be to be late. */
export type Places = { take(): (() => void) | undefined; taken(): number };

export function createPlaces(most: number): Places {
  let taken = 0;
  return {
    take() {
      if (taken >= most) return undefined;
      taken += 1;
      return () => {
        taken -= 1;
      };
    },
    taken: () => taken,
  };
}

const NONE: Tokens = { in: 0, out: 0 };

export function createCare(parts: CareParts): Care {
  const { budget, places, now, timing } = parts;
  const breaker = createBreaker(timing.breaker, now);
  const tell = createTeller(parts);

  return {
    isOpen: breaker.isOpen,
    async call(options, estimate, attempt, adapt = () => false) {
      const none = (why: ModelTrouble) => ({ kind: "nothing", why, tokens: NONE }) as const;
      if (options.until - now() < timing.leastMs) return none("unavailable");
      const leave = places.take();
      if (leave === undefined) return none("unavailable");
      const settle = budget.reserve(estimate.in + estimate.out, options.person);
      const end = settle === undefined ? undefined : breaker.enter();
      if (settle === undefined || end === undefined) {
        settle?.(0);
        leave();
        return none(settle === undefined ? "over-budget" : "unavailable");
      }
      const began = now();
      const result = await within(options.until, { estimate, attempt, adapt, now, timing });
      const { failure, tokens } = result;
      const wasFair = failure?.kind !== "late" || options.until - began >= timing.fairMs;
      tell(end(endOf(failure, wasFair, timing)), failure);
      settle(tokens.in + tokens.out);
      leave();
      if (failure === undefined) return { kind: "done", value: result.value, tokens };
      return { kind: "nothing", why: whyOf(failure), tokens };
    },
  };
}

type Late = { kind: "late" };
type Result<T> = { tokens: Tokens } & ({ failure: Failure | Late } | { failure: undefined; value: T });

type Tried<T> = { kind: "value"; value: T } | Failure;

type Work<T> = {
  estimate: Tokens;
  attempt: (attempt: Attempt) => Promise<T>;
  adapt: (says: string) => boolean;
  now: () => number;
  timing: CareTiming;
};

/** Tries, once more at most, and is back by `until` whatever the attempts do. */
async function within<T>(until: number, { estimate, attempt, adapt, now, timing }: Work<T>): Promise<Result<T>> {
  const controller = new AbortController();
  const { signal } = controller;
  const late = new Promise<Late>((resolve) => signal.addEventListener("abort", () => resolve({ kind: "late" })));
  const timer = setTimeout(() => controller.abort(), Math.max(0, until - now()));
  let total = NONE;
  let isSecond = false;
  let again = false;
  try {
    for (;;) {
      const leftMs = Math.max(1, Math.ceil(until - now()));
      let cost: Tokens | undefined;
      const spent = (tokens: Tokens) => {
        cost = tokens;
      };
      const tried: Promise<Tried<T>> = attempt({ signal, leftMs, again, spent }).then(
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
    controller.abort();
  }
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

/** What people wrote can bring about answers that are refused, misshapen or too long, so these open nothing. */
function endOf(failure: Failure | Late | undefined, wasFair: boolean, timing: CareTiming): Ended {
  switch (failure?.kind) {
    case undefined:
    case "refused":
    case "misshapen":
    case "overlong":
    case "not-taken":
      return { kind: "answered" };
    case "late":
      return wasFair ? { kind: "failed" } : { kind: "unknown" };
    case "misset":
      return { kind: "hold", ms: timing.missetMs };
    case "passing":
      return { kind: "failed", holdMs: Math.min(failure.waitMs ?? 0, timing.mostHoldMs) };
  }
}

function whyOf(failure: Failure | Late): ModelTrouble {
  switch (failure.kind) {
    case "refused":
      return "refused";
    case "misshapen":
    case "overlong":
      return "unusable";
    case "late":
    case "misset":
    case "passing":
    case "not-taken":
      return "unavailable";
  }
}

/** One line when it goes down or is wrongly set, one when it is back; the hundred failures between say nothing new. */
function createTeller({ log, what }: CareParts) {
  let told: string | undefined;
  return (turn: Turn, failure: Failure | Late | undefined): void => {
    if (turn === "closed") {
      told = undefined;
      log.info("model_back", { error: what });
      return;
    }
    if (failure?.kind === "not-taken" && told === undefined) {
      told = "model_not_taken";
      log.warn("model_not_taken", { error: `${what} ${failure.error}` });
      return;
    }
    if (failure?.kind === "misset") {
      if (told !== failure.event) log.error(failure.event, { error: `${what} ${failure.error}` });
      told = failure.event;
      return;
    }
    if (turn !== "opened") return;
    told = "model_down";
    const error = failure?.kind === "passing" ? failure.error : "late";
    log.warn("model_down", { error: `${what} ${error}` });
  };
}
