import { describe, expect, it } from "vitest";
import type { Zone } from "../../src/clock.ts";
import { dueAt, isWorthless, parseBefore, type QuietHours } from "../../src/reminders/due.ts";
import { momentIn } from "../../src/reminders/zone-time.ts";

const night: QuietHours = { from: 21, until: 6 };

function due(zone: Zone, start: string, before: string, quiet: QuietHours | undefined = night): string {
  const [day = "", time = ""] = start.split(" ");
  const parsed = parseBefore(before);
  if (parsed === undefined) throw new Error(`${before} is no reminder`);
  return new Date(dueAt(momentIn(zone, day, time), zone, parsed, quiet)).toISOString().slice(0, 16);
}

describe("when a reminder is due (in UTC)", () => {
  it.each<[Zone, string, string, string]>([
    ["WIT", "2023-11-16 09:00", "P7D", "2023-11-08T23:00"],
    ["WIT", "2023-11-16 09:00", "P1D", "2023-11-14T23:00"],
    ["WIT", "2023-11-16 09:00", "PT1H", "2023-11-15T23:00"],
    ["WITA", "2023-10-20 08:00", "P1D", "2023-10-19T00:00"],
    ["WITA", "2024-01-19 08:30", "PT1H", "2024-01-18T23:30"],
    ["WIB", "2024-07-04 13:00", "PT90M", "2024-07-04T04:30"],
  ])("in %s an event at %s is told of by %s at %s", (zone, start, before, expected) => {
    expect(due(zone, start, before)).toBe(expected);
  });

  it.each<[string, string, string]>([
    ["2024-03-01 09:00", "P1D", "2024-02-29T01:00"],
    ["2023-03-01 09:00", "P1D", "2023-02-28T01:00"],
    ["2024-03-07 09:00", "P7D", "2024-02-29T01:00"],
    ["2025-01-01 00:00", "P1D", "2024-12-31T01:00"],
    ["2024-12-31 23:59", "P1D", "2024-12-30T01:00"],
  ])("counts days by the venue's calendar: %s, %s", (start, before, expected) => {
    expect(due("WIB", start, before)).toBe(expected);
  });

  it.each<[string, string, string, string]>([
    ["waits until six when half an hour remains", "2024-07-04 06:30", "PT1H", "2024-07-03T23:00"],
    ["comes the evening before when less remains", "2024-07-04 06:29", "PT1H", "2024-07-03T13:30"],
    ["comes the evening before an event in the night", "2024-07-04 00:30", "PT1H", "2024-07-03T13:30"],
    ["comes the same evening before one at half past eleven", "2024-07-04 23:30", "PT1H", "2024-07-04T13:30"],
    ["is not moved at six sharp", "2024-07-04 07:00", "PT1H", "2024-07-03T23:00"],
    ["is moved at nine in the evening sharp", "2024-07-04 22:00", "PT1H", "2024-07-04T13:30"],
    ["is not moved a minute before nine", "2024-07-04 21:59", "PT1H", "2024-07-04T13:59"],
  ])("in quiet hours %s", (_, start, before, expected) => {
    expect(due("WIB", start, before)).toBe(expected);
  });

  it("moves nothing where quiet hours are off", () => {
    const start = momentIn("WIB", "2024-07-04", "06:29");
    expect(dueAt(start, "WIB", { minutes: 60 }, undefined)).toBe(start - 3_600_000);
  });

  it("is worth nothing from the moment its event begins", () => {
    expect(isWorthless(1_000, 999)).toBe(false);
    expect(isWorthless(1_000, 1_000)).toBe(true);
  });

  it.each(["", "P", "PT", "P1W", "PT0M", "1D", "P-1D", "P1DT2H", "PT1.5H"])("takes %j for no reminder", (text) => {
    expect(parseBefore(text)).toBeUndefined();
  });
});
