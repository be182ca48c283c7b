import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkBackup } from "../../src/desk/backup-checks.ts";
import { runDesk } from "../../src/desk/run-desk.ts";
import { hostHere } from "../../src/host.ts";
import { readSettings } from "../../src/settings.ts";
import { makeBackup } from "../../src/stores/backup.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { takeFolder } from "../../src/stores/owner.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { insertBroadcast, insertMailing } from "../support/reported.ts";
import { runInside } from "../support/run-inside.ts";
import { openTipDesk, type TipDesk } from "../support/tip-desk.ts";
import { change, readRows } from "../support/tips-rows.ts";

const KEPT = "aaaa-bbbb-cccc";
const GONE = "dddd-eeee-ffff";

let desk: TipDesk;
let outside: string;
let fresh: string;
let file: string;
/** The data folder as each test finds it. */
let begun: string;
beforeAll(async () => {
  desk = await openTipDesk({ ana: {}, budi: { unit: "Inspektorat" } });
  await (await openDatabase(desk.folder)).destroy();
  for (const id of [KEPT, GONE])
    await desk.tip(id, ["ana", "budi"], async ({ write }) => [await write(`cerita ${id}`)]);
  begun = newFolder();
  cpSync(desk.folder, begun, { recursive: true });
});
beforeEach(() => {
  removeFolder(desk.folder);
  cpSync(begun, desk.folder, { recursive: true });
  outside = newFolder();
  fresh = join(newFolder(), "data");
  file = join(outside, "senin");
});
afterEach(() => {
  for (const each of [outside, join(fresh, "..")]) removeFolder(each);
});
afterAll(() => {
  for (const each of [desk.folder, desk.keys, begun]) removeFolder(each);
});

const run = (args: readonly string[], folder = desk.folder) =>
  runInside(runDesk, args, { environment: { DATA_DIR: folder, TIPS_ROOT: desk.root } });

const officers = async (folder: string) =>
  (JSON.parse((await run(["officer", "list", "--json"], folder)).stdout) as Array<{ name: string }>).map(
    ({ name }) => name,
  );

const invite = (name: string) => run(["officer", "invite", "--name", name, "--role", "admin"]);

const listed = async (folder: string) =>
  (
    JSON.parse((await run(["tips", "list", "--identity", desk.file("ana"), "--json"], folder)).stdout) as Array<{
      case: string;
    }>
  )
    .map((each) => each.case)
    .sort();

const opens = (id: string, folder: string) =>
  run(["tips", "open", id, "--identity", desk.file("ana"), "--json"], folder);

const shred = (id: string) => desk.store((store) => store.shred(id));

const asidesIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith("before-restore-"));

/** What a backup says of when it was made, changed: as if it had been made then. */
function makeOlder(archive: string, days: number): void {
  const bytes = readFileSync(archive);
  const at = /"at": "([^"]+)"/.exec(bytes.toString("latin1", 0, 2_000))?.[1] ?? "";
  bytes.write(new Date(Date.parse(at) - days * 86_400_000).toISOString(), bytes.indexOf(at), "latin1");
  writeFileSync(archive, bytes);
}

