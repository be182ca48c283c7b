import type { ChannelName, Message, Reply } from "./message.ts";

/** Handles one message; resolves when every reply was handed over and the message counts as handled. */
export type Converse = (message: Message, send: Send) => Promise<void>;

/** Hands one reply to the person who wrote; rejects when the channel could not take it. */
export type Send = (reply: Reply) => Promise<void>;

/** A way to talk with people: Telegram, WhatsApp, the terminal. One folder each under `src/channels/`. */
export type Channel = {
  name: ChannelName;
  /** Begins to receive; resolves when the channel is usable. */
  start(converse: Converse): Promise<void>;
  /** Resolves when the channel ended by itself (end of input) or was stopped. */
  ended: Promise<void>;
  /** Stops receiving and waits for what is under way. */
  stop(): Promise<void>;
};
