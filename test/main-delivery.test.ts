import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTwoMailings, readFates, unfinished } from "./soak/delivery-fates.ts";
import { finish, freePort, printed, removeFolder, startEntry } from "./support/process.ts";
import { startTelegram } from "./support/telegram/server.ts";
import type { Bot, Person, TelegramServer } from "./support/telegram/types.ts";
import { usedFolder } from "./support/used-folder.ts";

let folder: string;
let server: TelegramServer;
let bot: Bot;
beforeEach(async () => {
  folder = await usedFolder();
  server = await startTelegram();
  bot = server.bot();
});
afterEach(async () => {
  await server.stop();
  removeFolder(folder);
});

async function start(port = 0) {
  const child = startEntry("main.ts", [], {
    DATA_DIR: folder,
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: server.url,
    HTTP_PORT: String(port),
  });
  const end = finish(child);
  await printed(child, "siap: telegram\n");
  return {
    async stop() {
      const began = performance.now();
      child.kill("SIGTERM");
      const { code, stderr } = await end;
      return { code, stderr, ms: performance.now() - began };
    },
  };
}

async function invite(count: number): Promise<Person[]> {
  const persons = Array.from({ length: count }, () => bot.person());
  await openTwoMailings(
    folder,
    persons.map(({ id }) => id),
  );
  return persons;
}

const sent = () => bot.counts.get("sendMessage")?.ok ?? 0;
const fates = async () => [...(await readFates(folder)).values()];

describe("npm start amid a mailing", () => {
  it("ends in time when asked, with nothing under way, and goes on where it was", async () => {
    const persons = await invite(80);
    const first = await start();
    // What is slow to be taken is waited for.
    bot.fail({ method: "sendMessage", contains: String(persons[10]?.id), delayMs: 1_000 });
    await bot.waitFor(() => sent() >= 12, "some messages", 30_000);
    const { code, ms, stderr } = await first.stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(ms).toBeLessThan(10_000);
    const between = await fates();
    expect(new Set(between)).toEqual(new Set(["accepted", "pending"]));
    expect(between.filter((fate) => fate === "accepted")).toHaveLength(sent());
    const second = await start();
    await expect.poll(() => unfinished(folder), { timeout: 30_000 }).toBe(0);
    await second.stop();
    expect(persons.map(({ messages }) => messages.length)).toEqual(Array(80).fill(1));
  });

  it("answers whoever asks, and shows in its metrics how far it is", async () => {
    await invite(100);
    const port = await freePort();
    const { stop } = await start(port);
    await bot.waitFor(() => sent() >= 5, "some messages", 30_000);
    const ani = bot.person();
    ani.says("boleh like postingan caleg?");
    expect((await ani.next()).text).toContain("DILARANG");
    expect(await fates()).toContain("pending");
    const metrics = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(await metrics()).toMatch(/^sinetral_deliveries\{kind="broadcast",state="pending"\} \d+$/m);
    await expect.poll(() => unfinished(folder), { timeout: 30_000 }).toBe(0);
    const after = await metrics();
    expect(after).toContain('sinetral_deliveries{kind="broadcast",state="accepted"} 50');
    expect(after).toContain('sinetral_deliveries{kind="reminder",state="accepted"} 50');
    expect(after).not.toContain('state="pending"');
    await stop();
  });
});
