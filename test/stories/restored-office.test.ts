import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { subscribe } from "../support/crowd.ts";
import { inviteOfficers } from "../support/invite-officers.ts";
import { endedWithOthers, type Finished, finish, newFolder, printed, removeFolder } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import { startTelegram } from "../support/telegram/server.ts";
import type { Bot, TelegramServer } from "../support/telegram/types.ts";
import { openTipDesk, type TipDesk } from "../support/tip-desk.ts";

const readme = readFileSync("README.id.md", "utf8");
const block = /## Memasang lagi dari cadangan\n[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
/** As they are typed, but for where the media are. */
const lines = block.trim().split("\n");
const REPORT = "aaaa-bbbb-cccc";
const SUBSCRIBER = 900_001;

let server: TelegramServer;
let bot: Bot;
let old: TipDesk;
let media: string;
let clean: string;

const inOldOffice = (...args: string[]) => runInside(runDesk, args, { environment: { DATA_DIR: old.folder } });

beforeAll(async () => {
  server = await startTelegram();
  bot = server.bot();
  old = await openTipDesk({ ana: {}, budi: { unit: "Inspektorat" }, cici: { unit: "BKPSDM" } });
  media = newFolder();
  for (const each of ["cadangan", "kunci"]) mkdirSync(join(media, each));
  await inviteOfficers(old.folder, { ana: "admin", budi: "penyetuju" });
  const database = await openDatabase(old.folder);
  await subscribe(database, 1, { from: SUBSCRIBER });
  await database.destroy();
  await old.tip(REPORT, ["ana", "budi"], async ({ write }) => [await write("amplop di aula")]);
  const event = join(media, "acara.json");
  const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  const when = { startsAt: `${day}T08:00`, endsAt: `${day}T12:00`, zone: "WIT", mode: "luring", reminders: ["P1D"] };
  writeFileSync(event, JSON.stringify({ title: "Apel netralitas", place: "Aula Contoh", audience: "semua", ...when }));
  for (const args of [
    ["event", "add", event, "--as", "ana"],
    ["event", "approve", "1", "--as", "budi"],
    ["backup", join(media, "cadangan", "senin"), "--keys", join(media, "kunci", "senin")],
  ])
    expect(await inOldOffice(...args)).toMatchObject({ code: 0, stderr: "" });
  clean = copyOfTheProgram();
});
afterAll(async () => {
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, "SIGKILL");
  await server.stop();
  for (const each of [old.folder, old.keys, media, clean]) removeFolder(each);
});

/** What a clone has, as far as the service needs it. */
function copyOfTheProgram(): string {
  const folder = newFolder();
  for (const each of ["src", "prompts", "knowledge", "package.json", ".env.example", "README.id.md"])
    cpSync(each, join(folder, each), { recursive: true });
  return folder;
}

/** Whoever edits `.env` fills in what they know; the address of Telegram is the stand-in's. */
function editor(known: Readonly<Record<string, string>>): string {
  const file = join(media, "editor.sh");
  const edits = Object.entries({ TELEGRAM_API_ROOT: server.url, ...known });
  const sed = edits.map(([name, value]) => `-e 's|^${name}=.*|${name}=${value}|'`).join(" ");
  writeFileSync(file, `#!/bin/sh\nsed -i ${sed} "$1"\n`);
  chmodSync(file, 0o755);
  return file;
}

const running = new Set<ChildProcessWithoutNullStreams>();

