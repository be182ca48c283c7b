import type { MessageFate } from "./faults.ts";

/** Shares from 0 to 1 of what goes wrong. */
export type Weather = {
  seed?: number;
  /** Of the bot's messages: the connection breaks, half of the times after the message was taken. */
  drop?: number;
  /** Of the messages to the bot: the connection breaks as soon as it was given one. */
  dropDelivery?: number;
  /** Of the bot's messages: the ack never comes. */
  loseAck?: number;
  /** Of the bot's messages: the ack comes late. */
  slowAck?: number;
  slowMs?: number;
  /** Of the queries: never answered. */
  silence?: number;
  /** Of the messages for the bot: delivered twice, byte for byte the same. */
  twice?: number;
  /** Of what a person's phone gets from the bot: it cannot be read and is asked for again. */
  unreadable?: number;
};

export function createWeather({ seed = 1, slowMs = 300, ...share }: Weather = {}) {
  const chance = createChance(seed);
  const happens = (part = 0) => part > 0 && chance() < part;
  return {
    fate: (): MessageFate | undefined => {
      if (happens(share.drop)) return { kind: "dropped", delivered: chance() < 0.5 };
      if (happens(share.loseAck)) return { kind: "lost" };
      if (happens(share.slowAck)) return { kind: "acked", delayMs: slowMs };
      return undefined;
    },
    dropsDelivery: () => happens(share.dropDelivery),
    silent: () => happens(share.silence),
    doubles: () => happens(share.twice),
    blinds: () => happens(share.unreadable),
  };
}

/** Numbers from 0 to 1 that look random and come in the same order for the same seed. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
