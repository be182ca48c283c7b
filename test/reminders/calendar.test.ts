import { describe, expect, it } from "vitest";
import { eventCalendar } from "../../src/reminders/calendar.ts";
import type { Event, EventBody } from "../../src/reminders/event.ts";
import { timesOf } from "../../src/reminders/event-times.ts";
import { icsProperties } from "../../src/reminders/ics-line.ts";
import { readIcs } from "../../src/reminders/read-ics.ts";
import { events } from "../support/events.ts";

const release = { madeBy: "ana", madeAt: 0, digest: undefined, recipients: 1, confirmedAt: undefined };
const approval = { approvedBy: "budi", approvedAt: 0, alone: false, override: undefined };

function event(body: EventBody = events.ambon, changed: Partial<Event> = {}): Event {
  const made = { id: 7, state: "approved", body, uid: "abc@sinetral", sequence: 0, ...timesOf(body) } as const;
  return { ...release, ...approval, ...made, ...changed };
}

const options = { officeName: "Kesbangpol Contoh", now: new Date("2024-09-20T01:02:03.456Z") };
const text = (of: Event) => Buffer.from(eventCalendar(of, options).bytes).toString("utf8");
const value = (of: Event, name: string) => icsProperties(text(of)).find((each) => each.name === name)?.value;

describe("an event for a calendar", () => {
  it("is a file that phones open", () => {
    expect(eventCalendar(event(), options)).toMatchObject({ name: "acara-7.ics", mime: "text/calendar" });
    expect(text(event())).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:.+\r\n/);
    expect(text(event())).toMatch(/END:VEVENT\r\nEND:VCALENDAR\r\n$/);
  });

  it("has its times in UTC, whatever the zone", () => {
    expect(value(event(), "DTSTART")).toBe("20241009T230000Z");
    expect(value(event(), "DTEND")).toBe("20241010T030000Z");
    expect(value(event(events.tarakan), "DTSTART")).toBe("20240704T050000Z");
    expect(value(event(), "DTSTAMP")).toBe("20240920T010203Z");
  });

  it("has the usual length where nobody knows the end, and says so", () => {
    const open = event({ ...events.ambon, endsAt: "2024-10-10T10:00", openEnd: true });
    expect(value(open, "DTEND")).toBe("20241010T010000Z");
    expect(value(open, "DESCRIPTION")).toContain("Acara ini sampai selesai\\; di kalender dicatat 2 jam.");
    expect(value(event(), "DESCRIPTION")).not.toContain("sampai selesai");
  });

  it("keeps its UID while its SEQUENCE rises, and is taken off when it was called off", () => {
    expect(["UID", "SEQUENCE", "METHOD", "STATUS"].map((name) => value(event(), name))).toEqual([
      ...["abc@sinetral", "0", "PUBLISH", "CONFIRMED"],
    ]);
    const off = event(events.ambon, { state: "cancelled", sequence: 3 });
    expect(["UID", "SEQUENCE", "METHOD", "STATUS"].map((name) => value(off, name))).toEqual([
      ...["abc@sinetral", "3", "CANCEL", "CANCELLED"],
    ]);
    expect(text(off)).not.toContain("VALARM");
  });

  it("escapes what means something in calendars, and lets nothing in from outside", () => {
    const nasty = event({ ...events.ambon, title: "A; B, C\\D", note: "satu\r\nEND:VEVENT\u0007", place: "“Aula”" });
    expect(value(nasty, "SUMMARY")).toBe("A\\; B\\, C\\\\D");
    expect(text(nasty)).toContain("DESCRIPTION:satu\\nEND:VEVENT\\n");
    expect(text(nasty).match(/\r\nEND:VEVENT\r\n/g)).toHaveLength(1);
    expect(value(nasty, "LOCATION")).toBe("“Aula”");
  });

  it("has no line over 75 bytes, and none that cuts a letter", () => {
    const long = event({ ...events.ambon, note: "Pegawai é🗓 ".repeat(60), title: "🗓".repeat(90) });
    for (const line of text(long).split("\r\n")) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain("\uFFFD");
    }
    expect(value(long, "SUMMARY")).toBe("🗓".repeat(90));
  });

  it("says where to go and where to join", () => {
    expect(value(event(events.samarinda), "URL")).toBe("https://rapat.contoh.go.id/netral");
    expect(value(event(events.balikpapan), "URL")).toBe("https://peta.contoh.go.id/hotel-contoh");
    expect(value(event(events.samarinda), "LOCATION")).toBe("Ruang Rapat Utama");
  });

  it.each(Object.entries(events))("is read again as it was written: %s", (_, body) => {
    const read = readIcs(eventCalendar(event(body), options).bytes, { zone: body.zone });
    const { title, place, startsAt, endsAt } = body;
    expect(read).toMatchObject([{ input: { title, place, startsAt, endsAt } }]);
  });
});
