import type { EventBody } from "./event.ts";
import { momentIn } from "./zone-time.ts";

/** Before and after, nobody makes an event; dates have four digits then, in every zone. */
const [FIRST_YEAR, LAST_YEAR] = ["1970", "2999"];
const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/;

/** `2024-10-10T08:00` of what is written so, with a space or without seconds too; undefined when there is no such moment. */
export function localTime(text: string): string | undefined {
  const [, day = "", time = ""] = LOCAL.exec(text.trim()) ?? [];
  const moment = Date.parse(`${day}T${time}Z`);
  // JavaScript takes 30 February for 1 March.
  if (!Number.isFinite(moment) || new Date(moment).toISOString().slice(0, 10) !== day) return undefined;
  const year = day.slice(0, 4);
  return year < FIRST_YEAR || year > LAST_YEAR ? undefined : `${day}T${time}`;
}

/** When an event begins and ends, in ms. */
export function timesOf({ startsAt, endsAt, zone }: Pick<EventBody, "startsAt" | "endsAt" | "zone">): {
  startsAt: number;
  endsAt: number;
} {
  const at = (local: string) => momentIn(zone, local.slice(0, 10), local.slice(11));
  return { startsAt: at(startsAt), endsAt: at(endsAt) };
}

/** So much later by the same clock. */
export function later(local: string, ms: number): string {
  const moment = new Date(Date.parse(`${local}Z`) + ms).toISOString();
  return moment.slice(0, 19).replace(/:00$/, "");
}

/** An event with some fields said anew; moved without a new end, it takes as long as before. */
export function withFields(body: EventBody, fields: Readonly<Record<string, unknown>>): unknown {
  const { startsAt, endsAt } = fields;
  const moved = typeof startsAt === "string" ? localTime(startsAt) : undefined;
  if (moved === undefined || (endsAt !== undefined && endsAt !== null)) return { ...body, ...fields };
  const lasts = Date.parse(`${body.endsAt}Z`) - Date.parse(`${body.startsAt}Z`);
  return { ...body, ...fields, endsAt: later(moved, lasts) };
}
