import { createWaiting } from "../telegram/waiting.ts";
import type { Received } from "./types.ts";

/** What a phone could read, in order, some of it already taken by a test. */
export type Inbox = {
  messages: readonly Received[];
  /** A second copy of a message is counted, not shown again, as phones do. */
  add(message: Received): void;
  /** Its sender deleted a message, which may be still to come. */
  deleted(id: string): void;
  has(id: string): boolean;
  next(timeoutMs?: number): Promise<Received>;
};

/** Keeps the newest `keep` messages at least. */
export function createInbox(keep: number, whose: () => string): Inbox {
  const waiting = createWaiting("the WhatsApp server");
  const messages: Received[] = [];
  const byId = new Map<string, Received>();
  const deleted = new Set<string>();
  let taken = 0;
  return {
    messages,
    add: (message) => {
      const before = byId.get(message.id);
      if (before !== undefined) before.copies += 1;
      else messages.push(message);
      if (deleted.has(message.id)) message.deleted = true;
      byId.set(message.id, before ?? message);
      if (messages.length > 2 * keep) {
        const dropped = messages.splice(0, messages.length - keep);
        for (const { id } of dropped) byId.delete(id);
        taken = Math.max(0, taken - dropped.length);
      }
      waiting.changed();
    },
    deleted: (id) => {
      deleted.add(id);
      const message = byId.get(id);
      if (message !== undefined) message.deleted = true;
      waiting.changed();
    },
    has: (id) => byId.has(id),
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
  };
}

function lastWords(messages: readonly Received[], taken: number): string {
  const last = messages.at(-1);
  if (last === undefined) return "none ever came";
  return `after ${taken} already taken, the last being ${JSON.stringify(last.text.slice(0, 80))}`;
}
