import { describe, expect, it } from "vitest";
import { readMoment } from "../../src/reminders/read-moment.ts";

/** A Sunday, 16:46 in WIT. */
const now = Date.parse("2026-11-29T07:46:00Z");
const read = (text: string, at = now) => {
  const moment = readMoment(text, "WIT", at);
  return moment.kind === "read" ? new Date(moment.moment).toISOString().slice(0, 16) : moment;
};

describe("the moment somebody names", () => {
  it.each([
    ["besok 08.00", "2026-11-29T23:00"],
    ["lusa pukul 14:05", "2026-12-01T05:05"],
    ["18.00", "2026-11-29T09:00"],
    ["16.00", "2026-11-30T07:00"],
    ["hari ini 20.30 WIT", "2026-11-29T11:30"],
    ["hari ini 20.30 WIB", "2026-11-29T13:30"],
    ["30/11 07.00", "2026-11-29T22:00"],
    ["10 Desember 2026 pukul 08.00", "2026-12-09T23:00"],
    ["29 Februari 2028 08.00", "2028-02-28T23:00"],
    ["2026-12-01T08:00", "2026-11-30T23:00"],
    ["2026-12-01T08:00:00Z", "2026-12-01T08:00"],
    ["2026-12-01T08:00+07:00", "2026-12-01T01:00"],
  ])("reads %j", (text, moment) => {
    expect(read(text)).toBe(moment);
  });

  it.each(["besok", "kapan saja boleh", "2026-02-30T08:00", "2026-13-01T08:00", ""])(
    "says what to write for %j",
    (text) => {
      expect(read(text)).toMatchObject({ kind: "unreadable", problem: expect.stringMatching(/[Tt]ulis/) });
    },
  );

  it("asks back where an hour has two meanings", () => {
    const asked = readMoment("besok jam 5", "WIT", now);
    if (asked.kind !== "ask") throw new Error(asked.kind);
    expect(asked.options.map(({ moment }) => new Date(moment).toISOString().slice(0, 16))).toEqual([
      "2026-11-30T08:00",
      "2026-11-29T20:00",
    ]);
    expect(asked.options[0]?.label).toContain("17.00");
  });

  it("counts days by the clocks of the office, also around midnight", () => {
    const late = Date.parse("2026-12-31T14:50:00Z");
    expect(read("besok 08.00", late)).toBe("2026-12-31T23:00");
    expect(read("00.05", late)).toBe("2026-12-31T15:05");
  });
});
