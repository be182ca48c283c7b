import type { BinaryNode } from "@whiskeysockets/baileys";
import { SendError, type SendFailure } from "../../../delivery/send-error.ts";
import type { Socket } from "../connect/connection.ts";

/** The server's word on each message. That its bytes were written, which is all the library tells, proves nothing. */
export type Acks = {
  /** Resolves when the server took the message, else to why not; `unknown` when nothing is heard in time. */
  of(socket: Socket, id: string, withinMs: number): Promise<SendError | undefined>;
  /** Listens to a new socket; what it returns stops that. */
  attach(socket: Socket): () => void;
  /** Waits for nothing any more. */
  stop(): void;
};

/** WhatsApp's "not so fast" names no time. */
const THROTTLED_MS = 60_000;

type Waiting = { socket: Socket; settle(failure: SendError | undefined): void };

export function createAcks(): Acks {
  const waiting = new Map<string, Waiting>();

  function giveUp(failure: SendError, which: (waiter: Waiting) => boolean = () => true): void {
    for (const waiter of [...waiting.values()]) if (which(waiter)) waiter.settle(failure);
  }

  return {
    of: (socket, id, withinMs) =>
      new Promise((resolve) => {
        const settle = (failure: SendError | undefined) => {
          clearTimeout(timer);
          if (waiting.get(id)?.settle === settle) waiting.delete(id);
          resolve(failure);
        };
        const timer = setTimeout(() => settle(new SendError("unknown", { code: "unacknowledged" })), withinMs);
        waiting.set(id, { socket, settle });
      }),
    attach(socket) {
      const heard = ({ attrs }: BinaryNode) => {
        const { id = "", error } = attrs;
        waiting.get(id)?.settle(error === undefined ? undefined : refusal(error));
      };
      socket.ws.on("CB:ack,class:message", heard);
      return () => {
        socket.ws.off("CB:ack,class:message", heard);
        giveUp(new SendError("unknown", { code: "disconnected" }), (waiter) => waiter.socket === socket);
      };
    },
    stop: () => giveUp(new SendError("stopped")),
  };
}

/** No reach-out: WhatsApp lets this account begin no new chats. */
export const NO_NEW_CHATS = "463";
/** The server could not make sense of it, mostly because a session is stale. */
export const STALE_SESSION = "479";

/** What the code in an ack means; those that WhatsApp does not explain say that this message is not wanted. */
function refusal(code: string): SendError {
  const safe = /^\d{1,4}$/.test(code) ? code : "";
  if (safe === "429") return new SendError("throttled", { code: safe, retryAfterMs: THROTTLED_MS });
  return new SendError(KINDS[safe] ?? (safe.startsWith("5") ? "offline" : "rejected"), { code: safe });
}

const KINDS: Readonly<Record<string, SendFailure>> = { 401: "gone", 403: "gone", 404: "gone", 410: "gone" };