/** Types a line in the clean folder, in a process group of its own. */
function types(line: string, EDITOR = "true"): ChildProcessWithoutNullStreams {
  const { PATH = "", TEST_COMPILE_CACHE: NODE_COMPILE_CACHE = "" } = process.env;
  const typed = line.replaceAll("/mnt/", `${media}/`);
  const env = { PATH, NODE_COMPILE_CACHE, EDITOR };
  const child = endedWithOthers(spawn("sh", ["-c", typed], { cwd: clean, env, detached: true }));
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

const lineWith = (words: string) => lines.find((line) => line.includes(words)) ?? "";
const typesOut = (line: string, EDITOR?: string): Promise<Finished> => finish(types(line, EDITOR));

function linkModules(): void {
  const link = join(clean, "node_modules");
  if (!existsSync(link)) symlinkSync(join(process.cwd(), "node_modules"), link);
}

/** The restoring line as the README has it, in this process, with some of its words replaced. */
function restores(change: (args: string[]) => string[] = (args) => args, folder = join(clean, "data")) {
  const [, words = ""] = lineWith("restore").split(" -- ");
  const args = words.replaceAll("/mnt/", `${media}/`).split(" ");
  return runInside(runDesk, change(args), { environment: { DATA_DIR: folder } });
}

describe("an office that has its backup and README.id.md", () => {
  it("serves again from an empty folder with the commands that stand there, and nothing is missing", async () => {
    const [install, ...others] = lines.slice(0, -1);
    expect([install, others.length]).toEqual(["npm ci", 3]);
    // Whoever forgets it is told by a word that the README explains.
    const without = await typesOut(lineWith("restore"));
    const [word = "nothing"] = /ERR_\w+/.exec(without.stderr) ?? [];
    expect(/## Memasang lagi[\s\S]*?\n## /.exec(readme)?.[0]).toContain(word);
    // What it would fetch is here already.
    linkModules();
    const fills = editor({ TELEGRAM_BOT_TOKEN: bot.token, TIPS_ROOT: old.root, OFFICE_ZONE: "WIT" });
    const said: Finished[] = [];
    for (const line of others) said.push(await typesOut(line, fills));
    expect(said.map(({ code, stderr }) => [code, stderr])).toEqual(said.map(() => [0, ""]));
    expect(said[2]?.stdout).toMatch(/2 officers, 1 subscriber, 1 event/);

    const service = types(lines.at(-1) ?? "");
    const ended = once(service, "close");
    service.stderr.resume();
    await printed(service, "siap: telegram\n");
    const [anybody, subscriber] = [bot.person(), bot.person({ id: SUBSCRIBER })];
    anybody.says("boleh like postingan caleg?");
    expect((await anybody.next()).text).toContain("DILARANG");
    subscriber.says("/profil");
    expect((await subscriber.next()).text).toContain("Langganan: undangan dan pengingat kegiatan, serta pengumuman");
    subscriber.says("/acara");
    expect((await subscriber.next()).text).toContain("Apel netralitas");
    const environment = { DATA_DIR: join(clean, "data"), TIPS_ROOT: old.root };
    const open = ["tips", "open", REPORT, "--identity", old.file("ana"), "--json"];
    expect(JSON.parse((await runInside(runDesk, open, { environment })).stdout)).toMatchObject({
      parts: [{ text: "amplop di aula" }],
      problems: [],
    });
    const look = /`(npm run -s desk -- doctor)`/.exec(readme.slice(readme.indexOf("## Memasang lagi")))?.[1] ?? "";
    const well = await typesOut(look);
    expect(well.stdout).toContain("reports can be taken: 3 readers");
    // It is not in a backup that there was one.
    expect([well.code, well.stdout]).toEqual([1, expect.stringMatching(/somebody has to do something: backup\n$/)]);
    // Once more by mistake, while it serves and after: nothing happens to it.
    expect(await restores()).toMatchObject({ code: 1, stderr: expect.stringContaining("Stop that one first") });
    process.kill(-(service.pid ?? 0), "SIGTERM");
    await ended;
    expect(await restores()).toMatchObject({ code: 1, stderr: expect.stringContaining("with --force") });
  }, 120_000);

  it("is led out of a wrong step by a sentence, and has nothing half restored", async () => {
    const fresh = join(newFolder(), "data");
    const at = (args: string[], name: string) => args.map((arg) => (arg.endsWith("cadangan/senin") ? name : arg));
    const letter = join(media, "surat.txt");
    writeFileSync(letter, "Yth. Bapak");
    const cut = join(media, "terpotong");
    copyFileSync(join(media, "cadangan", "senin"), cut);
    truncateSync(cut, 20_000);
    const keys = join(media, "kunci", "senin");
    const wrong: Array<[(args: string[]) => string[], RegExp]> = [
      [() => ["restore"], /missing required argument 'file'/],
      [(args) => at(args, join(media, "senen")), /senen is not there; give the file/],
      [(args) => at(args, letter), /is not a backup of this program; give the file that desk backup wrote/],
      [(args) => at(args, keys), /has the keys of reports and nothing else; give the file/],
      [(args) => at(args, cut), /is damaged: it was cut off.*take another backup/],
      [(args) => [...args.slice(0, -1), join(media, "kunci", "senen")], /senen is not there/],
    ];
    for (const [change, says] of wrong)
      expect(await restores(change, fresh)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(says) });
    expect(existsSync(join(fresh, "sinetral.db"))).toBe(false);

    const dated = readFileSync(keys);
    const made = /"at": "([^"]+)"/.exec(dated.toString("latin1", 0, 2_000))?.[1] ?? "";
    dated.write(new Date(Date.parse(made) - 8 * 86_400_000).toISOString(), dated.indexOf(made), "latin1");
    writeFileSync(join(media, "kunci", "lama"), dated);
    const late = await restores((args) => [...args.slice(0, -1), join(media, "kunci", "lama")], fresh);
    expect(late).toMatchObject({ code: 0, stdout: expect.stringMatching(/older than the 7 days .* destroy it now/) });
    // TIPS_ROOT was left out.
    const doctor = await runInside(runDesk, ["doctor"], { environment: { DATA_DIR: fresh } });
    expect(doctor.stdout).toMatch(/tips .*TIPS_ROOT/);
    removeFolder(join(fresh, ".."));
  });

  it("is told by npm start that its token is wrong, or that there is none", async () => {
    const start = lines.at(-1) ?? "";
    linkModules();
    await typesOut(lineWith("cp "));
    for (const [token, says] of [
      ["bukan-token", /TELEGRAM_BOT_TOKEN/],
      ["123456:AAsalahketik", /TELEGRAM_BOT_TOKEN.*@BotFather|@BotFather.*TELEGRAM_BOT_TOKEN/],
    ] as const) {
      await typesOut(lineWith("EDITOR"), editor({ TELEGRAM_BOT_TOKEN: token }));
      const { code, stderr } = await typesOut(start);
      expect([token, code, stderr]).toEqual([token, 78, expect.stringMatching(says)]);
    }
    removeFolder(join(clean, ".env"));
    const terminal = types(start);
    terminal.stdin.end();
    expect(await finish(terminal)).toMatchObject({ code: 0, stdout: expect.stringContaining("siap: terminal") });
    expect(readme).toContain("Muncul `siap: terminal`? Token belum terisi di `.env`.");
  });
});
