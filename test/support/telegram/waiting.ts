import type { BotMessage } from "./types.ts";

export type Waiting = {
  /** Asks every waiting probe again. */
  changed(): void;
  /** What `probe` finds, now or after a change; rejects with the words of `late` when time is up. */
  until<T>(probe: () => T | undefined | false, late: () => string, timeoutMs: number): Promise<T>;
  /** Rejects what still waits. */
  stop(): void;
};

/** `where` names the server in what a test waiting at its stop is told. */
export function createWaiting(where = "the Telegram server"): Waiting {
  const waiting = new Set<{ ask(): void; give(why: string): void }>();
  return {
    changed: () => {
      for (const waiter of waiting) waiter.ask();
    },
    until: <T>(probe: () => T | undefined | false, late: () => string, timeoutMs: number) =>
      new Promise<T>((resolve, reject) => {
        const settle = (then: () => void) => {
          clearTimeout(timer);
          waiting.delete(waiter);
          then();
        };
        const waiter = {
          ask: () => {
            try {
              const found = probe();
              if (found !== undefined && found !== false) settle(() => resolve(found));
            } catch (error) {
              settle(() => reject(error));
            }
          },
          give: (why: string) => settle(() => reject(new Error(why))),
        };
        const timer = setTimeout(() => waiter.give(late()), timeoutMs);
        waiting.add(waiter);
        waiter.ask();
      }),
    stop: () => {
      for (const waiter of waiting) waiter.give(`${where} was stopped while this waited`);
    },
  };
}

/** What the bot sent to one chat, in order, some of it already taken by a test. */
export type Inbox = {
  messages: readonly BotMessage[];
  add(message: BotMessage): void;
  next(timeoutMs?: number): Promise<BotMessage>;
  clear(): void;
};

/** Keeps the newest `keep` messages at least. */
export function createInbox(keep: number, waiting: Waiting, whose: () => string): Inbox {
  const messages: BotMessage[] = [];
  let taken = 0;
  return {
    messages,
    add: (message) => {
      messages.push(message);
      if (messages.length <= 2 * keep) return;
      const dropped = messages.splice(0, messages.length - keep);
      taken = Math.max(0, taken - dropped.length);
    },
    next: (timeoutMs = 60_000) =>
      waiting.until(
        () => {
          const message = messages[taken];
          if (message !== undefined) taken += 1;
          return message;
        },
        () => `${whose()} waited ${timeoutMs} ms for a message of the bot: ${lastWords(messages, taken)}`,
        timeoutMs,
      ),
    clear: () => {
      messages.length = 0;
      taken = 0;
    },
  };
}

function lastWords(messages: readonly BotMessage[], taken: number): string {
  const last = messages.at(-1);
  if (last === undefined) return "none ever came";
  return `after ${taken} already taken, the last being ${JSON.stringify(last.text.slice(0, 80))}`;
}
