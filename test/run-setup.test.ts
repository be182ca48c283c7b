import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../src/desk/run-desk.ts";
import { hashInvitationCode } from "../src/office/invitation.ts";
import { runSetup } from "../src/run-setup.ts";
import { valuesIn } from "../src/setup/env-file.ts";
import type { Run } from "../src/shell.ts";
import { openDatabase } from "../src/stores/database.ts";
import { createOfficers } from "../src/stores/officers-sqlite.ts";
import { atSetup, CTRL_C, CTRL_D, DOWN } from "./support/at-setup.ts";
import { startOpenAi } from "./support/openai-server/server.ts";
import { endedWithOthers, finish, freePort, newFolder, printed, removeFolder, startEntry } from "./support/process.ts";
import { runInside } from "./support/run-inside.ts";
import { startTelegram } from "./support/telegram/server.ts";
import type { TelegramServer } from "./support/telegram/types.ts";
import { usedFolder } from "./support/used-folder.ts";

let telegram: TelegramServer;
beforeAll(async () => {
  telegram = await startTelegram();
});
afterAll(() => telegram.stop());

let folder: string;
let file: string;
beforeEach(() => {
  folder = newFolder();
  file = join(folder, ".env");
});
afterEach(() => removeFolder(folder));

const data = () => join(folder, "data");
/** An .env as an office has it. */
const write = (more = "") =>
  writeFileSync(file, `# milik kantor\nDATA_DIR=${data()} # di sini\nTELEGRAM_API_ROOT=${telegram.url}\n${more}`, {
    mode: 0o600,
  });
const values = () => valuesIn(readFileSync(file, "utf8"));

