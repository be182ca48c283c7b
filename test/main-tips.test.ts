import { describe, expect, it } from "vitest";
import { runTipSeizure } from "./soak/tips-seizure.ts";

describe("npm start with reports over Telegram and WhatsApp", () => {
  it("leaves of who told what nothing on the disk, in backups and logs, in no form and no hash, and speaks to the platforms alone", async () => {
    const result = await runTipSeizure({ tips: 8, copies: 5, seed: 7, lanes: 4, hashed: 1, cheap: true });
    expect(result).toMatchObject({
      ...{ tips: 8, copies: 5, leaks: [], hashes: [], unfound: [], unopened: [], senders: [], strangers: [] },
      exitCode: 0,
    });
    // The same search does find what was put there on purpose, on the disk and in every form.
    expect(result.controls).toBeGreaterThan(0);
    expect(result.backups).toBe(1);
    expect(result.reached).toHaveLength(2);
    for (const file of ["keys.db", "keys.db-wal", "sinetral.db-wal", "tips.db", "tips.db-wal", "whatsapp.db-wal"])
      expect(result.files).toContain(file);
    expect(result.marked).toBeGreaterThan(9);
    expect(result.planted).toBeGreaterThan(50);
    expect(result.keysTried).toBeGreaterThan(30);
  }, 120_000);
});