describe("desk backup", () => {
  it("writes two files for their owner alone, which any tar opens, and says what is in them and what not", async () => {
    await invite("ana");
    const { code, stdout, stderr } = await run(["backup", file]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /senin: the office's data \(1 officer, 1 entry of the audit\) and the sealed reports with the signed list/,
    );
    expect(stdout).toMatch(/senin\.keys: what opens these reports\..*throw it away by 20\d\d-/);
    expect(stdout).toMatch(
      /senin lies on the disk of DATA_DIR, and is lost with it: see whether its medium is mounted/,
    );
    expect(stdout).toMatch(/not in it: the linked WhatsApp device.*\.env.*knowledge.*readers' own keys/);
    expect(readdirSync(outside).sort()).toEqual(["senin", "senin.keys"]);
    for (const name of readdirSync(outside)) expect(statSync(join(outside, name)).mode & 0o777).toBe(0o600);
    const { stdout: members } = spawnSync("tar", ["-tf", file], { encoding: "utf8" });
    expect(members).toBe("sinetral-backup.json\nsinetral.db\ntips.db\n");
    mkdirSync(fresh);
    for (const each of [file, `${file}.keys`]) expect(spawnSync("tar", ["-xf", each, "-C", fresh]).status).toBe(0);
    expect(await officers(fresh)).toEqual(["ana"]);
    expect(await listed(fresh)).toEqual([KEPT, GONE]);
  });

  it("tells programs the same, and not how many reports there are", async () => {
    const { code, stdout } = await run(["backup", file, "--keys", join(outside, "kunci"), "--json"]);
    expect(code).toBe(0);
    const said = JSON.parse(stdout);
    expect(said).toMatchObject({ file, bytes: statSync(file).size, reports: true, schema: { tips: 1 }, removed: [] });
    expect(said.keys.file).toBe(join(outside, "kunci"));
    expect(Object.keys(said.counts)).not.toContain("cases");
    for (const id of [KEPT, GONE]) expect(stdout).not.toContain(id);
  });

  it("replaces an older backup of its own, and nothing else", async () => {
    await run(["backup", file]);
    await invite("ana");
    expect(await run(["backup", file])).toMatchObject({ code: 0 });
    expect(await run(["restore", file], fresh)).toMatchObject({ code: 0 });
    expect(await officers(fresh)).toEqual(["ana"]);
    const letter = join(outside, "surat.txt");
    writeFileSync(letter, "Yth. Bapak");
    for (const args of [[letter], [file, "--keys", letter], [file, "--keys", file], [`${file}.keys`]]) {
      const { code, stderr } = await run(["backup", ...args]);
      expect([code === 1 || code === 2, stderr]).toEqual([true, expect.stringMatching(/name another file/)]);
    }
    expect(readFileSync(letter, "utf8")).toBe("Yth. Bapak");
  });

  it("leads out where it cannot go to, or there is nothing to copy", async () => {
    const cases = [
      [join(outside, "tidak-ada", "x"), desk.folder, 2, /tidak-ada is not a folder that is there; make it/],
      [join(desk.folder, "x"), desk.folder, 1, /lies in DATA_DIR, and would be lost with it/],
      [outside, desk.folder, 1, /is not such a backup, so it is not replaced/],
      [file, fresh, 2, /holds nothing yet; set DATA_DIR/],
    ] as const;
    for (const [target, folder, code, says] of cases)
      expect(await run(["backup", target], folder)).toEqual({ code, stdout: "", stderr: expect.stringMatching(says) });
    expect(readdirSync(outside)).toEqual([]);
  });

  it("writes nothing over an older one when the disk is full, and clears away what it began", async () => {
    await run(["backup", file]);
    const before = readFileSync(file);
    // 100 KB at most in a file.
    const full = `trap '' XFSZ; ulimit -f 200; exec "$0" src/desk.ts backup "$1"`;
    const { PATH = "" } = process.env;
    const env = { PATH, DATA_DIR: desk.folder };
    const { status, stderr } = spawnSync("sh", ["-c", full, process.execPath, file], { env, encoding: "utf8" });
    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(/^The disk with .* is full or failing.*Make room.*What was there before is as it was\.$/m),
    ]);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(outside).sort()).toEqual(["senin", "senin.keys"]);
  });

  it("names the medium that may not be written to", async ({ skip }) => {
    const medium = newFolder();
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "ro", "tmpfs", medium]).status !== 0)
      skip("this account may not mount");
    try {
      expect(await run(["backup", file, "--keys", join(medium, "kunci")])).toEqual({
        ...{ code: 2, stdout: "" },
        stderr: `${medium} cannot be written to (EROFS); see how its medium is mounted, or name another\n`,
      });
      expect(readdirSync(outside)).toEqual([]);
    } finally {
      spawnSync("umount", [medium]);
      removeFolder(medium);
    }
  });

  it("tells what it does while it copies much", async () => {
    const told: string[] = [];
    const parts = { folder: desk.folder, file, keysFile: `${file}.keys`, now: new Date(), program: "0.0.0" };
    await makeBackup({ ...parts, tell: (line) => void told.push(line), bigBytes: 1 });
    expect(told).toEqual([
      expect.stringMatching(/^copying the office's data, \d+\.\d MB …$/),
      expect.stringMatching(/^copying sealed reports/),
      expect.stringMatching(/^writing and checking/),
    ]);
  });

  it("writes nothing over an older one when the data are damaged", async () => {
    await run(["backup", file]);
    const before = readFileSync(file);
    const database = join(desk.folder, "sinetral.db");
    const bytes = readFileSync(database);
    bytes.fill(0xff, 40_960, 81_920);
    writeFileSync(database, bytes);
    const { code, stderr } = await run(["backup", file]);
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/cannot be copied \(SQLITE_CORRUPT\).*keep the older backups/),
    ]);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(outside).sort()).toEqual(["senin", "senin.keys"]);
  });

  it("throws keys away that are older than seven days, and nothing else", async () => {
    const [old, young] = [join(outside, "dulu"), join(outside, "kemarin")];
    for (const each of [old, young]) await run(["backup", each]);
    makeOlder(`${old}.keys`, 7);
    makeOlder(old, 7);
    makeOlder(`${young}.keys`, 6.9);
    writeFileSync(join(outside, "lain.keys"), "bukan milik kami");
    const { stdout } = await run(["backup", file]);
    expect(stdout).toContain(`${old}.keys: older than that, thrown away`);
    expect(readdirSync(outside).sort()).toEqual([
      "dulu",
      "kemarin",
      "kemarin.keys",
      "lain.keys",
      "senin",
      "senin.keys",
    ]);
  });
});

