import { statSync, utimesSync } from "node:fs";
import type { TipFiles } from "./tips-database.ts";
import type { Attempt } from "./tips-patience.ts";

const DAY_MS = 86_400_000;

/**
 * Takes the time of day from the files after each write: a copy of the folder would tell when the last report came. What the
 * disk itself notes beside (`ctime`) no program can change.
 */
export function leavingDaysOnly(attempt: Attempt, { keys, tips }: TipFiles): Attempt {
  const files = [keys, tips].flatMap((file) => [file, `${file}-wal`, `${file}-shm`]);
  return async (work) => {
    try {
      return await attempt(work);
    } finally {
      keepDays(files);
    }
  };
}

export function keepDays(files: readonly string[]): void {
  for (const file of files) {
    try {
      const day = Math.floor(statSync(file).mtimeMs / DAY_MS) * DAY_MS;
      utimesSync(file, day / 1_000, day / 1_000);
    } catch {
      // Not there, another account's or on a disk that is read-only: no time of ours is kept then either.
    }
  }
}
