import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { modelFinding } from "../../src/desk/knowledge-checks.ts";
import { runDesk } from "../../src/desk/run-desk.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";
import { createChecks } from "../../src/stores/checks-sqlite.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { migrations } from "../../src/stores/migrations/all.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { enqueueNotice } from "../../src/stores/outbox-sqlite.ts";
import { folderRemedy } from "../../src/stores/owner.ts";
import { makeDatabase, makeTipsDatabase } from "../support/make-database.ts";
import { startOpenAi } from "../support/openai-server/server.ts";
import { freePort, newFolder, removeFolder } from "../support/process.ts";
import { insertEvent, insertMailing } from "../support/reported.ts";
import { runInside } from "../support/run-inside.ts";
import { startTelegram } from "../support/telegram/server.ts";
import type { TelegramServer } from "../support/telegram/types.ts";

let folder: string;
let telegram: TelegramServer;
beforeAll(async () => {
  telegram = await startTelegram();
});
afterAll(() => telegram.stop());
beforeEach(async () => {
  folder = newFolder();
  await makeDatabase(folder);
});
afterEach(() => removeFolder(folder));

type Row = { name: string; level: string; says: string; remedy?: string };

/** What the doctor says of some things, and its exit code. */
async function doctor(names: readonly string[], environment: Record<string, string> = {}) {
  const ended = await runInside(runDesk, ["doctor", "--json"], { environment: { DATA_DIR: folder, ...environment } });
  const { checks, code } = JSON.parse(ended.stdout) as { checks: Row[]; code: number };
  expect(ended.code).toBe(code);
  for (const { level, remedy, says } of checks) if (level !== "ok") expect(remedy, says).toMatch(/\S/);
  const rows = checks.filter(({ name }) => names.includes(name));
  return { code, rows, said: rows.map(({ level, says }) => `${level} ${says}`) };
}

const withToken = (token: string, root = telegram.url) => ({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: root });

