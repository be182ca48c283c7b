import { describe, expect, it } from "vitest";
import type { Zone } from "../../src/clock.ts";
import type { QuietHours } from "../../src/reminders/due.ts";
import { usualReminders } from "../../src/reminders/event.ts";
import { planReminders } from "../../src/reminders/plan.ts";
import { momentIn, zoneTime } from "../../src/reminders/zone-time.ts";

const night: QuietHours = { from: 21, until: 6 };

type Case = {
  zone?: Zone;
  start: string;
  now: string;
  reminders?: readonly string[];
  quiet?: QuietHours | "off";
  owed?: boolean;
};

const moment = (zone: Zone, text: string) => momentIn(zone, text.slice(0, 10), text.slice(11));

/** "label day time" by the venue's clock, and the labels that were missed. */
function plan({ zone = "WIB", start, now, reminders = usualReminders, quiet = night, owed = true }: Case) {
  const { planned, missed } = planReminders({
    startsAt: moment(zone, start),
    zone,
    reminders,
    quiet: quiet === "off" ? undefined : quiet,
    now: moment(zone, now),
    owed,
  });
  const said = planned.map(({ label, dueAt }) => {
    const { day } = zoneTime(zone, dueAt);
    const minutes = (dueAt - momentIn(zone, day, "00:00")) / 60_000;
    const two = (number: number) => String(number).padStart(2, "0");
    return `${label} ${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  });
  return { said, missed };
}

describe("the plan of an event's reminders", () => {
  it.each<[string, Case, string[], string[]]>([
    [
      "plans all of them in good time",
      { start: "2024-10-10 08:00", now: "2024-09-20 10:00" },
      ["P7D 2024-10-03 08:00", "P1D 2024-10-09 08:00", "PT1H 2024-10-10 07:00"],
      [],
    ],
    ...(["WIB", "WITA", "WIT"] as const).map((zone): [string, Case, string[], string[]] => [
      `by the clocks of ${zone}`,
      { zone, start: "2024-02-29 14:00", now: "2024-02-01 10:00" },
      ["P7D 2024-02-22 08:00", "P1D 2024-02-28 08:00", "PT1H 2024-02-29 13:00"],
      [],
    ]),
    [
      "knows 29 February",
      { start: "2024-03-01 14:00", now: "2024-02-20 10:00", reminders: ["P1D", "P2D"] },
      ["P2D 2024-02-28 08:00", "P1D 2024-02-29 08:00"],
      [],
    ],
    [
      "knows years without it",
      { start: "2023-03-01 14:00", now: "2023-02-20 10:00", reminders: ["P1D"] },
      ["P1D 2023-02-28 08:00"],
      [],
    ],
    [
      "takes midnight for the beginning of its day",
      { start: "2024-10-10 00:00", now: "2024-10-01 10:00", reminders: ["P1D", "PT1H"] },
      ["P1D 2024-10-09 08:00", "PT1H 2024-10-09 20:30"],
      [],
    ],
    [
      "sends the latest missed one at once to people who heard nothing yet",
      { start: "2024-10-10 08:00", now: "2024-10-09 10:00" },
      ["P1D 2024-10-09 10:00", "PT1H 2024-10-10 07:00"],
      ["P7D"],
    ],
    [
      "only counts the missed where people were told before",
      { start: "2024-10-10 08:00", now: "2024-10-09 10:00", owed: false },
      ["PT1H 2024-10-10 07:00"],
      ["P7D", "P1D"],
    ],
    [
      "sends at once when every time has passed",
      { start: "2024-10-10 08:00", now: "2024-10-10 07:30" },
      ["PT1H 2024-10-10 07:30"],
      ["P7D", "P1D"],
    ],
    [
      "sends nothing once it has begun",
      { start: "2024-10-10 08:00", now: "2024-10-10 08:00" },
      [],
      [...usualReminders],
    ],
    [
      "sends what is due this very moment",
      { start: "2024-10-10 08:00", now: "2024-10-09 08:00" },
      ["P1D 2024-10-09 08:00", "PT1H 2024-10-10 07:00"],
      [],
    ],
    [
      "does not repeat what went out this very moment",
      { start: "2024-10-10 08:00", now: "2024-10-09 08:00", owed: false },
      ["PT1H 2024-10-10 07:00"],
      ["P7D", "P1D"],
    ],
    [
      "lets one that is owed wait for the morning",
      { start: "2024-10-10 08:00", now: "2024-10-09 23:00", reminders: ["P7D", "P1D"] },
      ["P1D 2024-10-10 06:00"],
      ["P7D"],
    ],
    [
      "lets it wait also where the night ends shortly before",
      { start: "2024-10-10 06:15", now: "2024-10-10 02:00" },
      ["PT1H 2024-10-10 06:00"],
      ["P7D", "P1D"],
    ],
    [
      "wakes people for what begins in the night",
      { start: "2024-10-10 05:00", now: "2024-10-10 02:00" },
      ["PT1H 2024-10-10 02:00"],
      ["P7D", "P1D"],
    ],
    [
      "sends at once at night where quiet hours are off",
      { start: "2024-10-10 08:00", now: "2024-10-09 23:00", reminders: ["P1D"], quiet: "off" },
      ["P1D 2024-10-09 23:00"],
      [],
    ],
    [
      "makes one of two that fall on the same moment, the nearer",
      { start: "2024-10-10 06:40", now: "2024-10-01 10:00", reminders: ["PT2H", "PT1H"] },
      ["PT1H 2024-10-10 06:00"],
      [],
    ],
    [
      "makes one of what is owed and what comes at that moment",
      { start: "2024-10-10 07:00", now: "2024-10-10 05:00", reminders: ["P1D", "PT1H"] },
      ["PT1H 2024-10-10 06:00"],
      [],
    ],
    [
      "takes the same reminder twice for one",
      { start: "2024-10-10 08:00", now: "2024-10-01 10:00", reminders: ["P1D", "P1D"] },
      ["P1D 2024-10-09 08:00"],
      [],
    ],
    [
      "counts a reminder of the same morning that lies behind the start as missed",
      { start: "2024-10-10 07:00", now: "2024-10-01 10:00", reminders: ["P0D", "P1D"] },
      ["P1D 2024-10-09 08:00"],
      ["P0D"],
    ],
    [
      "plans nothing where none is wanted",
      { start: "2024-10-10 08:00", now: "2024-10-01 10:00", reminders: [] },
      [],
      [],
    ],
    [
      "starts anew for an event that moved across a reminder into the future",
      { start: "2024-10-17 08:00", now: "2024-10-09 10:00", owed: false },
      ["P7D 2024-10-10 08:00", "P1D 2024-10-16 08:00", "PT1H 2024-10-17 07:00"],
      [],
    ],
    [
      "leaves out what an event that moved nearer has passed",
      { start: "2024-10-04 08:00", now: "2024-10-03 10:00", owed: false },
      ["PT1H 2024-10-04 07:00"],
      ["P7D", "P1D"],
    ],
    [
      "survives a clock that was put far ahead",
      { start: "2024-10-10 08:00", now: "2031-01-01 00:00" },
      [],
      [...usualReminders],
    ],
    [
      "plans anew when the clock was put back",
      { start: "2024-10-10 08:00", now: "1999-01-01 00:00", owed: false },
      ["P7D 2024-10-03 08:00", "P1D 2024-10-09 08:00", "PT1H 2024-10-10 07:00"],
      [],
    ],
  ])("%s", (_, asked, said, missed) => {
    expect(plan(asked)).toEqual({ said, missed });
  });
});
