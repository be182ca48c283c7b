import type { Zone } from "../clock.ts";
import { timesOf } from "./event-times.ts";
import type { Release } from "./release.ts";

/** What an officer says of an event; `reminders` are ISO durations before the start, see `due.ts`. */
export type EventBody = {
  title: string;
  place: string;
  /** A link to a map. */
  map?: string | undefined;
  /** By the venue's clock: `2024-10-10T08:00`, seconds allowed. */
  startsAt: string;
  endsAt: string;
  /** Nobody knows when it ends ("s.d. selesai"); `endsAt` then only says until when it counts as going on. */
  openEnd?: true | undefined;
  zone: Zone;
  mode: "luring" | "daring" | "hybrid";
  /** Where to join, for `daring` and `hybrid`. */
  link?: string | undefined;
  speakers?: readonly string[] | undefined;
  /** The unit in charge. */
  unit?: string | undefined;
  letter?: string | undefined;
  /** More to say, in the officer's own words. */
  note?: string | undefined;
  /** An audience expression. */
  audience: string;
  reminders: readonly string[];
};

/** `over` when it has ended by now. */
export type EventState = "draft" | "pending" | "approved" | "cancelled" | "over";

/** An event with what became of it. Times in ms. */
export type Event = Release & {
  state: EventState;
  body: EventBody;
  /** What was approved last, which a change that waits for approval leaves as it is. */
  agreed?: EventBody | undefined;
  /** Names it in calendars for ever. */
  uid: string;
  /** Rises with each change people were told of. */
  sequence: number;
  startsAt: number;
  endsAt: number;
};

/** An event as people may know it: a change that nobody agreed to is for officers alone. */
export function asAgreed(event: Event): Event {
  const { state, agreed } = event;
  if (agreed === undefined || state === "approved" || state === "over") return event;
  return { ...event, body: agreed, ...timesOf(agreed) };
}

export const usualReminders: readonly string[] = ["P7D", "P1D", "PT1H"];
