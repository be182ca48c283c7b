import { type Dirent, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { readArchive } from "./backup-archive.ts";

/** People are told that what is deleted is gone from backups after as many days. */
export const KEYS_DAYS = 7;
const DAY_MS = 86_400_000;

export const keysUntil = (at: Date): Date => new Date(at.getTime() + KEYS_DAYS * DAY_MS);

/** Where a backup is made until it is whole, beside what it will be; by the process that makes it. */
export const WORK = /^\.sinetral-backup-(\d+)-[0-9a-f]{12}$/;

/** Backups of keys in a folder that are older than they may be, whatever they are called, and what one that was killed left there. */
export function overdueKeys(folder: string, now: Date): string[] {
  const isOver = (from: number) => keysUntil(new Date(from)).getTime() <= now.getTime();
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    try {
      if (entry.isDirectory()) return WORK.test(entry.name) && isOver(statSync(path).mtimeMs) ? [path] : [];
      const archive = entry.isFile() ? readArchive(path) : undefined;
      if (archive?.kind !== "archive" || archive.manifest.kind !== "keys") return [];
      return isOver(Date.parse(archive.manifest.at)) ? [path] : [];
    } catch {
      // Not for us to read: another account's, or gone meanwhile.
      return [];
    }
  });
}

/** Takes them away and tells which. One that cannot be removed stays, and the doctor names it. */
export function dropOverdueKeys(folder: string, now: Date): string[] {
  return overdueKeys(folder, now).filter((path) => {
    try {
      rmSync(path, { recursive: true });
      return true;
    } catch {
      // A medium that is read-only, or another account's.
      return false;
    }
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A medium that was taken out.
    return [];
  }
}
