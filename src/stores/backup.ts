import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { noteBackup } from "./backup-age.ts";
import { describeFile, readArchive, takeOut, writeArchive } from "./backup-archive.ts";
import { dropOverdueKeys, keysUntil, WORK } from "./backup-keys.ts";
import { type BackupFileName, type BackupManifest, newManifestOf } from "./backup-manifest.ts";
import { checkFile, copyOffice, lookInto } from "./copy-office.ts";
import { databaseFile } from "./database.ts";
import { diskTrouble } from "./disk-trouble.ts";
import { settleFolder } from "./owner.ts";
import { syncFolder } from "./put-in-place.ts";
import { copyTips } from "./tips-copy.ts";
import { openTipsDatabase, tipFiles } from "./tips-database.ts";
import { tipsMigrations } from "./tips-migrations/all.ts";

export type BackupParts = {
  /** The data folder, also while a service writes there. */
  folder: string;
  file: string;
  /** Where what opens sealed reports goes. */
  keysFile: string;
  now: Date;
  program: string;
  /** Told what is being done when it may take long, for so many bytes or more; 50 MB unless told. */
  tell: (line: string) => void;
  bigBytes?: number;
};

export type MadeBackup = {
  manifest: BackupManifest;
  bytes: number;
  /** Undefined where there are no reports yet. */
  keys: { file: string; until: Date } | undefined;
  /** Older backups of keys beside the new one, which were thrown away. */
  removed: string[];
};

/** More takes seconds. */
const BIG = 50_000_000;

/**
 * Makes a backup while others write: what there is, in two files that are checked before they get their names. Whatever ends it leaves
 * the older ones as they were. The keys get their name first: newer keys open an older backup but for what was deleted since.
 * Throws what SQLite and the disk say; nothing is left then.
 */
export async function makeBackup(parts: BackupParts): Promise<MadeBackup> {
  const { folder, file, keysFile, now, program } = parts;
  const tell = (what: string, ...files: string[]) => {
    const bytes = files.filter(existsSync).reduce((sum, each) => sum + statSync(each).size, 0);
    if (bytes >= (parts.bigBytes ?? BIG)) parts.tell(`${what}, ${(bytes / 1_000_000).toFixed(1)} MB …`);
  };
  settleFolder(folder);
  const [at, keysAt] = [workIn(dirname(resolve(file))), workIn(dirname(resolve(keysFile)))];
  try {
    const office = join(at, "sinetral.db");
    tell("copying the office's data", databaseFile(folder));
    copyOffice(databaseFile(folder), office);
    const { migration, counts } = lookInto(office);
    const live = tipFiles(folder);
    const hasTips = existsSync(live.keys) || existsSync(live.tips);
    const copies = tipFiles(at);
    if (hasTips) {
      tell("copying sealed reports", live.keys, live.tips);
      const database = await openTipsDatabase(folder);
      try {
        await copyTips(database, at);
      } finally {
        await database.close();
      }
      for (const copy of Object.values(copies)) checkFile(copy);
    }
    const about = {
      ...{ id: randomBytes(16).toString("hex"), at: now.toISOString(), program },
      schema: { office: migration, tips: hasTips ? tipsMigrations.length : 0 },
    };
    const names: BackupFileName[] = ["sinetral.db", ...(hasTips ? ["tips.db" as const] : [])];
    const files = names.map((name) => describeFile(at, name));
    const manifest = newManifestOf({ ...about, kind: "office", counts, files });
    const whole = join(at, "backup");
    tell("writing and checking the backup", office, copies.tips);
    writeArchive(whole, manifest, at);
    check(whole);
    if (hasTips) {
      const keysOnly = { ...about, kind: "keys" as const, counts: {}, files: [describeFile(at, "keys.db")] };
      const keys = join(keysAt, "keys");
      writeArchive(keys, newManifestOf(keysOnly), at);
      check(keys);
      renameSync(keys, keysFile);
      syncFolder(dirname(resolve(keysFile)));
    }
    renameSync(whole, file);
    syncFolder(dirname(resolve(file)));
    try {
      noteBackup(folder, { at: about.at, file: resolve(file), keys: hasTips ? resolve(keysFile) : null });
    } catch (error) {
      // The backup is whole; the doctor tells the age of an older one until there is room for the note.
      if (diskTrouble(error) === undefined) throw error;
    }
    return {
      ...{ manifest, bytes: statSync(file).size },
      keys: hasTips ? { file: keysFile, until: keysUntil(now) } : undefined,
      removed: dropOverdueKeys(dirname(resolve(keysFile)), now),
    };
  } finally {
    for (const each of [at, keysAt]) rmSync(each, { recursive: true, force: true });
  }
}

function check(file: string): void {
  const archive = readArchive(file);
  if (archive.kind !== "archive") throw new Error(`a backup was written that reads as ${archive.kind}`);
  takeOut(file, archive.parts);
}

/** A folder for what is not finished, beside what it will be. What killed ones left there goes: it may hold keys. */
function workIn(folder: string): string {
  for (const name of readdirSync(folder)) {
    const pid = WORK.exec(basename(name))?.[1];
    if (pid !== undefined && Number(pid) !== process.pid && !isRunning(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
  const made = join(folder, `.sinetral-backup-${process.pid}-${randomBytes(6).toString("hex")}`);
  mkdirSync(made, { mode: 0o700 });
  return made;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
