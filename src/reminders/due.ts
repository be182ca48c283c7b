import type { Zone } from "../clock.ts";
import { momentIn, zoneTime } from "./zone-time.ts";

/** How long before its event a reminder is due: `P7D` whole days, `PT1H` and `PT30M` exactly. */
export type Before = { days: number } | { minutes: number };

/** Hours of the day in which nobody is woken: from `from` until `until` next morning, both full hours, `from` the later one. */
export type QuietHours = { from: number; until: number };

/** Reminders of whole days come when offices open. */
const DAY_REMINDER = "08:00";
/** A reminder held back until the morning must leave time to get there. */
const LEAST_LEFT_MS = 30 * 60_000;
/** Otherwise it comes this long before the quiet hours begin. */
const EVENING_MS = 30 * 60_000;
const DAY_MS = 86_400_000;

/** Reads `P7D`, `PT1H`, `PT90M`; undefined for anything else, and for what is no time before. */
export function parseBefore(text: string): Before | undefined {
  const [, days, hours, minutes] = /^P(?:(\d{1,3})D|T(?:(\d{1,3})H)?(?:(\d{1,4})M)?)$/.exec(text.trim()) ?? [];
  if (days !== undefined) return { days: Number(days) };
  const all = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return all > 0 ? { minutes: all } : undefined;
}

/**
 * When a reminder of an event in that zone is due, in ms. Days fire at 08:00 on that date at the venue, minutes exactly. In
 * the venue's quiet hours it waits until they end, if half an hour then remains; else it comes half an hour before they began.
 * It may lie behind the start (a reminder of the same day for an early event): see {@link isWorthless}.
 */
export function dueAt(startsAt: number, zone: Zone, before: Before, quiet: QuietHours | undefined): number {
  const wanted =
    "days" in before
      ? momentIn(zone, zoneTime(zone, startsAt - before.days * DAY_MS).day, DAY_REMINDER)
      : startsAt - before.minutes * 60_000;
  const span = quiet === undefined ? undefined : quietSpan(wanted, zone, quiet);
  if (span === undefined) return wanted;
  return startsAt - span.end >= LEAST_LEFT_MS ? span.end : span.begin - EVENING_MS;
}

/** A reminder whose event has begun is dropped and reported, never sent. */
export function isWorthless(startsAt: number, now: number): boolean {
  return now >= startsAt;
}

/** The quiet hours around a moment, as they begin and end; undefined when it lies in none. */
export function quietSpan(
  moment: number,
  zone: Zone,
  { from, until }: QuietHours,
): { begin: number; end: number } | undefined {
  const { day, hour } = zoneTime(zone, moment);
  if (hour >= until && hour < from) return undefined;
  const midnight = momentIn(zone, day, "00:00");
  const evening = hour >= from ? midnight : midnight - DAY_MS;
  return { begin: evening + from * 3_600_000, end: evening + DAY_MS + until * 3_600_000 };
}
