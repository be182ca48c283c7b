import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Socket } from "../connect/connection.ts";

/** When this process started, by the clock that also stamps the messages. */
export type StartedAt = {
  /** In ms; by this machine's clock until the server has told the time. */
  at(): number;
  /** Listens to a new socket; what it returns stops that. */
  attach(socket: Socket): () => void;
};

/**
 * A machine whose clock runs ahead would take every message for one from before it started, and one whose clock is slow would
 * take none. The first login tells the server's time, and the clock that nobody sets how long ago the start was.
 */
export function createStartedAt(now: () => number): StartedAt {
  const begun = performance.now();
  let at = now();
  let isTold = false;
  return {
    at: () => at,
    attach(socket) {
      const welcomed = ({ attrs }: BinaryNode) => {
        const seconds = Number.parseInt(attrs["t"] ?? "", 10);
        if (isTold || !(seconds > 0)) return;
        isTold = true;
        at = seconds * 1000 - (performance.now() - begun);
      };
      socket.ws.on("CB:success", welcomed);
      return () => void socket.ws.off("CB:success", welcomed);
    },
  };
}