describe("the doctor", () => {
  const findings = async () => {
    const { checks } = JSON.parse((await run(["doctor", "--json"])).stdout) as { checks: Array<{ name: string }> };
    return checks.filter(({ name }) => name === "backup");
  };

  it("tells how old the newest backup is, whether it is there, and which keys should be gone", async () => {
    expect(await findings()).toMatchObject([
      { level: "warn", says: "no backup was made from here yet", remedy: expect.stringMatching(/desk -- backup FILE/) },
    ]);
    await run(["backup", file]);
    expect(await findings()).toMatchObject([
      {
        level: "ok",
        says: `the newest backup was made within a day: ${file}, on the disk of DATA_DIR`,
        remedy: expect.stringMatching(/medium is mounted/),
      },
    ]);
    makeOlder(`${file}.keys`, 8);
    expect(await findings()).toMatchObject([
      { level: "ok" },
      {
        level: "warn",
        says: `${file}.keys is older than the 7 days that are promised`,
        remedy: expect.stringMatching(/delete it/),
      },
    ]);
    rmSync(`${file}.keys`);
    rmSync(file);
    expect(await findings()).toMatchObject([
      { level: "ok", says: expect.stringMatching(/not there now/), remedy: expect.stringMatching(/make a new one/) },
    ]);
    const note = join(desk.folder, "last-backup.json");
    for (const [days, level, says, remedy] of [
      [1.9, "ok", /made 1 day ago/, /make a new one/],
      [2.1, "warn", /made 2 days ago/, /each night/],
      [-30, "warn", /is dated 20\S+, which is still to come/, /set the clock .* each night/],
    ] as const) {
      const at = new Date(Date.now() - days * 86_400_000).toISOString();
      writeFileSync(note, JSON.stringify({ at, file, keys: null }));
      expect(await checkBackup(readSettings({ DATA_DIR: desk.folder }), {}, hostHere())).toMatchObject([
        { level, says: expect.stringMatching(says), remedy: expect.stringMatching(remedy) },
      ]);
    }
  });
});

