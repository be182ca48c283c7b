import { describe, expect, it } from "vitest";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { runSameAnswer, sameDistribution } from "../soak/tips-same-answer.ts";

describe("a code that opens nothing", () => {
  it("gets one sentence after one time, whether it is wrong, too old or taken back", async () => {
    const result = await runSameAnswer({ times: 25, lanes: 5, answeredAfterMs: 150, cheap: true });
    expect(result.said).toEqual([tipTexts.noSuchCode]);
    // Timers may fire a breath early.
    expect(result.least).toBeGreaterThanOrEqual(145);
    expect(result.alike).toBeGreaterThan(0.001);
  });

  it("would be told apart by a difference of what a look into the disk takes", () => {
    const around = (ms: number) => Array.from({ length: 25 }, (_, at) => ms + (at % 5));
    expect(sameDistribution(around(150), around(150))).toBe(1);
    expect(sameDistribution(around(150), around(155))).toBeLessThan(0.001);
  });
});
