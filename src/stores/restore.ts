import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { BackupUnusableError, type ReadArchive, readArchive, takeOut } from "./backup-archive.ts";
import { keysUntil } from "./backup-keys.ts";
import type { BackupManifest } from "./backup-manifest.ts";
import { checkFile, lookInto } from "./copy-office.ts";
import { databaseFile } from "./database.ts";
import { forgetSince, isOnePair } from "./forget-since.ts";
import { migrations } from "./migrations/all.ts";
import { orderRestore, type RestoreOrder, settleRestore } from "./settle-restore.ts";
import { syncFile } from "./sync-file.ts";
import { forgetShredded, freshKeys } from "./tips-copy.ts";
import { tipFiles } from "./tips-database.ts";
import { tipsMigrations } from "./tips-migrations/all.ts";

export type RestoreParts = {
  /** The data folder, which the caller has taken. */
  folder: string;
  file: string;
  /** What opens the reports of the backup; undefined to do without it, after which nothing does. */
  keysFile: string | undefined;
  /** Whether what is there may be put aside. */
  force: boolean;
  now: Date;
  /** Brings the restored office up to date and writes down that it was restored. */
  finish: (folder: string, manifest: BackupManifest) => Promise<void>;
};

/** What became of the reports in a restore. */
export type RestoredReports =
  /** The backup has none; what there was stays. */
  | { kind: "none" }
  /** Without their keys nothing opens: only the list of readers came back. */
  | { kind: "without-keys" }
  /** `keysAt`: when the keys were copied. `areForgotten`: whether newer keys told what was deleted since. */
  | { kind: "restored"; keysAt: string; isOverdue: boolean; areForgotten: boolean };

export type Restored =
  | {
      kind: "restored";
      manifest: BackupManifest;
      reports: RestoredReports;
      /** Where what was there lies now. */
      aside: string | undefined;
      /** How many mailings waited, or have fallen due since: they go out when the service starts. */
      due: number;
    }
  | { kind: "something-there"; files: string[] }
  /** Another process has a file of the folder open. */
  | { kind: "open-elsewhere"; file: string };

/** A backup that was looked at and can be restored by this version. */
export type UsableBackup = ReadArchive & { kind: "archive" };

/** Looks at a backup of one kind. Throws a {@link BackupUnusableError} that says what to do instead. */
export function readBackup(file: string, kind: "office" | "keys"): UsableBackup {
  const archive = readArchive(file);
  switch (archive.kind) {
    case "missing":
      throw new BackupUnusableError(`${file} is not there; give the file that desk backup wrote`);
    case "foreign":
      throw new BackupUnusableError(`${file} is not a backup of this program; give the file that desk backup wrote`);
    case "newer":
      throw newer(file);
    case "damaged":
      throw new BackupUnusableError(
        `${file} is damaged: ${archive.says}; take another backup, or another copy of this one`,
      );
    case "archive": {
      const { manifest } = archive;
      if (!(manifest.schema.office in migrations) || manifest.schema.tips > tipsMigrations.length) throw newer(file);
      if (manifest.kind === kind) return archive;
      throw new BackupUnusableError(
        kind === "office"
          ? `${file} has the keys of reports and nothing else; give the file that was written together with it, and this one with --keys`
          : `${file} has no keys of reports; give the file of keys that was written together with a backup, such as FILE.keys`,
      );
    }
  }
}

function newer(file: string): BackupUnusableError {
  return new BackupUnusableError(
    `${file} was made by a newer version of this program; install that version, then restore`,
  );
}

/**
 * Puts a backup in the place of what is in a data folder, all of it or nothing: until the order is on the disk the folder is as it
 * was, and from then on whoever opens it next finishes what is left.
 */
export async function restoreBackup(backup: UsableBackup, parts: RestoreParts): Promise<Restored> {
  const { folder, file, now } = parts;
  const { manifest } = backup;
  const names = manifest.files.map(({ name }) => name);
  const all = names.includes("tips.db") ? (["sinetral.db", "keys.db", "tips.db"] as const) : (["sinetral.db"] as const);
  const there = all.filter((name) => ["", "-wal"].some((end) => existsSync(join(folder, `${name}${end}`))));
  if (there.length > 0 && !parts.force) return { kind: "something-there", files: there };
  const held = there.find((name) => isOpenElsewhere(join(folder, name)));
  if (held !== undefined) return { kind: "open-elsewhere", file: held };

  const order: RestoreOrder = {
    staging: `restoring-${randomBytes(6).toString("hex")}`,
    aside: `before-restore-${now.toISOString().replaceAll(/\D/g, "").slice(0, 14)}-${randomBytes(2).toString("hex")}`,
    files: [...all],
  };
  const staging = join(folder, order.staging);
  mkdirSync(staging, { mode: 0o700 });
  try {
    takeOut(file, backup.parts, staging);
    const reports = await stageReports(parts, manifest, staging);
    lookInto(databaseFile(staging));
    const due = countDue(databaseFile(staging), now);
    await parts.finish(staging, manifest);
    for (const name of order.files) syncFile(join(staging, name));
    orderRestore(folder, order);
    settleRestore(folder);
    return {
      ...{ kind: "restored", manifest, reports, due },
      aside: there.length > 0 ? join(folder, order.aside) : undefined,
    };
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
}

async function stageReports(
  { folder, file, keysFile, now }: RestoreParts,
  manifest: BackupManifest,
  staging: string,
): Promise<RestoredReports> {
  const files = tipFiles(staging);
  if (!existsSync(files.tips)) return { kind: "none" };
  checkFile(files.tips);
  if (keysFile === undefined) {
    await freshKeys(files);
    return { kind: "without-keys" };
  }
  const keys = readBackup(keysFile, "keys");
  takeOut(keysFile, keys.parts, staging);
  checkFile(files.keys);
  if (!isOnePair(files))
    throw new BackupUnusableError(
      `${keysFile} does not open the reports of ${file}; name the keys that belong to it with --keys, or restore without any: --without-keys`,
    );
  await forgetShredded(files);
  const areForgotten = await forgetSince(files, folder, manifest.at);
  const keysAt = keys.manifest.at;
  return { kind: "restored", keysAt, isOverdue: keysUntil(new Date(keysAt)) <= now, areForgotten };
}

/** Whoever has a database open holds a lock that forbids what this tries. A damaged one is held by nobody who could use it. */
function isOpenElsewhere(file: string): boolean {
  if (!existsSync(file)) return false;
  let db: Sqlite.Database | undefined;
  try {
    db = new Sqlite(file, { timeout: 1_000, fileMustExist: true });
    db.pragma("locking_mode = EXCLUSIVE");
    db.prepare("select count(*) from sqlite_master").get();
    return false;
  } catch (error) {
    return (error as { code?: string }).code?.startsWith("SQLITE_BUSY") === true;
  } finally {
    db?.close();
  }
}

function countDue(file: string, now: Date): number {
  const db = new Sqlite(file, { readonly: true });
  try {
    if (db.prepare("select 1 from sqlite_master where name = 'mailings'").get() === undefined) return 0;
    return db
      .prepare(
        `select count(*) from mailings where state in ('planned', 'held', 'open', 'paused') and due_at <= @now
         and (until is null or until > @now)`,
      )
      .pluck()
      .get({ now: now.getTime() }) as number;
  } finally {
    db.close();
  }
}
