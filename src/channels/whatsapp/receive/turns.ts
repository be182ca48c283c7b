import { AsyncLocalStorage } from "node:async_hooks";
import type { Socket } from "../connect/connection.ts";

/**
 * The order in which messages are taken in. The library takes in one after the other and confirms each before it begins the
 * next; here a message that waits for its answer lets the others pass.
 */
export type Turns = {
  /** Makes a socket's messages take these turns. */
  order(socket: Pick<Socket, "messageMutex">): void;
  /** Waits beside the order, and goes on when it is one's turn again. Outside of any turn, just waits. */
  beside<Result>(wait: () => Promise<Result>): Promise<Result>;
};

type Turn = { end: () => void; again: () => Promise<() => void> };

export function createTurns(): Turns {
  const current = new AsyncLocalStorage<Turn>();
  return {
    order({ messageMutex }) {
      let last: Promise<void> = Promise.resolve();
      const begin = async () => {
        const before = last;
        const { promise, resolve } = Promise.withResolvers<void>();
        last = promise;
        await before;
        return resolve;
      };
      messageMutex.mutex = async (work) => {
        const turn: Turn = { end: await begin(), again: begin };
        try {
          return await current.run(turn, work);
        } finally {
          turn.end();
        }
      };
    },
    async beside(wait) {
      const turn = current.getStore();
      if (turn === undefined) return wait();
      turn.end();
      try {
        return await wait();
      } finally {
        turn.end = await turn.again();
      }
    },
  };
}
