import type { Reply } from "../chat/message.ts";
import { errorName, type Log } from "../log.ts";
import { backoffMs, pause } from "./backoff.ts";
import type { Delivery, Outbox } from "./outbox.ts";
import { SendError } from "./send-error.ts";

export type DeliverParts = {
  outbox: Outbox;
  /** Hands a message to its channel; rejects with a SendError. */
  push(address: string, reply: Reply, id: string): Promise<void>;
  log: Log;
  timing?: DeliverTiming;
};

export type DeliverTiming = { everyMs: number; leaseMs: number; retry: { firstMs: number; mostMs: number } };

/** A lease outlasts the longest that a channel tries one message. */
export const usualDelivery: DeliverTiming = {
  everyMs: 1_000,
  leaseMs: 900_000,
  retry: { firstMs: 5_000, mostMs: 900_000 },
};

export type Deliver = { stop(): Promise<void> };

const MOST_AT_ONCE = 20;
/** With waits of up to a quarter of an hour this is some days. */
const MOST_ATTEMPTS = 300;

/** Sends what lies in the outbox until it is stopped; what was under way then is offered again later. */
export function startDeliver({ outbox, push, log, timing = usualDelivery }: DeliverParts): Deliver {
  const stopping = new AbortController();

  async function send(delivery: Delivery): Promise<void> {
    try {
      await push(delivery.address, delivery.reply, `delivery ${delivery.id}`);
      await outbox.done(delivery);
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      if (error.kind === "stopped") return outbox.again(delivery, 0);
      const hopeless = error.kind === "gone" || error.kind === "rejected" || delivery.attempts >= MOST_ATTEMPTS;
      log.warn("undelivered", { error: error.message, count: delivery.attempts });
      if (hopeless) return outbox.done(delivery);
      await outbox.again(delivery, Math.max(error.retryAfterMs, backoffMs(delivery.attempts + 1, timing.retry)));
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const taken = await outbox.take(MOST_AT_ONCE, timing.leaseMs);
        await Promise.all(taken.map(send));
        if (taken.length === MOST_AT_ONCE) continue;
      } catch (error) {
        // A disk that fails now may work in a while; nothing is lost meanwhile.
        log.error("delivery_failed", { error: errorName(error) });
      }
      await pause(timing.everyMs, stopping.signal);
    }
  }

  const work = run();
  return {
    async stop() {
      stopping.abort();
      await work;
    },
  };
}
