import type { ServerEvent, WhatsAppServer } from "./whatsapp-server/server.ts";

export type Counted = "receipt" | "message" | "open";

/** What happened at the server so far, however few events it keeps. */
export type Watch = {
  /** Receipts of the bot but for those that ask again, messages of the bot that were acknowledged, and logins. */
  counts(): Readonly<Record<Counted, number>>;
  /** Resolves to whether as many more of a kind happened in time. */
  more(kind: Counted, count: number, withinMs: number): Promise<boolean>;
  /** The most connections there were at once. */
  mostSockets(): number;
};

export function watch(server: WhatsAppServer): Watch {
  const counts: Record<Counted, number> = { receipt: 0, message: 0, open: 0 };
  let last: ServerEvent | undefined;
  let mostSockets = 0;
  const waiting = new Set<() => void>();

  function count(event: ServerEvent): void {
    if (event.kind === "receipt" && event.type !== "retry") counts.receipt += 1;
    if (event.kind === "message" && event.outcome === "acked") counts.message += 1;
    if (event.kind === "open") counts.open += 1;
  }

  function look(): false {
    mostSockets = Math.max(mostSockets, server.connections().length);
    const { events } = server;
    // Old events are dropped at the front; what is new is behind the last one seen.
    const from = last === undefined ? 0 : events.lastIndexOf(last) + 1;
    for (let at = from; at < events.length; at += 1) {
      const event = events[at];
      if (event !== undefined) count(event);
    }
    last = events.at(-1);
    for (const check of waiting) check();
    return false;
  }
  // Ends with the server, as an error that nobody needs.
  server.waitFor(look, "the end", 2 ** 31 - 1).catch(() => undefined);

  return {
    counts: () => ({ ...counts }),
    more: (kind, more, withinMs) => {
      const wanted = counts[kind] + more;
      return new Promise((resolve) => {
        const done = (inTime: boolean) => {
          clearTimeout(timer);
          waiting.delete(check);
          resolve(inTime);
        };
        const check = () => {
          if (counts[kind] >= wanted) done(true);
        };
        const timer = setTimeout(() => done(false), withinMs);
        waiting.add(check);
      });
    },
    mostSockets: () => mostSockets,
  };
}
