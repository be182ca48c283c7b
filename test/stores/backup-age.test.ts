import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startForgetting } from "../../src/forgetting.ts";
import { makeBackup } from "../../src/stores/backup.ts";
import { backupAge, lastBackupAt } from "../../src/stores/backup-age.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { silentLog } from "../support/conversation.ts";
import { makeDatabase, makeTipsDatabase } from "../support/make-database.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const DAY_MS = 86_400_000;

let folder: string;
let outside: string;
beforeEach(async () => {
  folder = newFolder();
  outside = newFolder();
  await makeDatabase(folder);
  await makeTipsDatabase(folder);
});
afterEach(() => {
  removeFolder(folder);
  removeFolder(outside);
});

/** What the service does at its start, so many days from now. */
async function startsIn(days: number): Promise<void> {
  const database = await openDatabase(folder);
  const now = () => Date.now() + days * DAY_MS;
  (await startForgetting(database, { now, zone: "WIT", log: silentLog, dataFolder: folder })).stop();
  await database.destroy();
}

const backup = (name: string, now = new Date()) => {
  const [file, keysFile] = [join(outside, name), join(outside, "kunci", name)];
  return makeBackup({ folder, file, keysFile, now, program: "0.0.0", tell: () => undefined });
};

describe("a service that starts when seven days are over", () => {
  it("throws away the keys beside the newest backup that are older, and those that a restore put aside", async () => {
    mkdirSync(join(outside, "kunci"));
    await backup("lama", new Date(Date.now() - 3 * DAY_MS));
    await backup("baru");
    // Of a process that cannot be: one that was killed.
    const left = join(outside, "kunci", ".sinetral-backup-99999999-0123456789ab");
    mkdirSync(left);
    writeFileSync(join(left, "keys.db"), "");
    const aside = join(folder, "before-restore-20310203040506-abcd");
    mkdirSync(aside);
    for (const name of ["keys.db", "keys.db-wal", "tips.db"]) writeFileSync(join(aside, name), "");
    await startsIn(3.9);
    expect(readdirSync(join(outside, "kunci")).sort()).toEqual([basename(left), "baru", "lama"]);
    await startsIn(5);
    expect(readdirSync(join(outside, "kunci"))).toEqual([basename(left), "baru"]);
    expect(readdirSync(aside)).toHaveLength(3);
    await startsIn(7.1);
    expect(readdirSync(join(outside, "kunci"))).toEqual([]);
    expect(readdirSync(aside)).toEqual(["tips.db"]);
    expect(existsSync(join(outside, "baru"))).toBe(true);
  });

  it("starts as well where that medium is not there", async () => {
    mkdirSync(join(outside, "kunci"));
    await backup("baru");
    removeFolder(outside);
    await startsIn(8);
    expect(lastBackupAt(folder)).toEqual(backupAge(folder)?.at);
    expect(backupAge(folder, new Date(Date.now() + 8 * DAY_MS))).toMatchObject({
      days: 8,
      isThere: false,
      overdueKeys: [],
    });
    writeFileSync(join(folder, "last-backup.json"), "{");
    await startsIn(8);
    expect([backupAge(folder), lastBackupAt(folder)]).toEqual([undefined, undefined]);
  });
});
