import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkService } from "../src/desk/checks.ts";
import { checkModel } from "../src/desk/knowledge-checks.ts";
import { checkTelegram } from "../src/desk/telegram-checks.ts";
import { hostHere } from "../src/host.ts";
import { refuseUnheard } from "../src/refuse-unheard.ts";
import { readSettings } from "../src/settings.ts";
import { valuesIn } from "../src/setup/env-file.ts";
import { atSetup } from "./support/at-setup.ts";
import { startOpenAi } from "./support/openai-server/server.ts";
import { newFolder, removeFolder } from "./support/process.ts";
import { startTelegram } from "./support/telegram/server.ts";

let folder: string;
let unit: string;
let store: string;
beforeEach(() => {
  folder = newFolder();
  [unit, store] = [join(folder, "sinetral.service"), join(folder, "credstore")];
  writeFileSync(unit, readFileSync("deploy/sinetral.service", "utf8").replaceAll("/opt/sinetral", folder));
  mkdirSync(store);
  for (const name of ["TELEGRAM_BOT_TOKEN", "OPENAI_API_KEY", "WHATSAPP_STORE_KEY"])
    writeFileSync(join(store, name), "sealed");
});
afterEach(() => removeFolder(folder));

const host = () => hostHere({ unit, stores: [store, join(folder, "none")] }, folder);

describe("a machine where systemd runs the service", () => {
  it("is known by the unit that ships, for its own folder alone, with the secrets that lie there", () => {
    expect(host()).toEqual({
      start: "sudo systemctl start sinetral",
      why: "journalctl -u sinetral",
      group: "sinetral",
      secrets: new Map([
        ["TELEGRAM_BOT_TOKEN", "given"],
        ["OPENAI_API_KEY", "given"],
        ["WHATSAPP_STORE_KEY_FILE", "given"],
      ]),
    });
    const elsewhere = { start: "npm start", why: undefined, group: undefined, secrets: new Map() };
    expect(hostHere({ unit, stores: [store] }, join(folder, "other"))).toEqual(elsewhere);
    expect(hostHere({ unit: join(folder, "none"), stores: [] }, folder)).toEqual(elsewhere);
  });

  it("has a service that names what is missing where it has no channel, instead of ending as if all were well", () => {
    const [nothing, something] = [openSync("/dev/null", "r"), openSync(unit, "r")];
    const alone = readSettings({});
    const { dev, ino } = fstatSync(something);
    const underSystemd = { JOURNAL_STREAM: `${dev}:${ino}` };
    const streams = (stdin: number) => ({ stdin, stderr: something });
    expect(() => refuseUnheard(alone, underSystemd, streams(nothing))).toThrow(
      /^No channel is set: TELEGRAM_BOT_TOKEN is neither a credential/,
    );
    for (const [settings, environment, stdin] of [
      [readSettings({ TELEGRAM_BOT_TOKEN: "1:a" }), underSystemd, nothing],
      [readSettings({ WHATSAPP: "baileys" }), underSystemd, nothing],
      [alone, {}, nothing],
      [alone, { JOURNAL_STREAM: "8:1" }, nothing],
      [alone, underSystemd, something],
    ] as const)
      expect(() => refuseUnheard(settings, environment, streams(stdin))).not.toThrow();
    for (const each of [nothing, something]) closeSync(each);
  });

  it("has a doctor that compares the clock without a token, and takes nothing for wrong that only the service is given", async () => {
    const [telegram, model] = [await startTelegram(), await startOpenAi()];
    model.fault({ kind: "status", status: 401 });
    const settings = readSettings({
      ...{ DATA_DIR: join(folder, "data"), TELEGRAM_API_ROOT: telegram.url, OPENAI_BASE_URL: model.baseUrl },
      ...{ WHATSAPP: "baileys", WHATSAPP_WS_URL: "ws://127.0.0.1:9" },
    });
    const told = async (check: typeof checkTelegram) =>
      (await check(settings, {}, host())).map(({ name, level, says }) => `${name} ${level} ${says}`);
    expect(await told(checkTelegram)).toEqual([
      expect.stringMatching(/^token ok not looked at: the service alone is given it/),
      "clock ok within half a minute of Telegram's",
    ]);
    expect(await told(checkModel)).toEqual([
      expect.stringMatching(/^prompts ok/),
      expect.stringMatching(/^model ok .* was not asked: the service alone is given its key/),
    ]);
    mkdirSync(join(folder, "data"));
    writeFileSync(join(folder, "data", "whatsapp.db"), "sealed with a key that the desk has not");
    expect(await told(checkService)).toEqual([
      expect.stringMatching(/^service warn no service runs/),
      expect.stringMatching(/^whatsapp ok whether its session opens was not looked at/),
      expect.stringMatching(/^whatsapp warn 127\.0\.0\.1:9 cannot be reached/),
    ]);
    const [service] = await checkService(settings, {}, host());
    expect(service?.remedy).toBe("sudo systemctl start sinetral; journalctl -u sinetral says why it ended");
    await Promise.all([telegram.stop(), model.stop()]);
    expect((await told(checkTelegram))[1]).toMatch(
      /^clock warn Telegram cannot be reached .* the clock was not compared$/,
    );
  });

  it("has a wizard that writes no secret a second time, for then nothing would start, and takes out what is there", async () => {
    const file = join(folder, ".env");
    const set = { DATA_DIR: join(folder, "data"), TELEGRAM_BOT_TOKEN: "1:lama", WHATSAPP: "baileys" };
    const text = Object.entries({ ...set, WHATSAPP_WS_URL: "ws://127.0.0.1:9" }).map(
      ([name, value]) => `${name}=${value}\n`,
    );
    writeFileSync(file, text.join(""), { mode: 0o600 });
    const { code, shown, asked } = await atSetup(file, [["Nama pendek", "-"]], {}, host());
    expect(code).toBe(0);
    for (const name of ["TELEGRAM_BOT_TOKEN", "WHATSAPP_STORE_KEY_FILE", "OPENAI_API_KEY"])
      expect(shown).toContain(`${name} diberikan kepada layanan sebagai credential`);
    expect(shown).not.toContain("1:lama");
    expect(asked.filter((question) => /Token bot|Berkas kunci|Kunci API/.test(question))).toEqual([]);
    expect(shown).toContain(". sudo systemctl start sinetral, sampai tertulis siap");
    if (process.getuid?.() === 0)
      expect(shown).toContain("1. supaya layanan bisa membaca .env: sudo chown root:sinetral .env");
    expect(valuesIn(readFileSync(file, "utf8"))).toMatchObject({ TELEGRAM_BOT_TOKEN: "", WHATSAPP: "baileys" });
    const inContainer = await atSetup(file, [["Nama pendek", "-"]], { CREDENTIALS_DIRECTORY: store });
    expect(inContainer.shown).toContain("TELEGRAM_BOT_TOKEN diberikan kepada layanan sebagai credential");
  });
});
