import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSettings, SettingsError } from "../src/settings.ts";
import { findLeaks, placesIn } from "./support/leaks.ts";
import { finish, freePort, printed, removeFolder, runEntry, startEntry } from "./support/process.ts";
import { startTelegram } from "./support/telegram/server.ts";
import type { Bot, TelegramServer } from "./support/telegram/types.ts";
import { usedFolder } from "./support/used-folder.ts";

let folder: string;
let server: TelegramServer;
let bot: Bot;
async function open() {
  folder = await usedFolder();
  server = await startTelegram();
  bot = server.bot();
}
async function close() {
  await server.stop();
  removeFolder(folder);
}

const environment = (more: Record<string, string> = {}) => ({
  DATA_DIR: folder,
  TELEGRAM_BOT_TOKEN: bot.token,
  TELEGRAM_API_ROOT: server.url,
  ...more,
});

async function start(more: Record<string, string> = {}) {
  const child = startEntry("main.ts", [], environment(more));
  const end = finish(child);
  await printed(child, "siap: telegram\n");
  return { child, end };
}

// One process for all of them: it takes longer to begin than any of them takes.
describe("a service on Telegram", () => {
  let child: ChildProcessWithoutNullStreams;
  beforeAll(async () => {
    await open();
    ({ child } = await start());
  });
  afterAll(async () => {
    child.kill("SIGTERM");
    await once(child, "close");
    await close();
  });

  it("shows the commands of the help, and no others, in Telegram's menu", async () => {
    const call = await bot.waitFor(({ calls }) => calls.find(({ method }) => method === "setMyCommands"), "the menu");
    const commands = call.params["commands"] as Array<{ command: string }>;
    expect(commands.map(({ command }) => command)).toEqual([
      "start",
      "bantuan",
      "topik",
      "pasal",
      "acara",
      "langganan",
      "berhenti",
      "profil",
      "lapor",
      "cek",
      "privasi",
      "tentang",
    ]);
  });

  it("is kind about a button of long ago, and about one that somebody made up", async () => {
    for (const data of [
      "/situasi sudah-dihapus",
      "/dasar sudah-dihapus",
      "/topik 99",
      "/perintah_lama",
      "/ngawur <b>",
    ]) {
      // Each by somebody else: one person's answers come a second apart.
      const ani = bot.person();
      bot.pushRaw({
        callback_query: {
          id: data,
          from: { id: ani.id, is_bot: false, first_name: "x" },
          data,
          message: { message_id: 5, date: 0, chat: { id: ani.id, type: "private" } },
        },
      });
      const { text, buttons } = await ani.next();
      expect(text, data).toMatch(/^Pilihan itu sudah tidak ada|^Pilih topik/);
      expect(buttons.flat().every(({ text: label }) => label.length > 0)).toBe(true);
    }
  });

  it("reads the knowledge again at SIGHUP and goes on answering", async () => {
    const reloaded = new Promise<void>((resolve) => {
      child.stderr.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes('"reloaded"')) resolve();
      });
    });
    child.kill("SIGHUP");
    await reloaded;
    const ani = bot.person();
    ani.says("boleh like postingan caleg?");
    expect((await ani.next()).text).toContain("DILARANG");
  });
});

