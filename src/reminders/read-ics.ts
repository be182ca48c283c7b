import type { Zone } from "../clock.ts";
import { decodeText, type LineProblem } from "./decode-text.ts";
import { fromIcsText, type IcsProperty, icsProperties } from "./ics-line.ts";
import { momentIn, zoneTime } from "./zone-time.ts";

/** What a file says of one event, for {@link readEvent}; `line` is where it begins. */
export type EventInput = { line: number; input: Record<string, unknown> };

const ZONES: ReadonlyMap<string, Zone> = new Map([
  ["asia/jakarta", "WIB"],
  ["asia/pontianak", "WIB"],
  ["asia/bangkok", "WIB"],
  ["se asia standard time", "WIB"],
  ["+0700", "WIB"],
  ["asia/makassar", "WITA"],
  ["asia/ujung_pandang", "WITA"],
  ["asia/singapore", "WITA"],
  ["singapore standard time", "WITA"],
  ["+0800", "WITA"],
  ["asia/jayapura", "WIT"],
  ["asia/tokyo", "WIT"],
  ["tokyo standard time", "WIT"],
  ["+0900", "WIT"],
]);

const problems = {
  none: "Tidak ada acara (VEVENT) di berkas ini. Ekspor ulang kalendernya sebagai .ics.",
  open: "Acara ini tidak ditutup (END:VEVENT). Berkasnya mungkin terpotong; ekspor ulang.",
  broken: "Baris ini bukan bagian kalender. Berkasnya mungkin rusak; ekspor ulang.",
  start: "Waktu mulai (DTSTART) tidak ada atau tidak terbaca.",
  end: "Waktu selesai (DTEND atau DURATION) tidak terbaca.",
  day: "Acara sepanjang hari tidak punya jam mulai. Isi jamnya di kalender, lalu ekspor ulang.",
  zone: "Zona waktunya bukan WIB, WITA, atau WIT. Ubah di kalender, lalu ekspor ulang.",
  repeats: "Acara berulang (RRULE) belum bisa diimpor. Buat satu acara untuk setiap tanggal.",
  off: "Acara ini dibatalkan (STATUS:CANCELLED). Hapus dari berkas.",
};

/**
 * Reads the events of a calendar (RFC 5545), or says by line what cannot be used, and then nothing is given. Times in UTC are shown by
 * the clock of `zone`, as are those without any zone.
 */
export function readIcs(bytes: Uint8Array, { zone }: { zone: Zone }): EventInput[] | { problems: LineProblem[] } {
  const decoded = decodeText(bytes);
  if ("problems" in decoded) return decoded;
  const all = icsProperties(decoded.text);
  const broken = all.find(({ name }) => name === "");
  if (broken !== undefined) return { problems: [{ line: broken.line, problem: problems.broken }] };
  const zones = new Map([...ZONES, ...ownZones(all)]);
  const inputs: EventInput[] = [];
  const found: LineProblem[] = [];
  for (const [at, { line, name, value }] of all.entries()) {
    if (name !== "BEGIN" || value.toUpperCase() !== "VEVENT") continue;
    const length = all.slice(at).findIndex((each) => each.name === "END" && each.value.toUpperCase() === "VEVENT");
    if (length === -1) found.push({ line, problem: problems.open });
    else {
      const read = readVevent(withoutAlarms(all.slice(at + 1, at + length)), { line, zone, zones });
      if ("problem" in read) found.push(read);
      else inputs.push(read);
    }
  }
  if (found.length === 0 && inputs.length === 0) found.push({ line: 1, problem: problems.none });
  return found.length > 0 ? { problems: found } : inputs;
}

type Context = { line: number; zone: Zone; zones: ReadonlyMap<string, Zone> };

function readVevent(properties: readonly IcsProperty[], context: Context): EventInput | LineProblem {
  const { line } = context;
  const property = (name: string) => properties.find((each) => each.name === name);
  const text = (name: string) => {
    const value = property(name)?.value;
    return value === undefined ? undefined : fromIcsText(value);
  };
  const [rule, start, end] = [property("RRULE") ?? property("RDATE"), property("DTSTART"), property("DTEND")];
  if (rule !== undefined) return { line: rule.line, problem: problems.repeats };
  if (text("STATUS")?.toUpperCase() === "CANCELLED") return { line, problem: problems.off };
  if (start === undefined) return { line, problem: problems.start };
  const begins = readTime(start, context);
  if ("problem" in begins) return begins;
  const ends = end === undefined ? undefined : readTime(end, { ...context, zone: begins.zone });
  if (ends !== undefined && "problem" in ends) return ends;
  const lasts = property("DURATION");
  const length = lasts === undefined ? undefined : durationMs(lasts.value);
  if (lasts !== undefined && length === undefined) return { line: lasts.line, problem: problems.end };
  const until = ends?.moment ?? (length === undefined ? undefined : begins.moment + length);
  const { zone } = begins;
  return {
    line,
    input: {
      title: text("SUMMARY"),
      place: text("LOCATION"),
      startsAt: local(begins.moment, zone),
      endsAt: until === undefined ? undefined : local(until, zone),
      zone,
      link: text("URL"),
      note: text("DESCRIPTION"),
    },
  };
}

function readTime(
  { line, value, parameters }: IcsProperty,
  { zone, zones }: Context,
): LineProblem | { moment: number; zone: Zone } {
  if (parameters.get("VALUE")?.toUpperCase() === "DATE" || /^\d{8}$/.test(value))
    return { line, problem: problems.day };
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)$/.exec(value) ?? [];
  if (year === undefined) return { line, problem: problems.start };
  const [date, time] = [`${year}-${month}-${day}`, `${hour}:${minute}:${second}`];
  if (utc === "Z") return { moment: Date.parse(`${date}T${time}Z`), zone };
  const named = parameters.get("TZID")?.toLowerCase();
  const place = named === undefined ? zone : zones.get(named);
  if (place === undefined) return { line, problem: problems.zone };
  const moment = momentIn(place, date, time);
  return Number.isFinite(moment) ? { moment, zone: place } : { line, problem: problems.start };
}

/** Zones that the file itself explains: without summer time one offset is all of it. */
function ownZones(all: readonly IcsProperty[]): Array<[string, Zone]> {
  const zones: Array<[string, Zone]> = [];
  let id: string | undefined;
  for (const { name, value } of all) {
    if (name === "TZID") id = value.toLowerCase();
    const zone = name === "TZOFFSETTO" ? ZONES.get(value) : undefined;
    if (id !== undefined && zone !== undefined) zones.push([id, zone]);
  }
  return zones;
}

function withoutAlarms(properties: readonly IcsProperty[]): IcsProperty[] {
  let inside = false;
  return properties.filter(({ name, value }) => {
    const isEdge = /^VALARM$/i.test(value);
    if (isEdge && name === "BEGIN") inside = true;
    const isKept = !inside;
    if (isEdge && name === "END") inside = false;
    return isKept;
  });
}

function durationMs(value: string): number | undefined {
  const [whole, weeks, days, hours, minutes, seconds] =
    /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(value) ?? [];
  if (whole === undefined) return undefined;
  const number = (text: string | undefined) => Number(text ?? 0);
  const dayHours = (number(weeks) * 7 + number(days)) * 24 + number(hours);
  return ((dayHours * 60 + number(minutes)) * 60 + number(seconds)) * 1_000;
}

function local(moment: number, zone: Zone): string {
  const { day } = zoneTime(zone, moment);
  const time = new Date(moment - momentIn(zone, day, "00:00")).toISOString().slice(11, 19);
  return `${day}T${time.replace(/:00$/, "")}`;
}
