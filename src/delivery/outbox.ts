import type { Reply } from "../chat/message.ts";

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

/** Messages waiting to be sent. One taken and not reported on within its lease is offered again. */
export type Outbox = {
  /** Takes what is due, oldest first, for `leaseMs`. */
  take(most: number, leaseMs: number): Promise<Delivery[]>;
  /** It arrived, or never will: forgets it with its address. */
  done(delivery: Delivery): Promise<void>;
  /** It did not arrive: offers it again after so many ms. */
  again(delivery: Delivery, afterMs: number): Promise<void>;
};
