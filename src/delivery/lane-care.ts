import type { MailingDelivery, Settled } from "../reminders/mailing.ts";
import { type Backoff, backoffMs } from "./backoff.ts";
import { SendError } from "./send-error.ts";

export type LaneTiming = {
  /** Between tries of one message. */
  retry: Backoff;
  /** Between tries of anything at all while nothing arrives. */
  rest: Backoff;
};

/** What a lane makes of failures: of one message, and of many in a row, which are the connection's and not theirs. */
export type LaneCare = {
  arrived(): void;
  /** What is to become of a message that failed so. */
  judge(error: unknown, delivery: MailingDelivery): Settled;
  /** How many may be under way: one while it is not known whether anything arrives. */
  width(): number;
  /** How long nothing is to be sent. */
  restMs(): number;
};

/** More at once makes a platform's "not so fast" worse, and a crash double more. */
const MOST_AT_ONCE = 3;
const IN_A_ROW = 3;
/** With waits of up to a quarter of an hour this is an hour or more. */
const MOST_TRIES = 10;

/** `now` is monotonic, in ms. */
export function createLaneCare({ retry, rest }: LaneTiming, now = () => performance.now()): LaneCare {
  let failures = 0;
  let restUntil = 0;

  function failed(): void {
    failures += 1;
    if (failures >= IN_A_ROW) restUntil = now() + backoffMs(failures - IN_A_ROW + 1, rest);
  }

  function later({ attempts }: MailingDelivery, counts: boolean, atLeastMs = 0): Settled {
    if (counts && attempts + 1 >= MOST_TRIES) return { state: "failed", reason: "tries" };
    const afterMs = Math.max(atLeastMs, backoffMs(counts ? attempts + 1 : 1, retry));
    return { state: "pending", afterMs: Math.ceil(afterMs), counts };
  }

  /** The platform says something, if only no. */
  function arrived(): void {
    failures = 0;
    restUntil = 0;
  }

  return {
    arrived,
    judge(error, delivery) {
      const { kind, retryAfterMs } = error instanceof SendError ? error : new SendError("unknown");
      switch (kind) {
        case "gone":
        case "rejected":
          arrived();
          return { state: "failed", reason: kind };
        case "throttled":
          return later(delivery, false, retryAfterMs);
        case "stopped":
          // Its channel ended; whoever goes on offering does so at its leisure.
          failed();
          return { state: "pending", afterMs: 0, counts: false };
        case "misconfigured":
          failures = Math.max(failures, IN_A_ROW);
          failed();
          return later(delivery, false);
        case "expired":
          failed();
          return later(delivery, false);
        case "offline":
          failed();
          // While others arrive it is this message that fails.
          return later(delivery, failures < IN_A_ROW);
        case "unknown":
          failed();
          return { state: "unknown" };
      }
    },
    width: () => (failures >= IN_A_ROW ? 1 : MOST_AT_ONCE),
    restMs: () => Math.max(0, restUntil - now()),
  };
}
