import type { Zone } from "../clock.ts";
import { momentIn, zoneTime } from "./zone-time.ts";

const DAY_MS = 86_400_000;
const MONTHS = "jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des".split("|");
const WEEKDAYS = ["minggu", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu"];

/** "08.00", "8:30", "pukul 8", "jam 14.05 wit": hours alone only behind their word. */
const TIME = /(?:\b(?:jam|pukul|pkl)\.?\s*(\d{1,2})(?:[.:](\d{2}))?|(?<![\d/-])(\d{1,2})[.:](\d{2}))(?::\d{2})?\b/;
const NUMBERS = /\b(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?\b/;
const NAMED = new RegExp(`\\b(\\d{1,2})\\s+(${MONTHS.join("|")})[a-z]*\\.?(?:\\s+(\\d{4}))?\\b`);
const ISO = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(z|[+-]\d{2}:\d{2})?$/;

/**
 * When somebody means, in ms, by the clocks of a zone: "besok 08.00", "senin jam 9", "14.30", "30/11 07.00",
 * "30 November 2026 pukul 8", or ISO 8601. A time alone is the next such; a date without a year too. Undefined for anything else.
 */
export function readMoment(text: string, zone: Zone, now: number): number | undefined {
  const said = text.trim().toLowerCase().replace(/\s+/g, " ");
  const iso = ISO.exec(said);
  if (iso !== null) return validOrNothing(iso[1] === undefined ? momentOf(said, zone) : Date.parse(said.toUpperCase()));
  const time = timeIn(said);
  if (time === undefined) return undefined;
  const rest = said.replace(TIME, " ");
  const day = dayOf(rest, zone, now);
  if (day !== undefined) return day === "none" ? undefined : validOrNothing(momentIn(zone, day, time));
  const today = momentIn(zone, zoneTime(zone, now).day, time);
  return today > now ? today : today + DAY_MS;
}

function momentOf(iso: string, zone: Zone): number {
  const [day = "", time = ""] = iso.split("t");
  return isDay(day) ? momentIn(zone, day, time) : Number.NaN;
}

function timeIn(said: string): string | undefined {
  const found = TIME.exec(said);
  if (found === null) return undefined;
  const hour = Number(found[1] ?? found[3]);
  const minute = Number(found[2] ?? found[4] ?? 0);
  return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : undefined;
}

/** The day that is named, `none` when it is no day of any calendar; undefined when none is named. */
function dayOf(said: string, zone: Zone, now: number): string | "none" | undefined {
  const today = zoneTime(zone, now).day;
  if (/\bhari ini\b/.test(said)) return today;
  if (/\bbesok\b/.test(said)) return zoneTime(zone, now + DAY_MS).day;
  if (/\blusa\b/.test(said)) return zoneTime(zone, now + 2 * DAY_MS).day;
  const weekday = WEEKDAYS.findIndex((name) => new RegExp(`\\b${name}\\b`).test(said.replace("jum'at", "jumat")));
  const named = NAMED.exec(said);
  const numbers = NUMBERS.exec(said);
  if (named !== null) return dayFrom(today, named[1], String(MONTHS.indexOf(named[2] ?? "") + 1), named[3]);
  if (numbers !== null) return dayFrom(today, numbers[1], numbers[2], numbers[3]);
  if (weekday === -1) return undefined;
  const ahead = (weekday - new Date(today).getUTCDay() + 7) % 7 || 7;
  return zoneTime(zone, now + ahead * DAY_MS).day;
}

function dayFrom(today: string, date = "", month = "", year?: string): string | "none" {
  const day = (ofYear: string) => `${ofYear}-${two(Number(month))}-${two(Number(date))}`;
  const thisYear = today.slice(0, 4);
  const named = day(year ?? thisYear);
  const chosen = year === undefined && named < today ? day(String(Number(thisYear) + 1)) : named;
  return isDay(chosen) ? chosen : "none";
}

function isDay(day: string): boolean {
  const moment = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(moment) && new Date(moment).toISOString().startsWith(day);
}

function validOrNothing(moment: number): number | undefined {
  return Number.isFinite(moment) ? moment : undefined;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
