import type { EventBody } from "./event.ts";
import { momentIn } from "./zone-time.ts";

/** So long an event takes whose end nobody named or knows. */
export const USUAL_MS = 2 * 3_600_000;
/** What is said of an end that nobody knows, in the place of a time. */
export const OPEN_END = "selesai";
const OPEN = /^(?:(\d{4}-\d{2}-\d{2})[T ])?(?:s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|hingga)?\s*selesai$/i;

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

/** Until when something counts as going on whose end nobody knows; undefined for a text that says something else. */
export function openEnd(text: string, startsAt: string): string | undefined {
  const found = OPEN.exec(text.trim());
  if (found === null) return undefined;
  const [day, time = ""] = startsAt.split("T");
  return later(`${found[1] ?? day}T${time}`, USUAL_MS);
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
  // Whoever says an end, says anew whether anybody knows it.
  if (endsAt !== undefined && endsAt !== null) {
    const { openEnd: _, ...others } = body;
    return { ...others, ...fields };
  }
  const moved = typeof startsAt === "string" ? localTime(startsAt) : undefined;
  if (moved === undefined) return { ...body, ...fields };
  const lasts = Date.parse(`${body.endsAt}Z`) - Date.parse(`${body.startsAt}Z`);
  return { ...body, ...fields, endsAt: later(moved, lasts) };
}
