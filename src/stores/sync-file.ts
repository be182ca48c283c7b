import { closeSync, fsyncSync, openSync } from "node:fs";

/** Puts what was written to a file on the disk. Not of a database that this process has open: closing it would end its locks. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
