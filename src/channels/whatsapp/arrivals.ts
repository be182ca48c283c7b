import type { SocketConfig } from "@whiskeysockets/baileys";
import type { Converse } from "../../chat/channel.ts";
import type { Message, Reply } from "../../chat/message.ts";
import type { SessionStore } from "../../chat/session-store.ts";
import type { Log } from "../../log.ts";
import type { Connection, Socket } from "./connection.ts";
import type { Inbound } from "./inbound.ts";

/**
 * What comes in, from the moment it is deciphered until it is answered. A message that may be written down is kept in the
 * same transaction as the key it used up, before the server hears that it arrived, and forgotten once its reply is acknowledged;
 * of any other the server hears when it was answered, or two seconds later.
 */
export type Arrivals = {
  /** Wraps the library's own repository: for every socket's settings. */
  repository: SocketConfig["makeSignalRepository"];
  /** Listens to a new socket; what it returns stops that. */
  attach(socket: Socket): () => void;
  /** Takes up what an earlier process kept and did not answer. Before the first socket. */
  recover(): Promise<void>;
  /** Resolves when nothing is under way. */
  drained(): Promise<void>;
  /** Begins nothing any more. */
  stop(): void;
};

export type ArrivalsParts = {
  store: SessionStore;
  converse: Converse;
  /** Sends one reply; resolves when the server acknowledged it, rejects with a SendError. */
  reply(inbound: Inbound, reply: Reply): Promise<void>;
  /** Shows that an answer is being written. */
  typing(jid: string): void;
  /** Whether a message may be written down at all. */
  mayKeep(message: Message): boolean;
  self: Connection["self"];
  /** The bot's own commands, with slash. */
  commands: ReadonlySet<string>;
  log: Log;
  timing?: Partial<ArrivalTiming>;
  now?: () => number;
};

export type ArrivalTiming = {
  /** How long the server waits at most for the receipt of what may not be written down. */
  holdMs: number;
  /** "Typing" is shown for answers that take longer, and again as often as phones forget it. */
  typingAfterMs: number;
  typingEveryMs: number;
  /** After a crash, how long a message that was being answered has the process to itself. */
  aloneMs: number;
};

export const usualArrivalTiming: ArrivalTiming = {
  holdMs: 2_000,
  typingAfterMs: 700,
  typingEveryMs: 8_000,
  aloneMs: 2_000,
};
