import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { dropOverdueKeys, overdueKeys } from "./backup-keys.ts";

const DAY_MS = 86_400_000;

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

/**
 * When a data folder was backed up last, as far as it knows: how many whole days ago, where that lies and whether it is still there;
 * and the backups of keys beside it that should have been thrown away. Undefined when it never was.
 */
export function backupAge(
  folder: string,
  now = new Date(),
): { at: Date; days: number; file: string; isThere: boolean; overdueKeys: string[] } | undefined {
  const last = readLast(folder);
  if (last === undefined) return undefined;
  const at = new Date(last.at);
  return {
    at,
    days: Math.max(0, Math.floor((now.getTime() - at.getTime()) / DAY_MS)),
    file: last.file,
    isThere: existsSync(last.file),
    overdueKeys: last.keys === null ? [] : overdueKeys(dirname(last.keys), now),
  };
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