describe("npm run setup", () => {
  it("asks again for a token that Telegram refuses, writes the one it knows, shows neither, and invites an admin", async () => {
    write("LOG_LEVEL=warn\n");
    const bot = telegram.bot({ username: "netral_kota_bot" });
    const refused = "123456:salah-sama-sekali";
    const { code, shown } = await atSetup(file, [
      ["Nama kantor", "Kesbangpol Kota 'Ambon'"],
      ["Zona waktu", DOWN + DOWN],
      ["Token bot", "bukan token"],
      ["Token bot", refused],
      ["Token bot", bot.token],
      ["Nama pendek", "A"],
      ["Nama pendek", "ana"],
    ]);
    expect(code).toBe(0);
    expect(shown).toContain("bentuknya angka, titik dua");
    expect(shown).toContain("Telegram menolak token ini (401)");
    expect(shown).toContain("mengenal bot ini: @netral_kota_bot");
    for (const secret of [refused, bot.token, bot.token.split(":")[1] ?? ""]) expect(shown).not.toContain(secret);
    expect(values()).toMatchObject({
      OFFICE_NAME: "Kesbangpol Kota 'Ambon'",
      OFFICE_ZONE: "WIT",
      TELEGRAM_BOT_TOKEN: bot.token,
      LOG_LEVEL: "warn",
    });
    expect(readFileSync(file, "utf8")).toMatch(/^# milik kantor\nDATA_DIR=\S+ # di sini\n/);
    expect([file, data()].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o700]);
    const [, invitation = ""] = /\/petugas (\S+)/.exec(shown) ?? [];
    const database = await openDatabase(data());
    const redeemed = await createOfficers(database).redeem(hashInvitationCode(invitation), "telegram:1", new Date());
    await database.destroy();
    expect(redeemed).toMatchObject({ name: "ana", role: "admin" });
  });

  it("shows what is there when it is run again, and changes nothing on Enter", async () => {
    write();
    const bot = telegram.bot();
    await atSetup(file, [
      ["Nama kantor", "Kesbangpol Baru"],
      ["Token bot", bot.token],
    ]);
    const before = { text: readFileSync(file, "utf8"), at: statSync(file).mtimeMs };
    const officers = () => runInside(runDesk, ["officer", "list"], { environment: { DATA_DIR: data() } });
    const invited = await officers();
    const { code, shown, asked } = await atSetup(file);
    expect(code).toBe(0);
    expect(shown).toContain("(Kesbangpol Baru)");
    expect(shown).toContain("tidak ada yang berubah");
    expect(shown).toContain("Sudah ada: admin (admin)");
    expect(shown).not.toContain("/petugas ");
    expect(shown).not.toContain(bot.token);
    expect(asked).not.toContain("Tulis sekarang?");
    expect({ text: readFileSync(file, "utf8"), at: statSync(file).mtimeMs }).toEqual(before);
    expect(await officers()).toEqual(invited);
  });

  it("leaves .env as it was when somebody goes away at any of its questions", async () => {
    write();
    const before = readFileSync(file, "utf8");
    const { asked } = await atSetup(file, [
      ["Nama kantor", "Lain"],
      ["Tulis sekarang?", "t"],
    ]);
    expect(asked.length).toBeGreaterThan(8);
    for (const [at, question] of asked.entries()) {
      const first = at === 0 ? [] : [["Nama kantor", "Lain"] as const];
      const { code, shown } = await atSetup(file, [...first, [question, at % 2 === 0 ? CTRL_C : CTRL_D]]);
      expect({ question, code, shown }).toMatchObject({ code: 1, shown: expect.stringContaining("tidak berubah") });
      expect(readFileSync(file, "utf8"), question).toBe(before);
      expect(existsSync(data()), question).toBe(false);
    }
  });

  it("warns of a token that another service has a webhook with, and takes it only when told so", async () => {
    write();
    const bot = telegram.bot();
    await fetch(`${telegram.url}/bot${bot.token}/setWebhook?url=https://lain.example.go.id/telegram/webhook`);
    const { shown } = await atSetup(file, [["Token bot", bot.token]]);
    expect(shown).toContain("mengirim pesannya ke lain.example.go.id");
    expect(values()["TELEGRAM_BOT_TOKEN"]).toBeUndefined();
    await atSetup(file, [
      ["Token bot", bot.token],
      ["Tetap pakai", "y"],
    ]);
    expect(values()["TELEGRAM_BOT_TOKEN"]).toBe(bot.token);
    expect(bot.calls.map(({ method }) => method)).not.toContain("deleteWebhook");
  });

  it("keeps a token that could not be tried out, and says so", async () => {
    writeFileSync(file, `DATA_DIR=${data()}\nTELEGRAM_API_ROOT=http://127.0.0.1:${await freePort()}\n`);
    const { code, shown } = await atSetup(file, [["Token bot", "123456:belum-diperiksa"]]);
    expect(code).toBe(0);
    expect(shown).toContain("tidak terjangkau dari sini (ECONNREFUSED)");
    expect(values()["TELEGRAM_BOT_TOKEN"]).toBe("123456:belum-diperiksa");
    await atSetup(file, [["Token bot", "-"]]);
    expect(values()["TELEGRAM_BOT_TOKEN"]).toBe("");
  });

  it("asks for another folder where one cannot be used, and closes one that others may enter", async () => {
    mkdirSync(data());
    chmodSync(data(), 0o755);
    write();
    const { shown } = await atSetup(file, [
      ["Folder data", "~/sinetral"],
      ["Folder data", "/proc/nirgends"],
    ]);
    expect(shown).toContain("tanpa ~ di depan");
    expect(shown).toMatch(/\/proc\/nirgends tidak bisa dipakai \(E\w+\)/);
    expect(values()["DATA_DIR"]).toBe(data());
    expect(statSync(data()).mode & 0o777).toBe(0o700);
  });

  it("asks for another port where one is taken or none", async () => {
    write();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    const free = await freePort();
    const { shown } = await atSetup(file, [
      ["Porta", "delapan"],
      ["Porta", String(port)],
      ["Porta", String(free)],
    ]);
    taken.close();
    expect(shown).toContain("Porta adalah angka");
    expect(shown).toContain(`Porta ${port} tidak bisa dipakai (EADDRINUSE)`);
    expect(values()["HTTP_PORT"]).toBe(String(free));
  });

  it("tries the language model out by a question of its own, and again until it answers", async () => {
    write();
    const model = await startOpenAi();
    model.answerWith(() => ({ siap: true }));
    model.fault({ kind: "status", status: 401 });
    const { shown } = await atSetup(file, [
      ["Pakai model bahasa?", "y"],
      ["Alamat API", "ftp://x"],
      ["Alamat API", model.baseUrl],
      ["Kunci API", "kunci-salah"],
      ["Nama model", "stand-in"],
      ["Lalu?", DOWN],
      ["Kunci API", "kunci-benar"],
    ]);
    await model.stop();
    expect(shown).toContain("Model tidak menjawab (401). Kuncinya ditolak");
    expect(shown).toMatch(/Model menjawab dalam \d+ ms/);
    expect(shown).not.toMatch(/kunci-(salah|benar)/);
    expect(values()).toMatchObject({
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_API_KEY: "kunci-benar",
      OPENAI_MODEL: "stand-in",
    });
    const asked = model.requests.map(({ raw }) => raw.toString()).join("\n");
    expect(asked).not.toContain("Kesbangpol");
    const { code, shown: again } = await atSetup(file);
    expect(code).toBe(0);
    expect(again).toContain("Model tidak menjawab (ECONNREFUSED)");
    expect(again).toContain("tidak ada yang berubah");
  });

  it("says whether WhatsApp is within reach, and what is wrong with the key of its session", async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    write(`WHATSAPP_WS_URL=ws://127.0.0.1:${port}\n`);
    const key = join(folder, "kunci");
    writeFileSync(key, "0123456789abcdef0123456789abcdef\n", { mode: 0o600 });
    const { shown } = await atSetup(file, [
      ["Pakai WhatsApp", "y"],
      ["Berkas kunci", join(folder, "tidak-ada")],
      ["Berkas kunci", key],
    ]);
    expect(shown).toContain(`✓ 127.0.0.1:${port} terjangkau`);
    expect(shown).toContain("cannot be read (ENOENT)");
    expect(values()).toMatchObject({ WHATSAPP: "baileys", WHATSAPP_STORE_KEY_FILE: key });
    await new Promise((resolve) => server.close(resolve));
    expect((await atSetup(file)).shown).toContain(`127.0.0.1:${port} tidak terjangkau dari sini (ECONNREFUSED)`);
  });

  it("says what keeps the bot from starting with these settings, and then writes only when told so", async () => {
    write("PUBLIC_URL=https://bot.example.go.id\nTELEGRAM_BOT_TOKEN=1:a\n");
    const before = readFileSync(file, "utf8");
    const { code, shown } = await atSetup(file, [["Nama kantor", "Lain"]]);
    expect(shown).toContain("HTTP_PORT is missing");
    expect(code).toBe(1);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("says which setting of the environment wins over the file", async () => {
    write();
    const { shown } = await atSetup(file, [], { TELEGRAM_BOT_TOKEN: "1:dari-luar" });
    expect(shown).toContain("TELEGRAM_BOT_TOKEN sudah ditetapkan di lingkungan");
  });

  it.skipIf(process.getuid?.() !== 0)("leaves an invitation to the account of the folder where root asks", async () => {
    write();
    mkdirSync(data());
    chownSync(data(), 65_534, 65_534);
    const { code, shown } = await atSetup(file);
    expect(code).toBe(0);
    expect(shown).toMatch(/sudo -u \S+ npm run -s desk -- officer invite --name ana/);
    expect(readdirSync(data())).toEqual([]);
  });

  it("writes to the folder it is given, where what the system promises is not what it does", async ({ skip }) => {
    write();
    const small = newFolder();
    // Room, and none for another name.
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=2g,nr_inodes=1,mode=700", "tmpfs", small]).status !== 0)
      skip("this account may not mount a small disk");
    try {
      const { shown } = await atSetup(file, [["Folder data", small]]);
      expect(shown).toContain(`✘ ${small} tidak bisa dipakai (ENOSPC)`);
    } finally {
      spawnSync("umount", [small]);
      removeFolder(small);
    }
  });

  it("says so where the disk is too full for an invitation", async ({ skip }) => {
    write();
    mkdirSync(data(), { mode: 0o700 });
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=40k,mode=700", "tmpfs", data()]).status !== 0)
      skip("this account may not mount a small disk");
    try {
      const { code, shown } = await atSetup(file, [["Buat undangan", "y"]]);
      expect({ code, shown }).toMatchObject({ code: 3, shown: expect.stringMatching(/✘ The disk .* make room there/) });
    } finally {
      spawnSync("umount", [data()]);
    }
  });

  it("asks for no token where others could read along", async () => {
    write();
    const { code, shown, asked } = await atSetup(file, [], { NODE_TLS_REJECT_UNAUTHORIZED: "0" });
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
    expect(shown).toContain("unset it");
  });

  it("says what to do instead where there is no terminal, and writes nothing", async () => {
    const run: Run = (_, shell) => runSetup({ shell, file });
    const { code, stdout, stderr } = await runInside(run, []);
    expect(existsSync(file)).toBe(false);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/perlu terminal.*salin \.env\.example ke \.env/);
  });

  it.skipIf(!existsSync("/usr/bin/script"))(
    "comes to the bot in the terminal by Enter alone, at a real terminal in an empty folder",
    async () => {
      const setup = join(import.meta.dirname, "..", "src", "setup.ts");
      const env = {
        PATH: process.env["PATH"] ?? "",
        TERM: "xterm",
        NODE_COMPILE_CACHE: process.env["TEST_COMPILE_CACHE"],
      };
      const command = `${process.execPath} ${setup}`;
      const child = endedWithOthers(spawn("/usr/bin/script", ["-qefc", command, "/dev/null"], { cwd: folder, env }));
      const questions = ["Nama kantor", "WIT: ", "Folder data (", "Token bot", "WhatsApp juga?", "Porta (", "bahasa?"];
      const left = [...questions, "admin sekarang?", "Tulis sekarang?"];
      let shown = "";
      child.stdout.on("data", (chunk) => {
        shown += stripVTControlCharacters(String(chunk));
        if (left[0] === undefined || !shown.includes(left[0])) return;
        left.shift();
        shown = "";
        child.stdin.write("\r");
      });
      const { code } = await finish(child);
      expect(code).toBe(0);
      expect(values()).toMatchObject({ DATA_DIR: "./data", TELEGRAM_BOT_TOKEN: "", WHATSAPP: "off", HTTP_PORT: "0" });
      expect(statSync(file).mode & 0o777).toBe(0o600);
      await usedFolder(data());
      const bot = startEntry("main.ts", [], { ...values(), DATA_DIR: data() });
      const ended = finish(bot);
      await printed(bot, "siap: terminal");
      bot.stdin.end();
      expect((await ended).code).toBe(0);
    },
  );
});
