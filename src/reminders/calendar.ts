import type { ReplyFile } from "../reply-file.ts";
import type { Event } from "./event.ts";
import { USUAL_MS } from "./event-times.ts";
import { icsLine, icsMoment, icsText } from "./ics-line.ts";

/**
 * An event for people's calendars (RFC 5545). Its UID stays and its SEQUENCE rises, so that taking it again moves the entry or, when the
 * event was called off, removes it.
 */
export function eventCalendar(event: Event, { officeName, now }: { officeName: string; now: Date }): ReplyFile {
  const { id, body, state, uid, sequence, startsAt, endsAt } = event;
  const isOff = state === "cancelled";
  const lines: Array<[string, string]> = [
    ["BEGIN", "VCALENDAR"],
    ["VERSION", "2.0"],
    ["PRODID", "-//SiNetral//acara//ID"],
    ["CALSCALE", "GREGORIAN"],
    ["METHOD", isOff ? "CANCEL" : "PUBLISH"],
    ["BEGIN", "VEVENT"],
    ["UID", uid],
    ["SEQUENCE", String(sequence)],
    ["DTSTAMP", icsMoment(now.getTime())],
    ["DTSTART", icsMoment(startsAt)],
    ["DTEND", icsMoment(endsAt)],
    ["SUMMARY", icsText(body.title)],
    ["LOCATION", icsText(body.place)],
    ["DESCRIPTION", icsText(describe(event, officeName))],
    ...urlOf(event),
    ["STATUS", isOff ? "CANCELLED" : "CONFIRMED"],
    ["TRANSP", isOff ? "TRANSPARENT" : "OPAQUE"],
    ...(isOff ? [] : ALARM),
    ["END", "VEVENT"],
    ["END", "VCALENDAR"],
  ];
  const text = lines.map(([name, value]) => icsLine(name, value)).join("");
  return { name: `acara-${id}.ics`, mime: "text/calendar", bytes: Buffer.from(text) };
}

/** The phone rings too, also without a network. */
const ALARM: Array<[string, string]> = [
  ["BEGIN", "VALARM"],
  ["ACTION", "DISPLAY"],
  ["DESCRIPTION", "Acara dimulai 1 jam lagi"],
  ["TRIGGER", "-PT1H"],
  ["END", "VALARM"],
];

/** Phones make nothing, or a whole day, of an entry without an end. */
const OPEN_ENDED = `Acara ini sampai selesai; di kalender dicatat ${USUAL_MS / 3_600_000} jam.`;

function urlOf({ body: { link, map } }: Event): Array<[string, string]> {
  const url = link ?? map;
  return url === undefined ? [] : [["URL", new URL(url).href]];
}

function describe({ body }: Event, officeName: string): string {
  const { openEnd, map, link, speakers = [], unit, letter, note } = body;
  return [
    ...(note === undefined ? [] : [note]),
    ...(openEnd === true ? [OPEN_ENDED] : []),
    ...(link === undefined ? [] : [`Tautan: ${link}`]),
    ...(map === undefined ? [] : [`Peta: ${map}`]),
    ...(speakers.length === 0 ? [] : [`Narasumber: ${speakers.join(", ")}`]),
    ...(unit === undefined ? [] : [`Penyelenggara: ${unit}`]),
    ...(letter === undefined ? [] : [`Nomor surat: ${letter}`]),
    officeName,
  ].join("\n");
}
