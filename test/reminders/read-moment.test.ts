import { describe, expect, it } from "vitest";
import { readMoment } from "../../src/reminders/read-moment.ts";

/** A Sunday, 16:46 in WIT. */
const now = Date.parse("2026-11-29T07:46:00Z");
const read = (text: string, at = now) => {
  const moment = readMoment(text, "WIT", at);
  return moment === undefined ? undefined : new Date(moment).toISOString().slice(0, 16);
};

describe("the moment somebody names", () => {
  it.each([
    ["besok 08.00", "2026-11-29T23:00"],
    ["Besok jam 8", "2026-11-29T23:00"],
    ["lusa pukul 14:05", "2026-12-01T05:05"],
    ["18.00", "2026-11-29T09:00"],
    ["jam 7", "2026-11-29T22:00"],
    ["hari ini 20.30 WIT", "2026-11-29T11:30"],
    ["Senin 09.00", "2026-11-30T00:00"],
    ["minggu jam 9", "2026-12-06T00:00"],
    ["Jum'at, 08.00", "2026-12-03T23:00"],
    ["30/11 07.00", "2026-11-29T22:00"],
    ["1-12-2026 07.00", "2026-11-30T22:00"],
    ["10 Desember 2026 pukul 8", "2026-12-09T23:00"],
    ["5 jan 08.00", "2027-01-04T23:00"],
    ["29 Februari 2028 08.00", "2028-02-28T23:00"],
    ["2026-12-01T08:00", "2026-11-30T23:00"],
    ["2026-12-01T08:00:00Z", "2026-12-01T08:00"],
    ["2026-12-01T08:00+07:00", "2026-12-01T01:00"],
  ])("reads %j", (text, moment) => {
    expect(read(text)).toBe(moment);
  });

  it.each(["besok", "nanti saja", "25.00", "jam 8.75", "31/2 08.00", "29 Februari 2026 08.00", "2026-02-30T08:00", ""])(
    "takes %j for no moment",
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  it("counts days by the clocks of the office, also around midnight", () => {
    const late = Date.parse("2026-12-31T14:50:00Z");
    expect(read("besok 08.00", late)).toBe("2026-12-31T23:00");
    expect(read("00.05", late)).toBe("2026-12-31T15:05");
  });
});
