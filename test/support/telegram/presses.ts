import { badRequest } from "./refusal.ts";
import type { Answer } from "./types.ts";

export type Presses = {
  /** A press that waits for its answer. */
  add(label: string): { id: string; answered: Promise<Answer> };
  /** Answers a press once, while it is young. */
  answer(id: string, answer: Answer): void;
  stop(): void;
};

type Waiting = { at: number; timer: NodeJS.Timeout; resolve(answer: Answer): void };

export function createPresses(now: () => number, callbackMs: number): Presses {
  const waiting = new Map<string, Waiting>();
  let last = BigInt(Date.now()) * 1_000_000n;
  return {
    add: (label) => {
      last += 1n;
      const id = String(last);
      const answered = new Promise<Answer>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`the bot did not answer the press of ${JSON.stringify(label)} within ${callbackMs} ms`));
        }, callbackMs);
        timer.unref();
        waiting.set(id, { at: now(), timer, resolve });
      });
      // A test need not look at the answer.
      answered.catch(() => undefined);
      return { id, answered };
    },
    answer: (id, answer) => {
      const press = waiting.get(id);
      if (press === undefined || now() - press.at > callbackMs) {
        throw badRequest("query is too old and response timeout expired or query ID is invalid");
      }
      clearTimeout(press.timer);
      waiting.delete(id);
      press.resolve(answer);
    },
    stop: () => {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
