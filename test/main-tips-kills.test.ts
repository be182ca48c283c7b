import { describe, expect, it } from "vitest";
import { runTipKills } from "./soak/tips-kills.ts";

describe("npm start while people report", () => {
  it("keeps through kills every part that got its mark, leaves no half of one, and goes on with the code", async () => {
    const result = await runTipKills({ kills: 4, seed: 5, lanes: 2, mostAnswers: 20, cheap: true });
    expect(result).toMatchObject({ kills: 4, lost: [], doubled: [], halves: [], damage: [], shut: [], errors: [] });
    expect(result.marked).toBeGreaterThan(3);
    expect(result.reopened).toBeGreaterThan(0);
  }, 120_000);
});
