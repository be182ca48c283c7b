import { createWaiting, type Waiting } from "../telegram/waiting.ts";
import type { Happening, ServerEvent, WhatsAppServer } from "./types.ts";

export type EventLog = {
  events: ServerEvent[];
  waiting: Waiting;
  emit(happening: Happening): void;
  next: WhatsAppServer["next"];
};

/** Keeps the newest events, a hundred times `keep` at least. */
export function createEventLog(keep: number, now: () => number): EventLog {
  const waiting = createWaiting("the WhatsApp server");
  const events: ServerEvent[] = [];
  const taken = new WeakSet<ServerEvent>();
  let dropped = 0;

  return {
    events,
    waiting,
    emit: (happening) => {
      events.push({ ...happening, at: now() });
      if (events.length > 200 * keep) dropped += events.splice(0, 100 * keep).length;
      waiting.changed();
    },
    next: (kind, fits = () => true, timeoutMs = 60_000) => {
      type Wanted = Extract<ServerEvent, { kind: typeof kind }>;
      // What did not fit once is not looked at again, as there may be very many events.
      let looked = 0;
      const find = () => {
        const from = Math.max(0, looked - dropped);
        looked = dropped + events.length;
        for (let at = from; at < events.length; at++) {
          const event = events[at];
          if (event?.kind !== kind || taken.has(event) || !fits(event as Wanted)) continue;
          taken.add(event);
          return event as Wanted;
        }
        return undefined;
      };
      return waiting.until(find, () => `no "${kind}" came within ${timeoutMs} ms`, timeoutMs);
    },
  };
}
