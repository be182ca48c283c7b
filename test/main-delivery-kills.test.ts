import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDeliveryKills } from "./soak/delivery-kills.ts";
import { removeFolder } from "./support/process.ts";
import { usedFolder } from "./support/used-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await usedFolder();
});
afterEach(() => removeFolder(folder));

describe("npm start with reminders and a broadcast to send", () => {
  it("loses none through kills and failures, and doubles no more than what was under way", async () => {
    const result = await runDeliveryKills({
      persons: 150,
      kills: 3,
      faults: 8,
      kinds: ["resetAfter", "throttled", "broken", "resetBefore"],
      seed: 7,
      folder,
    });
    expect(result).toMatchObject({
      persons: 150,
      kills: 3,
      faults: 12,
      resetsAfter: 3,
      lost: [],
      unmarked: 0,
      exitCode: 0,
    });
    expect(result.doubled).toBeLessThanOrEqual(3 * result.kills + result.resetsAfter);
    expect(result.fates["accepted"]).toBeGreaterThan(130);
    expect(Object.keys(result.fates).sort()).toEqual(["accepted", "unknown"]);
  }, 120_000);
});
