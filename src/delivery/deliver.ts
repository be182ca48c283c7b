import type { ChannelName, Reply } from "../chat/message.ts";
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
/** With waits of up to a quarter of an hour this is some days for what may have arrived, and weeks for what did not. */
const MOST_UNCERTAIN = 300;
const MOST_ATTEMPTS = 3_000;

const CHANNELS: readonly ChannelName[] = ["telegram", "whatsapp", "terminal"];

/**
 * Sends what lies in the outbox until it is stopped; what was under way then is offered again later. What waits for one channel
 * holds up no other.
 */
export function startDeliver({ outbox, push, log, timing = usualDelivery }: DeliverParts): Deliver {
  const stopping = new AbortController();

  async function send(delivery: Delivery): Promise<void> {
    try {
      await push(delivery.address, delivery.reply, `delivery ${delivery.id}`);
      await outbox.done(delivery);
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      if (error.kind === "stopped") return outbox.again(delivery, 0);
      log.warn("undelivered", { error: error.message, count: delivery.attempts });
      if (isHopeless(error, delivery)) return outbox.failed(delivery);
      await outbox.again(delivery, Math.max(error.retryAfterMs, backoffMs(delivery.attempts + 1, timing.retry)));
    }
  }

  async function run(channel: ChannelName): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const taken = await outbox.take(channel, MOST_AT_ONCE, timing.leaseMs);
        await Promise.all(taken.map(send));
        if (taken.length === MOST_AT_ONCE) continue;
      } catch (error) {
        // A disk that fails now may work in a while; nothing is lost meanwhile.
        log.error("delivery_failed", { error: errorName(error) });
      }
      await pause(timing.everyMs, stopping.signal);
    }
  }

  const work = Promise.all(CHANNELS.map(run));
  return {
    async stop() {
      stopping.abort();
      await work;
    },
  };
}

/** What is only refused for now waits: for a connection, a budget, an operator. */
function isHopeless({ kind }: SendError, { attempts }: Delivery): boolean {
  if (kind === "gone" || kind === "rejected") return true;
  return attempts >= (kind === "unknown" ? MOST_UNCERTAIN : MOST_ATTEMPTS);
}
