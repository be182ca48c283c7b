import type { Zone } from "../clock.ts";
import { readWhen, saySaid, type WhenSaid } from "./read-when.ts";
import { momentIn, zoneTime } from "./zone-time.ts";

/** The moment somebody means, in ms; what they may have meant; or a sentence that says what to write. */
export type MomentRead =
  | { kind: "read"; moment: number }
  | { kind: "ask"; question: string; options: ReadonlyArray<{ label: string; moment: number }> }
  | { kind: "unreadable"; problem: string };

const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?$/i;
const DAY_MS = 86_400_000;

const problems = {
  noTime: "Jamnya belum ada. Tulis misalnya: besok jam 9 pagi, atau 30 November 2026 pukul 14.00.",
  noSuchDay: "Tanggal itu tidak ada di kalender. Periksa lagi, lalu tulis misalnya 2026-11-30T09:00.",
};

/**
 * Reads a moment by the clocks of a zone: as people write it ("besok jam 9 pagi", "senin 14.00"), or ISO 8601, whose own zone
 * counts if it names one. A time alone is the next such.
 */
export function readMoment(text: string, zone: Zone, now: number): MomentRead {
  const [, day, time, offset] = ISO.exec(text.trim()) ?? [];
  if (day !== undefined && time !== undefined) return readIso(day, time, offset, zone);
  const read = readWhen(text, { now, zone });
  if (read.kind === "unreadable") return read;
  const meant = read.kind === "said" ? [read.said] : read.options;
  const options = meant.flatMap((said) => {
    const moment = momentOf(said, zone, now);
    return moment === undefined ? [] : [{ label: saySaid(said), moment }];
  });
  const [first] = options;
  if (first === undefined) return { kind: "unreadable", problem: problems.noTime };
  if (options.length === 1 || read.kind === "said") return { kind: "read", moment: first.moment };
  return { kind: "ask", question: read.question, options };
}

function readIso(day: string, time: string, offset: string | undefined, zone: Zone): MomentRead {
  const moment = offset === undefined ? momentIn(zone, day, time) : Date.parse(`${day}T${time}${offset.toUpperCase()}`);
  const start = Date.parse(`${day}T00:00:00Z`);
  const isDay = Number.isFinite(start) && new Date(start).toISOString().startsWith(day);
  return isDay && Number.isFinite(moment)
    ? { kind: "read", moment }
    : { kind: "unreadable", problem: problems.noSuchDay };
}

function momentOf({ day, from, zone: named }: WhenSaid, zone: Zone, now: number): number | undefined {
  if (from === undefined) return undefined;
  const place = named ?? zone;
  if (day !== undefined) return momentIn(place, day, from);
  const today = momentIn(place, zoneTime(place, now).day, from);
  return today > now ? today : today + DAY_MS;
}