describe("desk restore", () => {
  it("brings everything back on a fresh machine, notes it in the audit, and says what is to be done", async () => {
    await invite("ana");
    await run(["backup", file]);
    const { code, stdout, stderr } = await run(["restore", file], fresh);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/reports are back as of/);
    expect(stdout).toMatch(/WhatsApp has to be linked again/);
    expect(stdout).toMatch(/compare TIPS_ROOT and the head of the audit/);
    expect(await officers(fresh)).toEqual(["ana"]);
    expect(await listed(fresh)).toEqual([KEPT, GONE]);
    expect(JSON.parse((await opens(KEPT, fresh)).stdout)).toMatchObject({
      parts: [{ text: `cerita ${KEPT}` }],
      problems: [],
    });
    const entries = JSON.parse((await run(["audit", "list", "--json"], fresh)).stdout) as Array<{ action: string }>;
    expect(entries.find(({ action }) => action === "restored")).toMatchObject({
      who: "desk",
      action: "restored",
      detail: { madeAt: expect.stringMatching(/^20/) },
    });
    expect(await run(["audit", "verify"], fresh)).toMatchObject({ code: 0 });
    for (const name of ["sinetral.db", "keys.db", "tips.db"])
      expect(statSync(join(fresh, name)).mode & 0o777).toBe(0o600);
    expect(statSync(fresh).mode & 0o777).toBe(0o700);
  });

  it("refuses while a service has the folder, and where something is there unless forced, and keeps that", async () => {
    await invite("ana");
    await run(["backup", file]);
    await invite("budi");
    const giveBack = takeFolder(desk.folder);
    expect(await run(["restore", file, "--force"])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/already served by process \d+\. Stop that one first/),
    });
    giveBack();
    expect(await run(["restore", file])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/has sinetral\.db, keys\.db, tips\.db already; with --force/),
    });
    expect(await officers(desk.folder)).toEqual(["ana", "budi"]);
    writeFileSync(join(desk.folder, "whatsapp.db"), "tersegel");
    const { code, stdout } = await run(["restore", file, "--force", "--json"]);
    const { aside, whatsappLinked } = JSON.parse(stdout);
    expect([code, whatsappLinked]).toEqual([0, true]);
    expect(await officers(desk.folder)).toEqual(["ana"]);
    expect(await officers(aside)).toEqual(["ana", "budi"]);
    expect(readFileSync(join(desk.folder, "whatsapp.db"), "utf8")).toBe("tersegel");
    expect(asidesIn(desk.folder).map((name) => join(desk.folder, name))).toEqual([aside]);
    expect(statSync(aside).mode & 0o777).toBe(0o700);
  });

  it("refuses while another desk command has a database open", async () => {
    await run(["backup", file]);
    const held = await openDatabase(desk.folder);
    expect(await run(["restore", file, "--force"])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/sinetral\.db in DATA_DIR .* is open in another program/),
    });
    await held.destroy();
    expect(await run(["restore", file, "--force"])).toMatchObject({ code: 0 });
  });

  it("takes the place of data that cannot be opened any more", async () => {
    await invite("ana");
    await run(["backup", file]);
    for (const name of ["sinetral.db", "keys.db", "tips.db"])
      writeFileSync(join(desk.folder, name), "rusak".repeat(1_000));
    expect(await run(["restore", file, "--force"])).toMatchObject({ code: 0 });
    expect(await officers(desk.folder)).toEqual(["ana"]);
    expect(await listed(desk.folder)).toEqual([KEPT, GONE]);
  });

  it("reads a backup before it touches anything: what is cut off, changed, foreign or newer gets a sentence", async () => {
    await run(["backup", file]);
    const whole = readFileSync(file);
    const other = join(outside, "lain");
    const wrong: Array<[string, Buffer, RegExp]> = [
      ["empty", Buffer.alloc(0), /is not a backup of this program/],
      ["foreign", Buffer.from("PK\u0003\u0004".repeat(300)), /is not a backup of this program/],
      [
        "a database",
        readFileSync(join(desk.folder, "tips.db")),
        /is not a backup of this program; give the file that desk backup wrote/,
      ],
      ...[600, 2_000, 60_000, whole.length - 1].map((size): [string, Buffer, RegExp] => [
        `cut at ${size}`,
        whole.subarray(0, size),
        /is damaged: it was cut off, \d+.* bytes are left; take another backup/,
      ]),
      [
        "changed",
        Buffer.concat([whole.subarray(0, 90_000), Buffer.from("x"), whole.subarray(90_001)]),
        /is damaged: sinetral\.db in it is not what was written/,
      ],
      [
        "of a newer format",
        Buffer.from(whole.toString("latin1").replace('"format": 1', '"format": 2'), "latin1"),
        /made by a newer version/,
      ],
      [
        "of newer tables",
        Buffer.from(whole.toString("latin1").replace(/"office": "00/, '"office": "09'), "latin1"),
        /made by a newer version of this program; install that version/,
      ],
    ];
    for (const [name, bytes, says] of wrong) {
      writeFileSync(other, bytes);
      const { code, stderr } = await run(["restore", other, "--without-keys"], fresh);
      expect([name, code, stderr]).toEqual([name, 2, expect.stringMatching(says)]);
      expect(existsSync(fresh) ? readdirSync(fresh).filter((each) => !each.startsWith("owner.")) : []).toEqual([]);
    }
    const sentences: Array<[string[], RegExp]> = [
      [[join(outside, "tidak-ada")], /is not there; give the file/],
      [[outside], /is not a backup/],
      [[`${file}.keys`], /has the keys of reports and nothing else; give the file that was written together with it/],
      [[file, "--keys", file], /has no keys of reports/],
      [[file, "--keys", join(outside, "tidak-ada")], /is not there/],
    ];
    for (const [args, says] of sentences)
      expect(await run(["restore", ...args], fresh)).toMatchObject({ code: 2, stderr: expect.stringMatching(says) });
    truncateSync(`${file}.keys`, 20_000);
    expect(await run(["restore", file], fresh)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/senin\.keys is damaged/),
    });
  });

  it("brings a backup of an earlier version up to date, with what it has", async () => {
    await invite("ana");
    const database = join(desk.folder, "sinetral.db");
    for (const sql of [
      "delete from kysely_migration where name > '0012'",
      "drop table notice_hours",
      "alter table deliveries drop column until",
    ])
      change(database, sql);
    await run(["backup", file]);
    const newest = "select max(name) as name from kysely_migration";
    expect(readRows(database, newest)).toEqual([{ name: "0011-one-words" }]);
    expect(await run(["restore", file], fresh)).toMatchObject({ code: 0 });
    expect(readRows(join(fresh, "sinetral.db"), newest)).toEqual([{ name: "0012-notice-hours" }]);
    expect(await officers(fresh)).toEqual(["ana"]);
    expect(readdirSync(fresh).filter((name) => name.startsWith("before-"))).toEqual([]);
  });

  it("says how many mailings go out that somebody may have already", async () => {
    const db = await openDatabase(desk.folder);
    const broadcast = await insertBroadcast(db, "Halo");
    await insertMailing(db, { broadcast }, { due: "2024-10-10T08:00", state: "open" });
    await db.destroy();
    await run(["backup", file]);
    expect((await run(["restore", file], fresh)).stdout).toMatch(
      /mailings that waited then or fell due since: 1\..*desk broadcast stop ID/,
    );
  });
});

