import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../src/desk/run-desk.ts";
import { linkInside, pairInside } from "./support/desk-pairing.ts";
import { findLeaks, placesIn } from "./support/leaks.ts";
import { finish, freePort, newFolder, printed, removeFolder, startEntry } from "./support/process.ts";
import { readTerminalQr } from "./support/read-qr.ts";
import { runInside } from "./support/run-inside.ts";
import { startTelegram } from "./support/telegram/server.ts";
import { usedFolder } from "./support/used-folder.ts";
import { startWhatsApp, type WhatsAppServer } from "./support/whatsapp-server/server.ts";

let root: string;
let folder: string;
let key: string;
let server: WhatsAppServer;
let running: ChildProcessWithoutNullStreams[];
beforeEach(async () => {
  root = newFolder();
  folder = join(root, "data");
  mkdirSync(folder, { mode: 0o700 });
  await usedFolder(folder);
  key = join(root, "kunci");
  writeFileSync(key, "kunci-percobaan-yang-panjang", { mode: 0o600 });
  server = await startWhatsApp({ oneTimeKeys: "few" });
  running = [];
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  await server.stop();
  removeFolder(root);
});

const environment = (more: Record<string, string> = {}) => ({
  DATA_DIR: folder,
  WHATSAPP: "baileys",
  WHATSAPP_WS_URL: server.url,
  WHATSAPP_ROOT_KEY: server.rootKey,
  WHATSAPP_STORE_KEY_FILE: key,
  LOG_LEVEL: "trace",
  ...more,
});
const noKey = { WHATSAPP_STORE_KEY_FILE: "" };

function start(entry: string, args: readonly string[], more: Record<string, string> = {}) {
  const child = startEntry(entry, args, environment(more));
  running.push(child);
  return { child, end: finish(child) };
}

const serve = (more?: Record<string, string>) => start("main.ts", [], more);
/** Resolves when the process has logged an event. */
function logged(child: ChildProcessWithoutNullStreams, event: string): Promise<void> {
  let seen = "";
  return new Promise((resolve) => {
    child.stderr.on("data", (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes(`"event":"${event}"`)) resolve();
    });
  });
}

/** What the doctor says of WhatsApp. */
async function health(more?: Record<string, string>): Promise<{ ok: boolean; says: string; remedy?: string }> {
  const { stdout } = await deskInside("doctor --json", more);
  const { checks } = JSON.parse(stdout) as { checks: Array<{ name: string; ok: boolean; says: string }> };
  const found = checks.find(({ name }) => name === "whatsapp");
  if (found === undefined) throw new Error(`nothing of WhatsApp in ${stdout}`);
  return found;
}

const deskInside = (args: string, more?: Record<string, string>) =>
  runInside(runDesk, args.split(" "), { environment: environment(more) });
const link = (more?: Record<string, string>) => linkInside(server, environment(more));
const beginPairing = () => pairInside(["--json"], environment());

const question = "boleh like postingan kembang sepatu caleg?";

async function asks(): Promise<string> {
  const ani = server.person({ name: "Sumirah Kacapiring" });
  await ani.says(question);
  return (await ani.next()).text;
}

