import type { SocketConfig } from "@whiskeysockets/baileys";
import type { Reply } from "../../chat/message.ts";
import type { Socket } from "./connection.ts";
import type { Inbound } from "./inbound.ts";

/** Everything that goes out, in order for each person, and accepted only when the server acknowledged it. */
export type Outbound = {
  /** Answers a message; tries until it is too old. Rejects with a SendError `gone`, `rejected`, `expired` or `stopped`. */
  reply(inbound: Inbound, reply: Reply, options: { keep: boolean }): Promise<void>;
  /** Sends what nobody asked for, as pace and care allow; the same id is the same message after a restart. */
  push(address: string, reply: Reply, id: string): Promise<void>;
  /** Shows "typing"; never fails. */
  typing(jid: string): void;
  /** Listens to a new socket; what it returns stops that. */
  attach(socket: Socket): () => void;
  /** What was sent under an id, for phones that could not read it. */
  getMessage: SocketConfig["getMessage"];
  /** Gives up everything that waits. */
  stop(): void;
};
