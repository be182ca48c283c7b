import { describe, expect, it, type TestContext } from "vitest";
import { openTwoMailings, readFates, unfinished } from "./soak/delivery-fates.ts";
import { finish, freePort, printed, removeFolder, startEntry } from "./support/process.ts";
import { startTelegram } from "./support/telegram/server.ts";
import type { Bot, Person, TelegramServer } from "./support/telegram/types.ts";
import { usedFolder } from "./support/used-folder.ts";

/** They wait for the pace of mailings most of the time: both at once, each with a folder and a bot of its own. */
type Own = { folder: string; bot: Bot; server: TelegramServer };

async function own({ onTestFinished }: TestContext): Promise<Own> {
  const folder = await usedFolder();
  const server = await startTelegram();
  onTestFinished(async () => {
    await server.stop();
    removeFolder(folder);
  });
  return { folder, server, bot: server.bot() };
}

async function start({ folder, bot, server }: Own, port = 0) {
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

async function invite({ folder, bot }: Own, count: number): Promise<Person[]> {
  const persons = Array.from({ length: count }, () => bot.person());
  await openTwoMailings(
    folder,
    persons.map(({ id }) => id),
  );
  return persons;
}

const sent = ({ bot }: Own) => bot.counts.get("sendMessage")?.ok ?? 0;
const fates = async ({ folder }: Own) => [...(await readFates(folder)).values()];

describe.concurrent("npm start amid a mailing", () => {
  it("ends in time when asked, with nothing under way, and goes on where it was", async (context) => {
    const office = await own(context);
    const { bot, folder } = office;
    const persons = await invite(office, 50);
    const first = await start(office);
    // What is slow to be taken is waited for.
    bot.fail({ method: "sendMessage", contains: String(persons[10]?.id), delayMs: 1_000 });
    await bot.waitFor(() => sent(office) >= 12, "some messages", 60_000);
    const { code, ms, stderr } = await first.stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(ms).toBeLessThan(10_000);
    const between = await fates(office);
    expect(new Set(between)).toEqual(new Set(["accepted", "pending"]));
    expect(between.filter((fate) => fate === "accepted")).toHaveLength(sent(office));
    const second = await start(office);
    await context.expect.poll(() => unfinished(folder)).toBe(0);
    await second.stop();
    expect(persons.map(({ messages }) => messages.length)).toEqual(Array(50).fill(1));
  }, 120_000);

  it("answers whoever asks, and shows in its metrics how far it is", async (context) => {
    const office = await own(context);
    const { bot, folder } = office;
    await invite(office, 60);
    const port = await freePort();
    const { stop } = await start(office, port);
    await bot.waitFor(() => sent(office) >= 5, "some messages", 60_000);
    const ani = bot.person();
    ani.says("boleh like postingan caleg?");
    expect((await ani.next()).text).toContain("DILARANG");
    expect(await fates(office)).toContain("pending");
    const metrics = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(await metrics()).toMatch(/^sinetral_deliveries\{kind="broadcast",state="pending"\} \d+$/m);
    await context.expect.poll(() => unfinished(folder)).toBe(0);
    const after = await metrics();
    expect(after).toContain('sinetral_deliveries{kind="broadcast",state="accepted"} 30');
    expect(after).toContain('sinetral_deliveries{kind="reminder",state="accepted"} 30');
    expect(after).not.toContain('state="pending"');
    await stop();
  }, 120_000);
});