describe("npm start with WhatsApp", () => {
  it("is linked beside the running service, answers beside Telegram, goes on after a restart, and leaves nothing half-linked", async () => {
    const telegram = await startTelegram();
    const bot = telegram.bot();
    const port = await freePort();
    const both = { TELEGRAM_BOT_TOKEN: bot.token, TELEGRAM_API_ROOT: telegram.url, HTTP_PORT: String(port) };
    const first = serve(both);
    await printed(first.child, "siap: telegram\n");
    expect(await health(both)).toMatchObject({ ok: false, remedy: expect.stringContaining("whatsapp pair") });
    const broken = beginPairing();
    const { qr: shown = "" } = await broken.next();
    broken.stop();
    expect(await broken.ended).toBe(1);
    expect(broken.said()).toContain("nothing is linked");
    await server.waitFor(() => server.connections().length === 0, "the end of the first try");
    await expect(server.account.scan(shown)).rejects.toThrow("not shown");
    const usable = printed(first.child, "siap: whatsapp\n");
    const qr = await link(both);
    await usable;
    expect(await asks()).toContain("DILARANG");
    const budi = bot.person();
    budi.says(question);
    expect((await budi.next()).text).toContain("DILARANG");
    expect(await health(both)).toMatchObject({ ok: true });
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('sinetral_channel_usable{channel="whatsapp"} 1\n');
    expect(metrics).toMatch(/^sinetral_whatsapp_connects \d+$/m);
    const again = await deskInside("whatsapp pair --json", both);
    expect(again).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("linked already") });
    first.child.kill("SIGTERM");
    const before = await first.end;
    expect(before).toMatchObject({ code: 0, stdout: "siap: telegram\nsiap: whatsapp\n" });

    chmodSync(key, 0o640);
    const second = serve();
    await printed(second.child, "siap: whatsapp\n");
    expect(await asks()).toContain("DILARANG");
    expect(await health()).toMatchObject({
      ok: true,
      says: expect.stringContaining("others may read the key file"),
      remedy: expect.stringContaining("chmod 600"),
    });
    expect(await deskInside("whatsapp unlink")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/is unlinked/),
    });
    await server.next("logout");
    const acts = JSON.parse((await deskInside("audit list --json")).stdout) as Array<{ action: string }>;
    expect(acts.map(({ action }) => action)).toEqual(["whatsapp-unlinked", "whatsapp-linked"]);
    expect(server.account.paired()).toBe(false);
    expect(await health()).toMatchObject({ ok: false, remedy: expect.stringContaining("whatsapp pair") });
    const interrupted = beginPairing();
    await interrupted.next();
    const asked = performance.now();
    second.child.kill("SIGTERM");
    expect(await interrupted.ended).toBe(3);
    expect(interrupted.said()).toContain("the service ended");
    const after = await second.end;
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(server.account.paired()).toBe(false);
    expect(after).toMatchObject({ code: 0, stdout: "siap: whatsapp\n" });
    expect(before.stderr).not.toContain("key_for_others");
    expect(after.stderr).toContain('"event":"key_for_others"');
    await telegram.stop();

    const [, pairing = ""] = qr.split("#");
    const secrets = [question, "kembang sepatu", "Sumirah Kacapiring", server.account.number, ...pairing.split(",")];
    expect(
      findLeaks(
        secrets.filter(({ length }) => length > 5).map((value, at) => ({ name: `secret ${at}`, value })),
        [
          ...placesIn(folder),
          ...[before.stderr, after.stderr, metrics].map((text, at) => ({
            name: `text ${at}`,
            bytes: Buffer.from(text),
          })),
        ],
      ),
    ).toEqual([]);
    expect(server.unhandled).toEqual([]);
  });

  it("answers without a key from a session in memory, and says so", async () => {
    const first = serve(noKey);
    await logged(first.child, "session_in_memory");
    await link(noKey);
    expect(await asks()).toContain("DILARANG");
    expect(await health(noKey)).toMatchObject({ ok: true, says: expect.stringContaining("in memory only") });
    expect(existsSync(join(folder, "whatsapp.db"))).toBe(false);
    first.child.kill("SIGTERM");
    expect((await first.end).stdout).toBe("siap: whatsapp\n");
  });

  it("is linked by the desk alone where no service runs, starts with that, and ends in time while WhatsApp gives no sign", async () => {
    await link();
    expect(server.account.paired()).toBe(true);
    const first = serve();
    await printed(first.child, "siap: whatsapp\n");
    expect(await asks()).toContain("DILARANG");
    first.child.kill("SIGTERM");
    expect((await first.end).code).toBe(0);
    await server.waitFor(() => server.connections().length === 0, "the end of its connection");
    server.faults.mute();
    const { child, end } = serve();
    await server.waitFor(() => server.connections().length === 1, "the service's connection");
    const asked = performance.now();
    child.kill("SIGTERM");
    expect(await end).toMatchObject({ code: 0, stdout: "" });
    expect(performance.now() - asked).toBeLessThan(10_000);
  });

  it("waits for the desk that is linking in a process of its own, whose QR is read and whose Ctrl-C leaves no trace", async () => {
    const { child, end } = start("desk.ts", ["whatsapp", "pair"], { WHATSAPP: "off" });
    const drawn = new Promise<string>((resolve) => {
      let out = "";
      child.stdout.on("data", (chunk: Buffer) => {
        out += chunk.toString();
        if (out.includes("It is good for")) resolve(out);
      });
    });
    expect(readTerminalQr(qrLinesOf(await drawn))).toMatch(/^https:\/\/wa\.me\//);
    const refused = await serve().end;
    expect(refused.stderr).toMatch(
      /The desk \(process \d+\) is linking or unlinking WhatsApp.*Wait until that has ended/,
    );
    expect(refused.code).toBe(1);
    const second = await deskInside("whatsapp pair --json");
    expect(second).toMatchObject({ code: 3, stderr: expect.stringContaining("another desk") });
    child.kill("SIGINT");
    const { code, stderr } = await end;
    expect({ code, end: stderr.slice(-42) }).toEqual({ code: 1, end: "Linking was broken off. Nothing was kept.\n" });
    expect(stderr).toContain("WHATSAPP=off: the service uses this link only");
    expect(existsSync(join(folder, "control.sock"))).toBe(false);
    await link();
  });

  it("starts with no other key than the one it has, and with none that lies beside the session", async () => {
    await link();
    const other = join(root, "kunci-lain");
    writeFileSync(other, "kunci-yang-lain-sama-sekali");
    const beside = join(folder, "kunci");
    writeFileSync(beside, readFileSync(key));
    const inEnvironment = { WHATSAPP_STORE_KEY: "kunci-percobaan-yang-panjang" };
    for (const [more, sentence] of [
      [{ WHATSAPP_STORE_KEY_FILE: other }, "not the key"],
      [{ WHATSAPP_STORE_KEY_FILE: beside }, "DATA_DIR"],
      [inEnvironment, "WHATSAPP_STORE_KEY"],
    ] as const) {
      const { code, stdout, stderr } = await serve(more).end;
      expect(stderr).toContain(sentence);
      expect(stderr).toContain("WHATSAPP=off");
      expect(stderr).not.toContain("kunci-percobaan-yang-panjang");
      expect({ code, stdout }).toEqual({ code: 78, stdout: "" });
    }
  });

  it("makes no second identity where the key of the first is not given, until that is forgotten", async () => {
    await link();
    expect(await health(noKey)).toMatchObject({ ok: false, says: expect.stringMatching(LOCKED) });
    expect(await deskInside("whatsapp pair --json", noKey)).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(LOCKED),
    });
    const { child, end } = serve(noKey);
    await logged(child, "session_locked");
    await expect
      .poll(() => health(noKey).catch(() => undefined))
      .toMatchObject({
        ok: false,
        says: expect.stringContaining("the key of its session is not given"),
        remedy: expect.stringMatching(/WHATSAPP_STORE_KEY_FILE.*whatsapp unlink/),
      });
    const refused = await deskInside("whatsapp pair --json", noKey);
    expect(refused).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(LOCKED) });
    expect(server.account.paired()).toBe(true);
    const { stdout } = await deskInside("whatsapp unlink", noKey);
    expect(stdout).toContain("on the phone remove the device too");
    expect(existsSync(join(folder, "whatsapp.db"))).toBe(false);
    server.account.unlink();
    const usable = printed(child, "siap: whatsapp\n");
    await link(noKey);
    await usable;
    child.kill("SIGTERM");
    const { code, stderr } = await end;
    expect(stderr).not.toContain('"not_linked"');
    expect(code).toBe(0);
  });

  it("does not start over a damaged session, of which the doctor tells and whose removal the desk offers, beside a service too", async () => {
    await link();
    const session = join(folder, "whatsapp.db");
    truncateSync(session, 5_000);
    const damaged = readFileSync(session);
    const remains = () => readdirSync(folder).filter((name) => name.startsWith("whatsapp"));
    const { code, stderr } = await serve().end;
    expect(stderr).toMatch(/cannot be read.*whatsapp unlink/);
    expect(code).toBe(3);
    expect(await health()).toMatchObject({ ok: false, says: expect.stringMatching(/cannot be read.*whatsapp unlink/) });
    const off = { WHATSAPP: "off", TELEGRAM_BOT_TOKEN: "", HTTP_PORT: "0" };
    const telegram = await startTelegram();
    const bot = telegram.bot();
    const beside = { ...off, TELEGRAM_BOT_TOKEN: bot.token, TELEGRAM_API_ROOT: telegram.url };
    const { child, end } = serve(beside);
    await printed(child, "siap: telegram\n");
    const unlinked = await deskInside("whatsapp unlink", beside);
    expect(unlinked).toMatchObject({ code: 0, stdout: expect.stringContaining("on the phone remove the device too") });
    expect(remains()).toEqual([]);
    child.kill("SIGTERM");
    expect((await end).code).toBe(0);
    await telegram.stop();
    writeFileSync(session, damaged);
    expect((await deskInside("whatsapp unlink")).stdout).toContain("on the phone remove the device too");
    expect(remains()).toEqual([]);
  });
});

const LOCKED =
  /A number is linked in DATA_DIR, and the key of its session is not given.*WHATSAPP_STORE_KEY_FILE.*unlink/;

function qrLinesOf(printed: string): string {
  const lines = printed.split("\n").filter((line) => /^[ ▀▄█]{40,}$/u.test(stripVTControlCharacters(line)));
  return lines.join("\n");
}
