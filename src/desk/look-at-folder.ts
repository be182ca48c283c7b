import { accessSync, constants, existsSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** How a data folder is: there, still to be made, or not to be used. */
export type FolderLooked =
  | { kind: "there"; freeBytes: number; openToOthers: boolean }
  | { kind: "to-be-made"; freeBytes: number }
  | { kind: "unusable"; code: string };

/** With less no backup of a middling office fits beside the data any more. */
export const LITTLE_BYTES = 1024 ** 3;

/** Looks at a data folder and changes nothing. */
export function lookAtFolder(folder: string): FolderLooked {
  try {
    const path = resolve(folder);
    const isThere = existsSync(path);
    const nearest = isThere ? path : nearestAbove(path);
    const about = statSync(nearest);
    if (!about.isDirectory()) return { kind: "unusable", code: "ENOTDIR" };
    accessSync(nearest, constants.W_OK | constants.X_OK);
    const freeBytes = freeIn(nearest);
    if (freeBytes === 0) return { kind: "unusable", code: "ENOSPC" };
    if (!isThere) return { kind: "to-be-made", freeBytes };
    return { kind: "there", freeBytes, openToOthers: isOpenToOthers(about.mode) };
  } catch (error) {
    return { kind: "unusable", code: (error as { code?: string }).code ?? "unknown" };
  }
}

/** Whether rights let others than the owner in; Windows knows no such rights. */
export function isOpenToOthers(mode: number): boolean {
  return process.platform !== "win32" && (mode & 0o077) !== 0;
}

/** What this account may still write there, in bytes. */
export function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/**
 * Writes a file there, or in the nearest folder above that is there, and takes it away again: what the system promises and what it does
 * differ on a disk of another machine, or one without room for names. Why it failed, as the system calls it; undefined where it did not.
 */
export function tryWriting(folder: string): string | undefined {
  const path = resolve(folder);
  const file = join(existsSync(path) ? path : nearestAbove(path), `.sinetral-${process.pid}.tmp`);
  try {
    writeFileSync(file, "SiNetral", { flag: "wx", mode: 0o600 });
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? "unknown";
  } finally {
    rmSync(file, { force: true });
  }
}

function nearestAbove(path: string): string {
  let above = dirname(path);
  while (!existsSync(above)) above = dirname(above);
  return above;
}
