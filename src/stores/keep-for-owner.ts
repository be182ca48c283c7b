import { chmodSync, closeSync, existsSync, openSync } from "node:fs";

/**
 * Makes a database file and what SQLite lays beside it its owner's alone, and the file itself where it is not there. SQLite gives
 * its logs the rights of the file, but leaves those that are there as they are.
 */
export function keepForOwner(file: string): void {
  // Never one that is there: closing it would end the locks that SQLite has on it elsewhere in this process.
  if (!existsSync(file)) closeSync(openSync(file, "wx", 0o600));
  for (const each of [file, `${file}-wal`, `${file}-shm`].filter(existsSync)) {
    try {
      chmodSync(each, 0o600);
    } catch {
      // Another account's, or a file system without rights: whether it can be used at all, SQLite says.
    }
  }
}
