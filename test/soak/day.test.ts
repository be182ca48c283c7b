import { describe, expect, it } from "vitest";
import { generator } from "../../src/answer/classifier.ts";
import { notFlat, type Sample } from "./day-measure.ts";

const HOURS = 24;
const random = generator(7);

/** A day as a busy machine shows one, with some figures changed by the hour. */
function day(changed: (hour: number) => Partial<Sample> = () => ({})): Sample[] {
  return Array.from({ length: HOURS }, (_, hour) => ({
    rssMb: 230 + 20 * random(),
    descriptors: 43 + Math.floor(3 * random()),
    walKb: 4_000 + 300 * random(),
    databasesKb: 3_400 + 60 * hour,
    lagMs: 50 + 100 * random(),
    ...changed(hour),
  }));
}

describe("a day of an office", () => {
  it("is flat when figures go up and down as on a busy machine, and while only what was sent is kept", () => {
    expect(notFlat(day())).toEqual([]);
  });

  it("is not flat when memory, descriptors or logs grow from hour to hour, or one hour has too many", () => {
    const leaks: Array<[(hour: number) => Partial<Sample>, RegExp]> = [
      [(hour) => ({ rssMb: 230 + 1.5 * hour + 10 * random() }), /^rssMb grows by 1\.\d+ an hour, at most 0\.5/],
      [(hour) => ({ descriptors: 43 + Math.floor(hour / 4) }), /^descriptors grows by 0\.2/],
      [(hour) => ({ walKb: 4_000 + 90 * hour }), /^walKb grows by 90/],
      [(hour) => (hour === 1 ? { descriptors: 123 } : {}), /^descriptors was 123, at most 64/],
      [(hour) => (hour === 5 ? { rssMb: Number.NaN } : {}), /^rssMb grows by NaN/],
    ];
    for (const [changed, says] of leaks) expect(notFlat(day(changed))[0]).toMatch(says);
  });
});
