import { describe, expect, it } from "vitest";
import { quotaFor } from "../../src/chat/quotas.ts";
import { isStop } from "../../src/chat/stop-said.ts";

const at = new Date("2026-11-29T03:00:00Z");
const TELLING = "telegram:1";
const ASKING = "telegram:2";

/** How many of so many messages in one moment are answered. */
function answered(times: number, address: string, place: "private" | "group" = "private", text = "halo"): number {
  const quota = quotaFor(
    () => at,
    isStop,
    (each) => each === TELLING,
  );
  return Array.from({ length: times }, () => quota(address, place, text)).filter(({ seconds }) => seconds === 0).length;
}

describe("how much one may write in a minute", () => {
  it("is more for whoever is in the middle of a report, as every file of an album counts", () => {
    expect([answered(200, ASKING), answered(200, TELLING)]).toEqual([30, 120]);
  });

  it("is no more for a group, whoever tells there, and apart from that STOP may always be said", () => {
    expect(answered(200, TELLING, "group")).toBe(15);
    expect(answered(20, ASKING, "private", "STOP")).toBe(20);
  });

  it("is not limited on the terminal", () => {
    expect(answered(500, "terminal:local")).toBe(500);
  });
});
