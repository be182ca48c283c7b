import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { runKills } from "../../soak/kills.ts";
import { finish, printed, removeFolder, startFile } from "../../support/process.ts";
import { startTelegram } from "../../support/telegram/server.ts";
import { openTestBot } from "../../support/telegram-bot.ts";
import { usedFolder } from "../../support/used-folder.ts";

async function ownFolder({ onTestFinished }: TestContext): Promise<string> {
  const folder = await usedFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}

describe.concurrent("a process that is killed", () => {
  it.for([
    ["polling", false],
    ["by webhook", true],
  ] as const)(
    "%s answers every question once, or twice at most",
    { timeout: 180_000 },
    async ([_, webhook], context) => {
      const folder = await ownFolder(context);
      const result = await runKills({ questions: 20, kills: 3, seed: 7, folder, webhook });
      expect(result).toMatchObject({ questions: 20, kills: 3, more: 0, never: 0 });
      // Each kill may come between several answers and the word that they were taken; how many depends on the machine.
      expect(result.twice).toBeLessThanOrEqual(12);
    },
  );
});

describe.concurrent("a message that kills the process", () => {
  it.for(["handling", "waiting"])(
    "while %s it is given up after three starts, and nobody else's with it",
    { timeout: 180_000 },
    async (dies, context) => {
      const server = await startTelegram();
      context.onTestFinished(() => server.stop());
      const bot = server.bot();
      const known = { API_ROOT: server.url, TOKEN: bot.token, DATA_DIR: await ownFolder(context), DIES: dies };
      const startDeadly = () => startFile(join("test", "support", "deadly-bot.ts"), [], known);
      const before = Array.from({ length: 5 }, () => bot.person());
      for (const person of before) person.says("sebelum");
      const deadly = bot.person();
      deadly.says("mati");
      const after = Array.from({ length: 5 }, () => bot.person());
      for (const person of after) person.says("sesudah");

      for (let start = 1; start <= 3; start += 1) {
        const [, signal] = await once(startDeadly(), "close");
        expect(signal, `start ${start}`).toBe("SIGKILL");
      }
      const fourth = startDeadly();
      const end = finish(fourth);
      await printed(fourth, "siap");
      await bot.waitFor((each) => each.pending() === 0, "everything confirmed");
      fourth.kill("SIGTERM");
      const { code, stderr } = await end;
      expect(code).toBe(0);
      expect(stderr.match(/"event":"given_up"/g)).toHaveLength(1);
      expect(deadly.messages).toHaveLength(0);
      for (const { messages } of [...before, ...after]) {
        expect(messages.length).toBeGreaterThanOrEqual(1);
        expect(messages.length).toBeLessThanOrEqual(2);
      }
    },
  );
});

describe("a process that is asked to stop", () => {
  it("answers what is under way, confirms it, and answers it never again", async () => {
    // On a busy machine twenty answers take longer than a stop usually waits in tests.
    const opened = await openTestBot({ timing: { stopMs: 10_000, stuckMs: 10_000 } });
    const persons = Array.from({ length: 20 }, () => opened.bot.person());
    for (const person of persons) person.says("halo");
    await opened.bot.waitFor(() => persons.some(({ messages }) => messages.length > 0), "the first answer");
    await opened.stop();
    expect(opened.bot.pending()).toBe(0);
    await opened.start();
    const other = opened.bot.person();
    other.says("penutup");
    await other.next();
    expect(persons.every(({ messages }) => messages.length === 1)).toBe(true);
    await opened.close();
  });
});
