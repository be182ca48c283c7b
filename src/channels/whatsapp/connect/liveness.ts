import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Socket } from "./connection.ts";
import type { Timing } from "./timing.ts";

/**
 * Watches an open socket for the deafness that sessions are known to fall into: it is open, pings are answered, and no
 * message comes through. `deaf` is called once, when
 * - a message came in and the library did not get round to it,
 * - nothing came for long and the server does not answer a question either, or
 * - nothing came for very long: then a new socket is the only way to know.
 * Returns what ends the watch.
 */
export function watchOver(socket: Socket, timing: Timing, deaf: () => void): () => void {
  let isOver = false;
  let heardAt = performance.now();
  let turn: NodeJS.Timeout | undefined;
  const rounds = setInterval(() => void look(), timing.quietMs);

  function end(): void {
    isOver = true;
    clearInterval(rounds);
    clearTimeout(turn);
    socket.ws.off("CB:message", heard);
  }

  function isDeaf(): void {
    if (isOver) return;
    end();
    deaf();
  }

  /** The library takes messages in turn, behind one lock: whoever gets it has seen all that came before done. */
  function heard(): void {
    heardAt = performance.now();
    if (turn !== undefined) return;
    turn = setTimeout(isDeaf, timing.stuckMs);
    void socket.messageMutex.mutex(async () => {
      clearTimeout(turn);
      turn = undefined;
    });
  }

  async function look(): Promise<void> {
    const quietMs = performance.now() - heardAt;
    if (quietMs < timing.quietMs) return;
    if (quietMs >= timing.renewMs || !(await answers(socket, timing))) isDeaf();
  }

  socket.ws.on("CB:message", heard);
  return end;
}

/** Whether the server answers a question that costs it nothing. */
async function answers(socket: Socket, timing: Timing): Promise<boolean> {
  const question: BinaryNode = {
    tag: "iq",
    attrs: { to: "s.whatsapp.net", type: "get", xmlns: "encrypt" },
    content: [{ tag: "count", attrs: {} }],
  };
  // The library takes an answer that did not come in time for none.
  const answer: unknown = await socket.query(question, timing.queryMs).catch(() => undefined);
  return answer !== undefined;
}