describe("npm start with a Telegram token", () => {
  beforeEach(open);
  afterEach(close);

  it("serves Telegram, ignores stdin, and ends with 0 when asked to", async () => {
    const { child, end } = await start();
    child.stdin.end("boleh like postingan caleg?\n");
    const ani = bot.person();
    ani.says("boleh like postingan caleg?");
    const answer = await ani.next();
    expect(answer.text).toContain("⛔ DILARANG");
    expect(answer.text).toContain("SKB Netralitas ASN 2022");
    await ani.presses("Lihat bunyi ringkas pasalnya").answered;
    expect((await ani.next()).entities.map(({ type }) => type)).toContain("expandable_blockquote");
    await bot.waitFor(({ counts }) => (counts.get("setMyCommands")?.ok ?? 0) > 0, "the menu");
    const before = performance.now();
    child.kill("SIGTERM");
    child.kill("SIGINT");
    const { code, stdout, stderr } = await end;
    expect(code).toBe(0);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(stdout).toBe("siap: telegram\n");
    expect(stderr).toBe("");
    expect(bot.pending()).toBe(0);
  });

  it("serves by webhook when PUBLIC_URL is set", async () => {
    const port = String(await freePort());
    const { child, end } = await start({
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      HTTP_PORT: port,
      TELEGRAM_WEBHOOK_SECRET: "s3cret_-x",
    });
    expect(bot.webhook?.url).toBe(`http://127.0.0.1:${port}/telegram/webhook`);
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
    const ani = bot.person();
    ani.says("/privasi");
    expect((await ani.next()).text).toContain("tidak disimpan");
    child.kill("SIGTERM");
    expect((await end).code).toBe(0);
    expect(bot.counts.get("getUpdates")).toBeUndefined();
  });

  it.each([
    [{ TELEGRAM_BOT_TOKEN: "salah" }, "TELEGRAM_BOT_TOKEN"],
    [{ TELEGRAM_API_ROOT: "http://api.example.org" }, "TELEGRAM_API_ROOT"],
    [{ TELEGRAM_API_ROOT: "https://api.example.org/tg" }, "TELEGRAM_API_ROOT"],
    [{ PUBLIC_URL: "https://bot.example.go.id/hook" }, "PUBLIC_URL"],
    [{ PUBLIC_URL: "https://bot.example.go.id" }, "TELEGRAM_WEBHOOK_SECRET"],
    [{ PUBLIC_URL: "https://bot.example.go.id", TELEGRAM_WEBHOOK_SECRET: "abc" }, "HTTP_PORT"],
    [{ TELEGRAM_WEBHOOK_SECRET: "ada spasi" }, "TELEGRAM_WEBHOOK_SECRET"],
    [{ HTTP_PORT: "70000" }, "HTTP_PORT"],
    [{ NODE_DEBUG: "http" }, "NODE_DEBUG"],
  ])("names a wrong setting of %o, not its value", (wrong: Record<string, string>, name) => {
    const read = () => readSettings(environment(wrong));
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(name);
    expect(read).not.toThrow(bot.token);
    expect(read).not.toThrow("salah");
  });

  it("exits with 78 when a setting is wrong, and prints no value", async () => {
    const wrong = environment({ TELEGRAM_WEBHOOK_SECRET: "ada spasi", PUBLIC_URL: "https://bot.example.go.id" });
    const { code, stdout, stderr } = await runEntry("main.ts", [], { environment: wrong });
    expect(code).toBe(78);
    expect(stdout).toBe("");
    expect(stderr).toContain("TELEGRAM_WEBHOOK_SECRET");
    for (const value of [bot.token, "ada spasi"]) expect(stderr).not.toContain(value);
  });

  it("says what to do when Telegram refuses the token, and exits with 78", async () => {
    const unknown = `${bot.id}9:AAunknown-token`;
    const { code, stderr, stdout } = await runEntry("main.ts", [], {
      environment: environment({ TELEGRAM_BOT_TOKEN: unknown }),
    });
    expect(code).toBe(78);
    expect(stderr).toMatch(/TELEGRAM_BOT_TOKEN.*@BotFather/);
    expect(stderr).not.toContain(unknown);
    expect(stdout).toBe("");
  });

  it("waits for Telegram when it is away at the start, and can be stopped meanwhile", async () => {
    const nowhere = await freePort();
    const child = startEntry("main.ts", [], environment({ TELEGRAM_API_ROOT: `http://127.0.0.1:${nowhere}` }));
    const end = finish(child);
    let stderr = "";
    await new Promise<void>((resolve) => {
      child.stderr.on("data", (chunk) => {
        stderr += chunk;
        if (stderr.includes("not_receiving")) resolve();
      });
    });
    child.kill("SIGTERM");
    const { code, stdout } = await end;
    expect(code).toBe(0);
    expect(stdout).toBe("");
  });
});

describe("privacy on Telegram", () => {
  beforeEach(open);
  afterEach(close);

  it("leaves no text, id, name or token in stdout, trace logs, DEBUG output or the data folder", async () => {
    const ani = bot.person({
      id: 7_391_846_205,
      firstName: "Sumirah",
      username: "sumirah_kacapiring",
      languageCode: "jv",
    });
    const group = bot.group({ id: -1_009_182_736_455, title: "Grup Kelurahan Gunung Lingkas", kind: "supergroup" });
    const secrets = [
      bot.token,
      bot.token.split(":")[1] ?? "",
      ...[
        "7391846205",
        "1009182736455",
        "Sumirah",
        "sumirah_kacapiring",
        "Gunung Lingkas",
        "kembang sepatu",
        "198503122010012005",
      ],
      ...["lurah bagi sembako kenanga", "melati tiga tangkai", '"kutip" & <sudut>', "cempaka.jpg"],
    ];
    const { child, end } = await start({ LOG_LEVEL: "trace", DEBUG: "*" });
    ani.says("boleh like postingan kembang sepatu? NIP saya 198503122010012005");
    await ani.next();
    ani.says('pertanyaan dengan "kutip" & <sudut> dan melati tiga tangkai');
    await ani.next();
    ani.says("kemarin lurah bagi sembako kenanga, saya ada fotonya");
    await ani.next();
    ani.sends("document", {
      caption: "ini buktinya",
      document: { file_id: "f", file_unique_id: "u", file_name: "cempaka.jpg" },
    });
    await ani.next();
    group.says(ani, `@${bot.username} boleh komen melati tiga tangkai?`);
    await group.next();
    bot.fail({ method: "sendMessage", code: 400, description: "Bad Request: can't parse entities" });
    bot.fail({ method: "getUpdates", reset: true });
    ani.says("melati tiga tangkai lagi");
    await ani.next();
    bot.fail({ method: "sendMessage", truncate: true });
    ani.says("melati tiga tangkai terus");
    await ani.next();
    bot.pushRaw({ message: { text: "melati tiga tangkai", chat: "rusak" } });
    ani.blocks();
    ani.unblocks();
    child.kill("SIGKILL");
    const first = await end;
    const left = placesIn(folder);
    const second = await start({ LOG_LEVEL: "trace", DEBUG: "*" });
    await bot.waitFor((each) => each.pending() === 0, "everything confirmed");
    second.child.kill("SIGTERM");
    const { stdout, stderr } = await second.end;

    const logs = first.stdout + first.stderr + stdout + stderr;
    expect(logs).toContain('"event":"ready"');
    const everything = [{ name: "the output", bytes: Buffer.from(logs) }, ...left, ...placesIn(folder)];
    expect(
      findLeaks(
        secrets.map((value) => ({ name: value, value })),
        everything,
      ),
    ).toEqual([]);
  });
});
