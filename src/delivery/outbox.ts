import type { ChannelName, Reply } from "../chat/message.ts";

/** A message that nobody asked for this moment, taken for sending. */
export type Delivery = {
  id: number;
  address: string;
  reply: Reply;
  /** How often it was taken before. */
  attempts: number;
  /** Whoever took it later has a higher one; what is reported with a lower one is ignored. */
  token: number;
};

/** Messages waiting to be sent; today all of them answer somebody who asked. One taken and not reported on within its lease is offered again. */
export type Outbox = {
  /** Takes what is due for one channel, oldest first, for `leaseMs`. */
  take(channel: ChannelName, most: number, leaseMs: number): Promise<Delivery[]>;
  /** It arrived: forgets it with its address. */
  done(delivery: Delivery): Promise<void>;
  /** It never will arrive: forgets it too, and marks the question that it answered. */
  failed(delivery: Delivery): Promise<void>;
  /** It did not arrive: offers it again after so many ms. */
  again(delivery: Delivery, afterMs: number): Promise<void>;
};
