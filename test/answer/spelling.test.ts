import { describe, expect, it } from "vitest";
import { createCorrector } from "../../src/answer/spelling.ts";

const correct = createCorrector(
  new Map([
    ["kampanye", 50],
    ["kampanyes", 1],
    ["bawaslu", 20],
    ["ikut", 9],
  ]),
  (word) => word === "kampung",
);

describe("spelling", () => {
  it.each([
    ["kampanyee", "a letter too many"],
    ["kampnye", "a letter too few"],
    ["kamponye", "another letter"],
    ["kampaney", "two letters swapped"],
  ])("corrects %s: %s", (word) => {
    expect(correct(word)).toBe("kampanye");
  });

  it("leaves known words, real words, short words and numbers alone", () => {
    for (const word of ["bawaslu", "kampung", "iku", "bawas1u"]) expect(correct(word)).toBeUndefined();
  });

  it("does not reach two slips away", () => {
    expect(correct("kmpanie")).toBeUndefined();
  });
});
