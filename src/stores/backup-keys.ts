import { type Dirent, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readArchive } from "./backup-archive.ts";

/** People are told that what is deleted is gone from backups after as many days. */
export const KEYS_DAYS = 7;
const DAY_MS = 86_400_000;

export const keysUntil = (at: Date): Date => new Date(at.getTime() + KEYS_DAYS * DAY_MS);

/** Backups of keys in a folder that are older than they may be, whatever they are called. */
export function overdueKeys(folder: string, now: Date): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name))
    .filter((file) => {
      try {
        const archive = readArchive(file);
        return (
          archive.kind === "archive" &&
          archive.manifest.kind === "keys" &&
          keysUntil(new Date(archive.manifest.at)).getTime() <= now.getTime()
        );
      } catch {
        // Not for us to read: another account's, or gone meanwhile.
        return false;
      }
    });
}

/** Takes them away and tells which. One that cannot be removed stays, and the doctor names it. */
export function dropOverdueKeys(folder: string, now: Date): string[] {
  return overdueKeys(folder, now).filter((file) => {
    try {
      rmSync(file);
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
