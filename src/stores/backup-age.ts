import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { dropOverdueKeys, overdueKeys } from "./backup-keys.ts";

const DAY_MS = 86_400_000;
/** One is made each night; whatever is older than this missed at least one. The alert in deploy/alerts.yaml goes by the same. */
export const BACKUP_DAYS = 2;
/** What is dated later than this was made by a clock that was wrong, or is read by one. */
const AHEAD_MS = 3_600_000;

const lastSchema = z.object({ at: z.iso.datetime(), file: z.string(), keys: z.string().nullable() });

/** The newest backup of a data folder. */
export type LastBackup = z.infer<typeof lastSchema>;

const noteOf = (folder: string) => join(folder, "last-backup.json");

/** Notes where the newest backup lies, for the doctor and for what throws old keys away. */
export function noteBackup(folder: string, last: LastBackup): void {
  const draft = `${noteOf(folder)}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, `${JSON.stringify(last)}\n`, { mode: 0o600 });
    renameSync(draft, noteOf(folder));
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Of the newest backup, as far as its data folder knows. */
export type BackupAge = {
  at: Date;
  /** Whole days. */
  days: number;
  isOld: boolean;
  /** Dated after this moment: how old it is nobody knows. */
  isAhead: boolean;
  file: string;
  isThere: boolean;
  /** Whether it lies on the disk that it is to stand in for. */
  onSameDisk: boolean;
  /** Backups of keys beside it that should have been thrown away. */
  overdueKeys: string[];
};

/** When a data folder was backed up last. Undefined when it never was. */
export function backupAge(folder: string, now = new Date()): BackupAge | undefined {
  const last = readLast(folder);
  if (last === undefined) return undefined;
  const at = new Date(last.at);
  const ageMs = now.getTime() - at.getTime();
  const isThere = existsSync(last.file);
  return {
    ...{
      at,
      days: Math.max(0, Math.floor(ageMs / DAY_MS)),
      isOld: ageMs > BACKUP_DAYS * DAY_MS,
      isAhead: ageMs < -AHEAD_MS,
    },
    ...{ file: last.file, isThere, onSameDisk: isThere && isOnSameDisk(last.file, folder) },
    overdueKeys: last.keys === null ? [] : overdueKeys(dirname(last.keys), now),
  };
}

/** Whether a backup would be lost with the disk of its data, as where its medium was not mounted when it was made. */
export function isOnSameDisk(file: string, folder: string): boolean {
  return statSync(file).dev === statSync(folder).dev;
}

/** The same moment alone, without looking at any other medium. */
export function lastBackupAt(folder: string): Date | undefined {
  const last = readLast(folder);
  return last === undefined ? undefined : new Date(last.at);
}

/** Throws away what {@link backupAge} would name as overdue, where that medium is there; tells which. */
export function dropOverdueBackups(folder: string, now = new Date()): string[] {
  const last = readLast(folder);
  return last === undefined || last.keys === null ? [] : dropOverdueKeys(dirname(last.keys), now);
}

function readLast(folder: string): LastBackup | undefined {
  try {
    return lastSchema.parse(JSON.parse(readFileSync(noteOf(folder), "utf8")));
  } catch {
    // Never made here, or not written by us.
    return undefined;
  }
}
