import type { ChannelName, Message, Reply, Sent } from "./message.ts";
import type { Pair } from "./pairing.ts";

/**
 * Handles one message; resolves when every reply was handed over and the message counts as handled. `wanted` is asked when
 * the message's turn has come; false means it was taken back in the meantime and needs no answer.
 */
export type Converse = (message: Message, send: Send, wanted?: () => boolean) => Promise<void>;

/**
 * Hands one reply to the person who wrote; rejects when the channel could not take it. Resolves to nothing where nothing that was
 * sent can be deleted again.
 */
export type Send = (reply: Reply) => Promise<Sent | undefined>;

/**
 * Whether everything that comes from an address is wanted, each by itself: every file of an album, and what was changed since beside what
 * it was. So it is while somebody is in the middle of a report.
 */
export type TakesAll = (address: string) => boolean;

/** A way to talk with people: Telegram, WhatsApp, the terminal. One folder each under `src/channels/`. */
export type Channel = {
  name: ChannelName;
  /**
   * Begins to receive; resolves when the channel is usable or was stopped. `ready` is called once, when it is usable and
   * before anything is answered; a channel that cannot reach its platform keeps trying.
   */
  start(converse: Converse, ready: () => void | Promise<void>): Promise<void>;
  /** Whether it receives messages now. */
  usable(): boolean;
  /** Resolves when the channel ended by itself (end of input) or was stopped; rejects when a bug ended it. */
  ended: Promise<void>;
  /**
   * Sends what nobody asked for just now, as the platform's pace allows and after all answers; rejects with a SendError. The same
   * `id` names the same message after a restart, where the platform can tell a message sent twice; where it cannot, nothing
   * that may have arrived is sent again. When only a part has arrived, whatever kept the rest is `unknown`.
   */
  push(address: string, reply: Reply, id: string, options?: PushOptions): Promise<void>;
  /** Stops receiving and waits for what is under way. */
  stop(): Promise<void>;
  /** Where the platform posts what people write, for channels that do not fetch it themselves. */
  webhook?: Webhook;
  /** How many of these never wrote to it, and how many such may be written to; undefined while that cannot be told. */
  strangers?(addresses: readonly string[]): Promise<Strangers | undefined>;
  /** How it is, for whoever runs it; of persons nothing. */
  health?(): Health;
  /** Links a device, for channels that are one. */
  pair?: Pair;
  /** Unlinks the device and forgets its session. */
  unlink?(): Promise<void>;
};

/**
 * `answers`: it answers somebody who asked, and so is no stranger, whatever the platform's session knows of them. `once`: whoever
 * pushes tries again themselves, so that what may have arrived rejects as `unknown` and is not sent again unseen.
 */
export type PushOptions = { answers?: boolean; once?: boolean };

/** People a channel may write to only slowly, for they never wrote to it: `today` still, and `perDay` from tomorrow on. */
export type Strangers = { count: number; today: number; perDay: number };

/** How a channel is: a sentence, what to do about it if anything, and numbers for the metrics (`snake_case`). */
export type Health = { ok: boolean; says: string; remedy?: string; numbers: Readonly<Record<string, number>> };

/** An address the web server offers to a platform. */
export type Webhook = {
  path: string;
  /** Whether the caller is the platform; asked before the body is read. */
  trusts(header: (name: string) => string | undefined): boolean;
  /** Takes one request body and resolves to the HTTP status when what it brought is handled. */
  receive(body: string): Promise<number>;
};