describe("reports that were deleted after a backup", () => {
  it("open from it until its keys are gone, and to nobody afterwards, whatever else is there", async () => {
    await run(["backup", file]);
    await shred(GONE);
    expect(await run(["restore", file], fresh)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/also what was deleted since/),
    });
    expect(JSON.parse((await opens(GONE, fresh)).stdout)).toMatchObject({ parts: [{ text: `cerita ${GONE}` }] });
    removeFolder(fresh);

    const headers = readRows<{ header: Buffer }>(join(desk.folder, "keys.db"), "select header from headers");
    expect(headers).toHaveLength(1);
    for (const { header } of headers) expect(readFileSync(file).includes(header.subarray(40, 120))).toBe(false);
    rmSync(`${file}.keys`);
    const { stdout } = await run(["restore", file, "--without-keys"], fresh);
    expect(stdout).toMatch(/no report of the backup opens any more, nor any code, for it was restored without keys/);
    expect(await listed(fresh)).toEqual([]);
    expect(await opens(GONE, fresh)).toMatchObject({ code: 2, stdout: "" });
    // The readers' list is there, and reports can come.
    expect((await run(["doctor"], fresh)).stdout).toContain("reports can be taken: 2 readers");
  });

  it("stay deleted with newer keys: those of a later backup, or those that were in place", async () => {
    await run(["backup", file]);
    await shred(GONE);
    const later = join(outside, "selasa");
    await run(["backup", later]);
    expect(await run(["restore", file, "--keys", `${later}.keys`], fresh)).toMatchObject({ code: 0 });
    expect(await listed(fresh)).toEqual([KEPT]);
    expect(JSON.parse((await opens(KEPT, fresh)).stdout)).toMatchObject({
      parts: [{ text: `cerita ${KEPT}` }],
      problems: [],
    });

    const { stdout } = await run(["restore", file, "--force"]);
    expect(stdout).toMatch(/what was deleted since stays deleted/);
    expect(await listed(desk.folder)).toEqual([KEPT]);
    // Once more, over what was restored.
    await run(["restore", file, "--force"]);
    expect(await listed(desk.folder)).toEqual([KEPT]);
  });

  it("are not mistaken for those that an older backup had not got yet", async () => {
    await shred(GONE);
    await run(["backup", file]);
    const newer = join(outside, "jumat");
    await desk.tip(GONE, ["ana", "budi"], async ({ write }) => [await write("cerita baru")]);
    await run(["backup", newer]);
    await run(["restore", file, "--force"]);
    expect(await listed(desk.folder)).toEqual([KEPT]);
    for (const name of asidesIn(desk.folder)) removeFolder(join(desk.folder, name));
    await run(["restore", newer, "--force"]);
    expect(await listed(desk.folder)).toEqual([KEPT, GONE]);
  });

  it("do not open with the keys of another office, which a restore refuses", async () => {
    await run(["backup", file]);
    change(join(desk.folder, "keys.db"), "update meta set pair = randomblob(16)");
    const { pair } = readRows<{ pair: Buffer }>(join(desk.folder, "keys.db"), "select pair from meta")[0] ?? {};
    change(join(desk.folder, "tips.db"), "update meta set pair = ?", pair);
    const other = join(outside, "kantor-lain");
    await run(["backup", other]);
    renameSync(`${other}.keys`, `${file}.keys`);
    expect(await run(["restore", file], fresh)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /senin\.keys does not open the reports of .*senin; name the keys that belong to it/,
      ),
    });
    copyFileSync(`${file}.keys`, `${other}.keys`);
    expect(await run(["restore", other], fresh)).toMatchObject({ code: 0 });
  });

  it("are never given up unasked: where keys are not there, what would be lost is said and nothing is done", async () => {
    await invite("ana");
    await run(["backup", file]);
    renameSync(`${file}.keys`, join(outside, "kunci"));
    await invite("budi");
    const lost =
      /senin\.keys is not there: without it no report of this backup opens ever again.* --keys FILE\. .*--without-keys/;
    const { code, stdout, stderr } = await run(["restore", file, "--force"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(lost);
    expect(stderr).toMatch(
      /reports that are in DATA_DIR .* now would be put aside with them, and thrown away after 7 days/,
    );
    expect([await officers(desk.folder), asidesIn(desk.folder)]).toEqual([["ana", "budi"], []]);
    expect(await run(["restore", file], fresh)).toEqual({
      ...{ code: 1, stdout: "" },
      stderr: expect.not.stringContaining("put aside"),
    });
    expect(existsSync(fresh)).toBe(false);
    const kunci = join(outside, "kunci");
    expect(await run(["restore", file, "--keys", kunci, "--without-keys"], fresh)).toMatchObject({ code: 2 });
    expect(await run(["restore", file, "--keys", kunci], fresh)).toMatchObject({ code: 0 });
    expect(await listed(fresh)).toEqual([KEPT, GONE]);
  });

  it("are called overdue when the keys should have been thrown away", async () => {
    await run(["backup", file]);
    makeOlder(`${file}.keys`, 8);
    expect((await run(["restore", file], fresh)).stdout).toMatch(
      /senin\.keys is older than the 7 days that are promised: destroy it now/,
    );
  });
});
