import { describe, expect, it } from "vitest";
import { usualTiming } from "../../../../src/channels/whatsapp/connect/timing.ts";
import { waitAfter } from "../../../../src/channels/whatsapp/connect/wait-after.ts";

describe("the wait for the next connection", () => {
  it.each([
    [1, 0, 500, 1_000],
    [4, 0, 4_000, 8_000],
    [20, 0, 90_000, 180_000],
    [20, 4_000, 90_000, 180_000],
  ])("after %i failures and %i ms of connection is from %i to %i ms", (failures, lasted, least, most) => {
    const wait = waitAfter(failures, lasted, usualTiming);
    expect(wait).toBeGreaterThanOrEqual(least);
    expect(wait).toBeLessThanOrEqual(most);
  });

  it("is no longer than half of what the connection lasted, once it had worked", () => {
    expect(waitAfter(20, 6_000, usualTiming)).toBe(3_000);
    expect(waitAfter(1, 50_000, usualTiming)).toBeLessThanOrEqual(1_000);
  });
});
