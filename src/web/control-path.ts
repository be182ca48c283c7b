import { createHash } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Where a local socket is bound or dialled; `release` gives back what was opened for it. */
export type ControlPath = { path: string; release(): void };

/** What the kernel takes for a socket's name, with room for its end mark on every system. */
const MOST_BYTES = 100;
const nothing = () => {};

/**
 * The local socket of the service that serves a data folder. It lies in the folder itself, so that the folder's rights are
 * its rights; only where its name is too long for that on macOS, in the temp folder of the same account.
 */
export function controlPath(folder: string): ControlPath {
  const whole = resolve(folder);
  const file = join(whole, "control.sock");
  const short = `sinetral-${createHash("sha256").update(whole).digest("hex").slice(0, 20)}`;
  if (process.platform === "win32") return { path: `\\\\.\\pipe\\${short}`, release: nothing };
  if (Buffer.byteLength(file) <= MOST_BYTES) return { path: file, release: nothing };
  if (process.platform !== "linux") return { path: join(tmpdir(), `${short}.sock`), release: nothing };
  // A shorter name of the same file; a temp folder may be another one for the service (PrivateTmp) or somebody else's.
  const opened = openSync(whole, "r");
  return { path: `/proc/self/fd/${opened}/control.sock`, release: () => closeSync(opened) };
}
