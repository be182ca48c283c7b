import type { Zone } from "../clock.ts";
import { OPEN_END } from "./event-times.ts";
import { type DayRange, readDays } from "./read-days.ts";
import { readTimes, type TimeRange } from "./read-times.ts";
import { sayDay } from "./say-when.ts";
import { whenTokens } from "./when-tokens.ts";
import { momentIn, zoneTime } from "./zone-time.ts";

/** What is said of when something is, as far as it is said: days `YYYY-MM-DD`, times `HH:MM` by the clock of the place. */
export type WhenSaid = {
  day?: string | undefined;
  /** The day it ends, where that is another one. */
  endDay?: string | undefined;
  from?: string | undefined;
  /** A time, or {@link OPEN_END}. */
  until?: string | undefined;
  zone?: Zone | undefined;
};

/**
 * `said` one meaning, perhaps with a warning: it lies behind, or so far ahead that the year may be a slip · `ask` several
 * meanings, the likeliest first · `unreadable` a sentence that says what to write.
 */
export type WhenRead =
  | { kind: "said"; said: WhenSaid; warning: "past" | "far" | undefined }
  | { kind: "ask"; question: string; options: readonly WhenSaid[] }
  | { kind: "unreadable"; problem: string };

/** `now` in ms; `zone` where the text names none; `known` what was said before, for a text that says only the rest. */
export type WhenContext = { now: number; zone: Zone; known?: WhenSaid };

const MOST_OPTIONS = 4;
const DAY_MS = 86_400_000;
const FAR_MS = 550 * DAY_MS;

const sentences = {
  unknown: (words: string) =>
    `Saya tidak mengerti «${words}». Tulis misalnya: kamis 10 oktober 2024 jam 8 sampai 12, 10/10/2024 08.00-12.00, atau besok jam 9.`,
  nothing: "Tulis tanggal dan jamnya, misalnya: kamis 10 oktober 2024 jam 8 sampai 12.",
  which: "Yang mana maksudnya?",
};

/**
 * Reads when something is as people write it in Indonesian ("kamis 10 oktober 2024 jam 8 sampai 12", "besok jam 9", "lusa"). Where
 * words have two meanings it asks instead of guessing; what it does not know it names.
 */
export function readWhen(text: string, { now, zone, known = {} }: WhenContext): WhenRead {
  const tokens = whenTokens(text);
  const unknown = tokens.flatMap((token) => (token.kind === "unknown" ? [token.word] : []));
  if (unknown.length > 0) return { kind: "unreadable", problem: sentences.unknown(unknown.join(" ").slice(0, 60)) };
  const named = tokens.flatMap((token) => (token.kind === "zone" ? [token.zone] : []))[0];
  const place = named ?? known.zone ?? zone;
  const days = readDays(tokens, zoneTime(place, now).day);
  if ("problem" in days) return { kind: "unreadable", problem: days.problem };
  const otherDay = days.candidates.some(({ endDay }) => endDay !== undefined);
  const times = readTimes(days.rest, known.from, otherDay);
  if ("problem" in times) return { kind: "unreadable", problem: times.problem };
  const nothing = days.candidates.length + times.candidates.length === 0 && named === undefined;
  if (nothing) return { kind: "unreadable", problem: sentences.nothing };
  const readings = orNone(days.candidates).flatMap((day) =>
    orNone(times.candidates).map((time) => ({ ...joined(known, day, time), zone: named ?? known.zone })),
  );
  const [only, ...others] = readings.slice(0, MOST_OPTIONS);
  if (only !== undefined && others.length === 0)
    return { kind: "said", said: only, warning: warningOf(only, place, now) };
  return {
    kind: "ask",
    question: days.question ?? times.question ?? sentences.which,
    options: readings.slice(0, MOST_OPTIONS),
  };
}

function orNone<T>(candidates: readonly T[]): ReadonlyArray<T | undefined> {
  return candidates.length === 0 ? [undefined] : candidates;
}

/** What was known, with what is said now in its place. */
function joined(known: WhenSaid, days: DayRange | undefined, times: TimeRange | undefined): WhenSaid {
  const day = days?.day ?? known.day;
  // Moved as a whole, something keeps its length.
  const endDay =
    days === undefined || days.endDay !== undefined ? (days?.endDay ?? known.endDay) : movedEnd(known, days.day);
  const nextDay = times?.nextDay === true && day !== undefined ? plusDays(day, 1) : undefined;
  return {
    day,
    endDay:
      times === undefined ? endDay : (nextDay ?? days?.endDay ?? (times.until === undefined ? undefined : endDay)),
    from: times?.from ?? known.from,
    until: times === undefined ? known.until : times.until,
    zone: known.zone,
  };
}

function movedEnd({ day, endDay }: WhenSaid, to: string): string | undefined {
  if (day === undefined || endDay === undefined) return undefined;
  return plusDays(to, (Date.parse(endDay) - Date.parse(day)) / DAY_MS);
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

function warningOf({ day, from }: WhenSaid, zone: Zone, now: number): "past" | "far" | undefined {
  if (day === undefined) return undefined;
  const start = momentIn(zone, day, from ?? "23:59");
  if (start < now) return "past";
  return start > now + FAR_MS ? "far" : undefined;
}

/** "Kamis, 10 Oktober 2024, 08.00–12.00" or "…, 08.00 s.d. selesai", as far as it is said. */
export function saySaid({ day, endDay, from, until, zone }: WhenSaid): string {
  const dotted = (time: string) => time.replace(":", ".");
  const days = day === undefined ? [] : [endDay === undefined ? sayDay(day) : `${sayDay(day)} – ${sayDay(endDay)}`];
  const end = until === undefined ? "" : until === OPEN_END ? ` s.d. ${OPEN_END}` : `–${dotted(until)}`;
  const hours = from === undefined ? [] : [dotted(from) + end];
  return [...days, ...hours].join(", ") + (zone === undefined ? "" : ` ${zone}`);
}
