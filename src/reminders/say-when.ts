import { spellDay, type Zone } from "../clock.ts";
import type { Event } from "./event.ts";
import { OPEN_END, USUAL_MS } from "./event-times.ts";
import { zoneTime } from "./zone-time.ts";

const WEEKDAYS = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

/** "Kamis, 10 Oktober 2024" for `2024-10-10`. */
export function sayDay(day: string): string {
  return `${WEEKDAYS[new Date(day).getUTCDay()]}, ${spellDay(day)}`;
}

/** What clocks in a zone show, as people write it: "08.00". */
export function sayClock(zone: Zone, moment: number): string {
  const { hour } = zoneTime(zone, moment);
  // Every zone is ahead by whole hours, so the minutes are the same everywhere.
  return `${String(hour).padStart(2, "0")}.${String(new Date(moment).getUTCMinutes()).padStart(2, "0")}`;
}

/** "Kamis, 10 Oktober 2024, pukul 08.00–12.00 WIT"; the end with its day where that is another one. Moments in ms. */
export function sayWhen(zone: Zone, startsAt: number, endsAt: number): string {
  const [first, last] = [zoneTime(zone, startsAt).day, zoneTime(zone, endsAt).day];
  const [from, until] = [sayClock(zone, startsAt), sayClock(zone, endsAt)];
  if (first === last) return `${sayDay(first)}, pukul ${from}–${until} ${zone}`;
  return `${sayDay(first)}, pukul ${from} sampai ${sayDay(last)}, pukul ${until} ${zone}`;
}

/** When an event is, in the same words; "s.d. selesai" where nobody knows its end. */
export function sayEventTime({ body, startsAt, endsAt }: Pick<Event, "body" | "startsAt" | "endsAt">): string {
  const { zone } = body;
  if (body.openEnd !== true) return sayWhen(zone, startsAt, endsAt);
  const [first, last] = [zoneTime(zone, startsAt).day, zoneTime(zone, endsAt - USUAL_MS).day];
  return `${sayMoment(zone, startsAt)} s.d. ${first === last ? "" : `${sayDay(last)}, `}${OPEN_END}`;
}

/** "Kamis, 10 Oktober 2024, pukul 08.00 WIT" for a moment in ms. */
export function sayMoment(zone: Zone, moment: number): string {
  return `${sayDay(zoneTime(zone, moment).day)}, pukul ${sayClock(zone, moment)} ${zone}`;
}