/** Telegram as it is seen from a machine whose clock is off by so much. */
async function telegramIn(ms: number): Promise<{ url: string; close(): void }> {
  const server = createServer((asked, response) => {
    const there = request(`${telegram.url}${asked.url}`, (answer) => {
      const date = new Date(Date.now() - ms).toUTCString();
      response.writeHead(answer.statusCode ?? 0, { ...answer.headers, date });
      answer.pipe(response);
    });
    there.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

describe("the doctor on Telegram", () => {
  it("knows the bot, who posts for it, and the time", async () => {
    const bot = telegram.bot({ username: "netral_bot" });
    expect((await doctor(["token", "webhook", "clock"], withToken(bot.token))).said).toEqual([
      "ok Telegram knows @netral_bot",
      "ok none, as the bot polls",
      "ok within half a minute of Telegram's",
    ]);
  });

  it("tells of a token that is refused, and never shows it", async () => {
    const { code, rows } = await doctor(["token"], withToken("123456:tidak-dikenal"));
    expect({ code, rows }).toMatchObject({
      code: 3,
      rows: [{ level: "bad", remedy: expect.stringContaining("BotFather") }],
    });
    expect(JSON.stringify(rows)).not.toContain("tidak-dikenal");
  });

  it("tells of another service's webhook, and of one that is missing", async () => {
    const bot = telegram.bot();
    const webhook = { HTTP_PORT: "8080", TELEGRAM_WEBHOOK_SECRET: "rahasia" };
    const ours = { ...withToken(bot.token), ...webhook, PUBLIC_URL: "https://bot.example.go.id" };
    expect((await doctor(["webhook"], ours)).said).toEqual(["warn PUBLIC_URL is set, but Telegram posts nowhere"]);
    await fetch(`${telegram.url}/bot${bot.token}/setWebhook?url=https://lain.example.go.id/telegram/webhook`);
    const other = ["warn Telegram posts to lain.example.go.id: another service uses this token"];
    expect((await doctor(["webhook"], ours)).said).toEqual(other);
    expect((await doctor(["webhook"], withToken(bot.token))).said).toEqual(other);
    await fetch(`${telegram.url}/bot${bot.token}/setWebhook?url=https://bot.example.go.id/telegram/webhook`);
    expect((await doctor(["webhook"], ours)).said).toEqual([
      "ok Telegram posts to bot.example.go.id, as PUBLIC_URL says",
    ]);
  });

  it.each([
    [-60_000, 1, /^warn (59|60|61) s behind Telegram's$/],
    [3_600_000, 3, /^bad 3(599|600|601) s ahead of Telegram's$/],
  ])("tells of a clock that is off by %i ms", async (ms, code, says) => {
    const bot = telegram.bot();
    const there = await telegramIn(ms);
    const found = await doctor(["clock"], withToken(bot.token, there.url));
    there.close();
    expect(found).toMatchObject({ code, said: [expect.stringMatching(says)] });
    expect(found.rows[0]?.remedy).toContain("timedatectl");
  });

  it("says what it could not check where Telegram is out of reach, and goes on", async () => {
    const there = `http://127.0.0.1:${await freePort()}`;
    const { code, said } = await doctor(["token", "webhook", "clock", "knowledge"], withToken("1:a", there));
    expect(code).toBe(1);
    expect(said).toEqual([
      "warn Telegram cannot be reached from here (ECONNREFUSED); token, webhook and clock were not checked",
      expect.stringMatching(/^\w+ /),
    ]);
  });
});

describe("the doctor on the data folder", () => {
  it.skipIf(process.platform === "win32")("names files that others may read, and the command for it", async () => {
    chmodSync(join(folder, "sinetral.db"), 0o644);
    const { rows } = await doctor(["files"]);
    expect(rows).toMatchObject([{ level: "warn", says: "sinetral.db may be read or written by others" }]);
    expect(rows[0]?.remedy).toBe(`chmod -R go= ${folder}`);
  });

  it.skipIf(process.getuid?.() !== 0)("names files of another account, which the service cannot write", async () => {
    writeFileSync(join(folder, "search-0.db"), "");
    mkdirSync(join(folder, "lost+found"));
    for (const name of ["sinetral.db", "search-0.db", "lost+found"]) chownSync(join(folder, name), 65_534, 65_534);
    expect(await doctor(["files"])).toMatchObject({
      code: 3,
      rows: [{ level: "bad", says: /^search-0\.db, sinetral\.db are another/ }],
    });
  });

  it.skipIf(process.getuid?.() !== 0)(
    "touches nothing as root where the folder is another account's, nor does any command",
    async () => {
      chownSync(folder, 65_534, 65_534);
      const before = readdirSync(folder);
      expect(await doctor(["data", "database"])).toMatchObject({
        code: 3,
        rows: [{ level: "bad", says: /belongs to \S+, and root looks at nothing/, remedy: /^sudo -u \S+ npm run / }],
      });
      const environment = { DATA_DIR: folder };
      for (const command of ["officer list", "audit list", "tips recipients list"])
        expect(await runInside(runDesk, command.split(" "), { environment })).toEqual({
          ...{ code: 2, stdout: "" },
          stderr: expect.stringMatching(/run the same as that account: sudo -u \S+ …\.\n$/),
        });
      expect(readdirSync(folder)).toEqual(before);
    },
  );

  it("says of a disk that is full or read-only what to do about that, and of another account's folder which one", () => {
    expect(folderRemedy(folder, "ENOSPC")).toMatch(/make room/);
    expect(folderRemedy(folder, "EROFS")).toMatch(/read-only: see why/);
    expect(folderRemedy(folder, "EACCES")).toMatch(/sudo -u \S+ …/);
    expect(folderRemedy(join(folder, "none"), "EACCES")).toMatch(/sudo install -d -m 700 -o [\w#]+ \S+none\)/);
  });

  it("tells of a disk with little room", async ({ skip }) => {
    const small = newFolder();
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=100m,mode=700", "tmpfs", small]).status !== 0)
      skip("this account may not mount a small disk");
    try {
      expect(await doctor(["disk"], { DATA_DIR: small })).toMatchObject({
        code: 3,
        said: [expect.stringMatching(/^bad \d\d+ MB are free on the disk of /)],
      });
      spawnSync("mount", ["-o", "remount,size=600m", small]);
      expect(await doctor(["disk"], { DATA_DIR: small })).toMatchObject({ code: 1, rows: [{ level: "warn" }] });
    } finally {
      spawnSync("umount", [small]);
      removeFolder(small);
    }
  });

  it("says how tables stand to this version, and changes none by looking", async () => {
    const file = join(folder, "sinetral.db");
    const newest = Object.keys(migrations).at(-1);
    expect((await doctor(["database"])).said).toEqual([`ok tables of this version (${newest})`]);
    const change = (sql: string) => {
      const sqlite = new Sqlite(file);
      sqlite.exec(sql);
      sqlite.close();
    };
    change(`delete from kysely_migration where name = '${newest}'`);
    const before = readdirSync(folder);
    expect(await doctor(["database", "mailings"])).toMatchObject({
      code: 1,
      said: [`warn tables of an older version: ${newest} to come`],
    });
    expect(readdirSync(folder)).toEqual(before);
    change("insert into kysely_migration values ('9999-later', '2030-01-01')");
    expect(await doctor(["database"])).toMatchObject({ code: 3, rows: [{ level: "bad", says: /9999-later/ }] });
  });

  it("says so when the office's data cannot be used, and what to do", async () => {
    writeFileSync(join(folder, "sinetral.db"), "no database at all, but long enough to be read as one".repeat(400));
    const { code, rows } = await doctor(["database"]);
    expect(rows).toMatchObject([
      { level: "bad", says: /sinetral\.db cannot be read \(SQLITE_/, remedy: /restore FILE/ },
    ]);
    expect(code).toBe(3);
  });

  it("finds damaged pages, and goes on with everything else whatever cannot be looked at", async () => {
    const file = join(folder, "sinetral.db");
    const sqlite = new Sqlite(file);
    const pages = sqlite.prepare("select rootpage from sqlite_master where tbl_name = 'deliveries'").pluck().all();
    sqlite.close();
    const bytes = readFileSync(file);
    for (const page of pages as number[]) bytes.fill(0xff, (page - 1) * 4_096, page * 4_096);
    writeFileSync(file, bytes);
    // As root makes them who runs the service for once.
    mkdirSync(join(folder, "owner.lock"));
    const { code, rows } = await doctor(["service", "database", "sending", "knowledge"]);
    expect({ code, rows }).toMatchObject({
      code: 3,
      rows: [
        { name: "service", level: "bad", remedy: /ls -la/ },
        {
          name: "database",
          level: "bad",
          says: /sinetral\.db cannot be read \(SQLITE_CORRUPT\)/,
          remedy: /restore FILE/,
        },
        { name: "sending", level: "bad", says: /SQLITE_CORRUPT/ },
        { name: "knowledge" },
      ],
    });
  });

  it("leaves a restore that was cut off, and older tables of reports, to whoever starts next", async () => {
    await makeTipsDatabase(folder);
    const change = (sql: string) => {
      const sqlite = new Sqlite(join(folder, "tips.db"));
      sqlite.exec(sql);
      sqlite.close();
    };
    change("pragma user_version = 0");
    expect((await doctor(["tips"])).said).toEqual(["warn tips.db and keys.db have tables of an older version"]);
    change("pragma user_version = 1");
    mkdirSync(join(folder, "restoring-ab"));
    writeFileSync(join(folder, "restoring-ab", "tips.db"), "the restored one");
    const order = { staging: "restoring-ab", aside: "before-restore-ab", files: ["tips.db"] };
    writeFileSync(join(folder, "restore.json"), JSON.stringify(order));
    const before = readdirSync(folder);
    expect(
      await doctor(["database", "mailings", "tips"], { WHATSAPP: "baileys", WHATSAPP_WS_URL: "ws://127.0.0.1:9" }),
    ).toMatchObject({
      code: 3,
      said: [expect.stringMatching(/^bad a restore was cut off/)],
    });
    expect(readdirSync(folder)).toEqual(before);
  });

  it("asks for a backup as soon as there is something to lose", async () => {
    expect((await doctor(["backup"])).said).toEqual([expect.stringMatching(/^ok no backup .* nothing is kept/)]);
    const database = await openDatabase(folder);
    await createOfficers(database).invite("ana", "admin", "hash", new Date());
    await database.destroy();
    expect(await doctor(["backup"])).toMatchObject({ code: 1, said: ["warn no backup was made from here yet"] });
  });

  it("tells of messages that are late, and of those that a process began and never ended", async () => {
    const database = await openDatabase(folder);
    const hourAgo = Date.now() - 3_600_000;
    expect((await doctor(["sending"])).said).toEqual(["ok nothing is late by more than 15 minutes"]);
    const reply = { blocks: [], choices: [] };
    await enqueueNotice(database, "telegram:1", reply, hourAgo);
    await enqueueNotice(database, "telegram:2", reply, hourAgo);
    await enqueueNotice(database, "telegram:3", reply, hourAgo, hourAgo + 1);
    await enqueueNotice(database, "telegram:4", reply, Date.now());
    const event = await insertEvent(database);
    await insertMailing(database, { event }, { due: "2024-10-03T08:00" }, [["BKPSDM", "sending", 1]]);
    await database.updateTable("mailings").set({ state: "open", until: null }).execute();
    await database.updateTable("mailing_deliveries").set({ lease_until: hourAgo, channel: "whatsapp" }).execute();
    await database.destroy();
    const { code, said, rows } = await doctor(["sending"]);
    expect({ code, said }).toEqual({
      code: 1,
      said: [
        "warn 2 messages to telegram should have gone out over 15 minutes ago",
        "warn 1 message to whatsapp was begun by a process that never ended it",
      ],
    });
    expect(rows[0]?.remedy).toMatch(/^npm start/);
  });
});

it("the doctor tells of a port that another program has, where no service runs", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  expect(await doctor(["port"], { HTTP_PORT: String(port) })).toMatchObject({
    code: 3,
    rows: [{ level: "bad", says: /\(EADDRINUSE\)/, remedy: /ss -ltnp/ }],
  });
  await new Promise((resolve) => other.close(resolve));
  expect((await doctor(["port"], { HTTP_PORT: String(port) })).rows).toEqual([]);
});

it("the doctor does not call damaged reports a full disk", async () => {
  await makeTipsDatabase(folder);
  const file = join(folder, "tips.db");
  const bytes = readFileSync(file);
  bytes.fill(0xff, 4_096);
  writeFileSync(file, bytes);
  expect((await doctor(["tips"])).said).toEqual([
    expect.stringMatching(
      /^bad tips\.db or keys\.db is damaged \(SQLITE_CORRUPT\w*\): .* restore both from one backup/,
    ),
  ]);
});

describe("the doctor on WhatsApp, where no service runs", () => {
  it("says whether its server is within reach, and what else would keep it from starting", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const set = { WHATSAPP: "baileys", WHATSAPP_WS_URL: `ws://127.0.0.1:${port}` };
    expect((await doctor(["whatsapp"], set)).said).toEqual([`ok 127.0.0.1:${port} can be reached from here`]);
    await new Promise((resolve) => server.close(resolve));
    writeFileSync(join(folder, "whatsapp.db"), "no session");
    const key = join(folder, "..", `${process.pid}-no-such-key`);
    expect((await doctor(["whatsapp"], { ...set, WHATSAPP_STORE_KEY_FILE: key })).said).toEqual([
      expect.stringMatching(/^bad WHATSAPP_STORE_KEY_FILE names a file that cannot be read \(ENOENT\)/),
      expect.stringMatching(/^warn 127\.0\.0\.1:\d+ cannot be reached from here \(ECONNREFUSED\)/),
    ]);
  });
});

describe("the doctor on the knowledge", () => {
  afterEach(() => void vi.useRealTimers());

  it("names regulations that nobody has looked at for half a year, until an officer has", async () => {
    const inTwoYears = new Date(Date.now() + 2 * 365 * 86_400_000);
    vi.useFakeTimers({ toFake: ["Date"], now: inTwoYears });
    const { code, rows } = await doctor(["knowledge"]);
    expect({ code, rows }).toMatchObject({ code: 1, rows: [{ level: "warn", says: /and \d+ more may have changed/ }] });
    expect(rows[0]?.remedy).toMatch(/desk kb checked [a-z0-9-]+ --as NAME/);
    const { regulations } = await readKnowledge(knowledgeFolder);
    const database = await openDatabase(folder);
    const checks = createChecks(database);
    for (const id of regulations.keys()) await checks.note(id, inTwoYears.toISOString().slice(0, 10), "ana");
    await database.destroy();
    expect((await doctor(["knowledge"])).said).toEqual([expect.stringMatching(/^ok .* none checked too long ago$/)]);
  });
});

describe("the doctor on the language model", () => {
  it("asks it a question of its own, and names what is wrong with the key, the server or what it says", async () => {
    const server = await startOpenAi();
    const set = { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "stand-in", OPENAI_API_KEY: "kunci" };
    server.answerWith(() => ({ siap: true }));
    const { said } = await doctor(["prompts", "model"], set);
    expect(said).toEqual([expect.stringMatching(/^ok pahami \d+, jawab \d+$/), "ok stand-in answers"]);
    expect(server.requests).toHaveLength(1);
    expect(modelFinding({ kind: "answers", ms: 5_900 }, "m")).toMatchObject({ level: "warn", says: /took 6 s/ });
    const embedding = { ...set, OPENAI_EMBEDDING_MODEL: "stand-in-embedding" };
    expect((await doctor(["embeddings"], embedding)).said).toEqual(["ok stand-in-embedding gives vectors"]);
    server.fault({ kind: "status", status: 404, path: "/v1/embeddings" });
    expect((await doctor(["embeddings"], embedding)).rows).toMatchObject([
      { level: "warn", says: /no vectors \(404\)/, remedy: /OPENAI_EMBEDDING_MODEL/ },
    ]);
    server.fault({ kind: "status", status: 401 });
    expect((await doctor(["model"], set)).rows).toMatchObject([
      { level: "warn", says: /\(401\)/, remedy: /OPENAI_API_KEY/ },
    ]);
    server.answerWith(() => "Siap, Bapak!");
    expect((await doctor(["model"], set)).said).toEqual([expect.stringMatching(/^warn .*not in the shape/)]);
    await server.stop();
    expect((await doctor(["model"], set)).said).toEqual([expect.stringMatching(/^warn .*\(ECONNREFUSED\)/)]);
    expect((await doctor(["prompts", "model"])).rows).toEqual([]);
    expect((await doctor(["model"], { OPENAI_EMBEDDING_MODEL: "e" })).rows).toMatchObject([
      { level: "warn", says: /OPENAI_EMBEDDING_MODEL/, remedy: /OPENAI_BASE_URL/ },
    ]);
  });
});

it("every remedy names a command that there is", async () => {
  const scripts = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: object }).scripts;
  const { stdout } = await runInside(runDesk, ["doctor"], { environment: { DATA_DIR: folder } });
  for (const [, name] of stdout.matchAll(/npm run (?:-s )?([a-z]+)/g)) expect(Object.keys(scripts)).toContain(name);
});
