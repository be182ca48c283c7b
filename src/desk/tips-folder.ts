import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Whether a folder, which may not be there yet, is another one or lies in it, whatever links and mounts it goes by. */
export function isInsideFolder(folder: string, other: string): boolean {
  const wanted = identityOf(resolve(other));
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (at === resolve(other) || (wanted !== undefined && identityOf(at) === wanted)) return true;
    if (at === dirname(at)) return false;
  }
}

function identityOf(folder: string): string | undefined {
  const about = statSync(folder, { throwIfNoEntry: false });
  return about === undefined ? undefined : `${about.dev} ${about.ino}`;
}
