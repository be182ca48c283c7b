import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runWhatsAppKills } from "./soak/whatsapp-kills.ts";
import { openQuestions } from "./soak/whatsapp-questions.ts";
import { removeFolder } from "./support/process.ts";
import { usedFolder } from "./support/used-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await usedFolder();
});
afterEach(() => removeFolder(folder));

describe("npm start with a linked WhatsApp number", () => {
  it("answers every question once through kills, and leaves nothing private anywhere", async () => {
    const result = await runWhatsAppKills({
      persons: 5,
      messages: 4,
      kills: 2,
      moments: ["behind a receipt", "behind an ack"],
      seed: 5,
      folder,
      ask: await openQuestions(30),
      // Old enough to write questions down.
      young: 0,
      longestMs: 1_500,
      oneTimeKeys: "few",
      weather: { drop: 0.03, slowAck: 0.03, twice: 0.1 },
    });
    expect(result).toMatchObject({ questions: 20, deaths: { length: 2 }, sockets: 1, strange: 0 });
    expect(result.lost).toEqual([]);
    expect(result.mistaken).toEqual([]);
    expect(result.unhandled).toEqual([]);
    expect(result.leaks).toEqual([]);
  });
});
