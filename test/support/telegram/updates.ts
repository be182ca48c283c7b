import { randomInt } from "node:crypto";
import { conflict, type Refusal } from "./refusal.ts";
import type { Fields } from "./types.ts";

export type Update = Fields & { update_id: number };

export type Poll = {
  offset: number;
  limit: number;
  timeoutMs: number;
  /** Told what to do when the client goes away while its poll waits. */
  onGone(listener: () => void): void;
};

export type Updates = {
  /** Makes an update, unless the bot did not ask for its kind: then 0. */
  add(kind: string, value: Fields): number;
  /** Queues any update under a new id. */
  push(update: Fields): number;
  pending(): IterableIterator<Update>;
  count(): number;
  confirm(id: number): void;
  drop(): void;
  /** Remembers which kinds to make from now on; nothing given leaves it as it was. */
  allow(kinds: unknown[] | undefined): void;
  allowed(): readonly string[] | undefined;
  /** The updates from an offset on, waiting for some; `"gone"` when the client did not wait. */
  poll(poll: Poll): Promise<Update[] | "gone">;
  /** Ends the poll that waits. */
  interrupt(reason: Refusal | "gone"): void;
};

const onlyWhenAsked = new Set(["chat_member", "message_reaction", "message_reaction_count"]);

/** Tells `queued` of each new update, and `confirmed` when old ones are done with. */
export function createUpdates(queued: (update: Update) => void, confirmed: () => void): Updates {
  const pending = new Map<number, Update>();
  let lastId = randomInt(100_000_000, 900_000_000);
  let allowed: Set<string> | undefined;
  let waiting: { limit: number; end(result: Update[] | Refusal | "gone"): void } | undefined;

  function first(limit: number): Update[] {
    const batch: Update[] = [];
    for (const update of pending.values()) {
      if (batch.length === limit) break;
      batch.push(update);
    }
    return batch;
  }

  function push(update: Fields): number {
    lastId += 1;
    const made = { ...update, update_id: lastId };
    pending.set(lastId, made);
    const poll = waiting;
    // What is said in one breath is delivered in one batch.
    if (poll !== undefined) {
      setImmediate(() => {
        if (waiting === poll && pending.size > 0) poll.end(first(poll.limit));
      });
    }
    queued(made);
    return lastId;
  }

  function forgetBefore(offset: number): void {
    const from = offset < 0 ? ([...pending.keys()].at(offset) ?? 0) : offset;
    const before = pending.size;
    for (const id of pending.keys()) {
      if (id >= from) break;
      pending.delete(id);
    }
    if (pending.size < before) confirmed();
  }

  function wait({ limit, timeoutMs, onGone }: Poll): Promise<Update[] | "gone"> {
    return new Promise((resolve, reject) => {
      const poll = {
        limit,
        end: (result: Update[] | Refusal | "gone") => {
          if (waiting !== poll) return;
          waiting = undefined;
          clearTimeout(timer);
          if (result === "gone" || Array.isArray(result)) resolve(result);
          else reject(result);
        },
      };
      const timer = setTimeout(() => poll.end([]), timeoutMs);
      waiting = poll;
      onGone(() => poll.end("gone"));
    });
  }

  function interrupt(reason: Refusal | "gone"): void {
    waiting?.end(reason);
  }

  return {
    push,
    interrupt,
    add: (kind, value) => {
      const asked = allowed === undefined ? !onlyWhenAsked.has(kind) : allowed.has(kind);
      return asked ? push({ [kind]: value }) : 0;
    },
    pending: () => pending.values(),
    count: () => pending.size,
    confirm: (id) => {
      pending.delete(id);
    },
    drop: () => pending.clear(),
    allow: (kinds) => {
      if (kinds !== undefined) allowed = kinds.length === 0 ? undefined : new Set(kinds.map(String));
    },
    allowed: () => (allowed === undefined ? undefined : [...allowed]),
    poll: async (poll) => {
      interrupt(conflict("terminated by other getUpdates request; make sure that only one bot instance is running"));
      forgetBefore(poll.offset);
      const batch = first(poll.limit);
      return batch.length > 0 || poll.timeoutMs <= 0 ? batch : wait(poll);
    },
  };
}
