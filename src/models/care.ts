import type { ModelOptions, ModelTrouble, Tokens } from "../answer/model.ts";
import type { Log } from "../log.ts";
import { createBreaker, type Ended } from "./breaker.ts";
import type { Budget } from "./budget.ts";
import type { CareTiming } from "./care-timing.ts";
import type { Failure } from "./failure.ts";
import type { Places } from "./places.ts";
import { type Called, createTeller } from "./tell-trouble.ts";
import { type Attempt, type Late, NONE, within } from "./within.ts";

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
  what: Called;
  budget: Budget;
  /** Shared by all who call the same side. */
  places: Places;
  log: Log;
  /** Of `performance.now()`, as `until` is. */
  now: () => number;
  timing: CareTiming;
  /** Once aborted nobody is called any more, and who is being called is left. */
  closed: AbortSignal;
};

export function createCare(parts: CareParts): Care {
  const { what, budget, places, log, now, timing, closed } = parts;
  const breaker = createBreaker(timing.breaker, now);
  const tell = createTeller(log, what);

  return {
    isOpen: breaker.isOpen,
    async call(options, estimate, attempt, adapt = () => false) {
      const none = (why: ModelTrouble) => ({ kind: "nothing", why, tokens: NONE }) as const;
      if (closed.aborted || options.until - now() < timing.leastMs) return none("unavailable");
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
      const result = await within(options.until, { estimate, attempt, adapt, now, timing, closed });
      const { failure, tokens } = result;
      const wasFair = !closed.aborted && (failure?.kind !== "late" || options.until - began >= timing.fairMs);
      // Vectors of the knowledge and voices may take their time.
      const isSlow = what === "chat" && now() - began > timing.slowMs;
      tell(end(endOf(failure, { wasFair, isSlow }, timing)), failure);
      settle(tokens.in + tokens.out);
      leave();
      if (failure === undefined) return { kind: "done", value: result.value, tokens };
      return { kind: "nothing", why: whyOf(failure), tokens };
    },
  };
}

/** What people wrote can bring about answers that are refused, misshapen or too long, so these open nothing. */
function endOf(
  failure: Failure | Late | undefined,
  { wasFair, isSlow }: { wasFair: boolean; isSlow: boolean },
  timing: CareTiming,
): Ended {
  switch (failure?.kind) {
    case undefined:
    case "refused":
    case "misshapen":
    case "overlong":
    case "not-taken":
      return { kind: isSlow ? "slow" : "answered" };
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
