import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync } from "node:fs";

/**
 * Gives a finished draft its name, never over a file that is there; where the file system cannot promise that, the claim on
 * DATA_DIR does. The draft may stay behind.
 */
export function putInPlace(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch {
    // Somebody was first, or the file system knows no links.
    if (!existsSync(file)) renameSync(draft, file);
  }
}

/** A name is on the disk only when its folder is. Windows cannot be told, and keeps its names itself. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
