import { offsetHours, type Zone } from "../clock.ts";

const HOUR_MS = 3_600_000;

/** What clocks in a zone show: the day `YYYY-MM-DD` and the hour 0–23. */
export function zoneTime(zone: Zone, moment: number): { day: string; hour: number } {
  const shown = new Date(moment + offsetHours(zone) * HOUR_MS);
  return { day: shown.toISOString().slice(0, 10), hour: shown.getUTCHours() };
}

/** The moment, in ms, when clocks in a zone show that day (`YYYY-MM-DD`) and time (`HH:MM`). */
export function momentIn(zone: Zone, day: string, time: string): number {
  return Date.parse(`${day}T${time}Z`) - offsetHours(zone) * HOUR_MS;
}
