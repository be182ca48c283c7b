import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the child may use. `bytes`: of the picture it gives · `residentBytes`: of its memory, code included. */
export type ChildLimits = { pixels: number; bytes: number; milliseconds: number; residentBytes: number };

const SHELL = "/bin/sh";
const ROOT = join(import.meta.dirname, "..", "..");

/** Node reserves that much for itself at its start; it is counted though never used. */
const RESERVED_BY_NODE_KIB = 700 * 1024;

/**
 * How to start a program of ours that may read its own folder and the libraries, start no process, write no file, and hold no more
 * than a little. The shell sets what the system holds it to: no core dumps, no file with anything in it, seconds, memory; and that it
 * dies first when memory is short and waits when the service has work to do; and takes the network away where the system lets us (`unshare` of util-linux). Where there is no such shell (Windows), Node's own limits and the parent's watch are left.
 */
export function childCommand(
  program: string,
  args: readonly string[],
  limits: ChildLimits,
): { command: string; args: string[] } {
  const libraries = join(ROOT, "node_modules");
  const readable = new Set([dirname(program), libraries, realpathSync(libraries), join(ROOT, "package.json")]);
  const node = [
    process.execPath,
    "--permission",
    "--allow-addons",
    ...[...readable].map((path) => `--allow-fs-read=${path}`),
    "--max-old-space-size=64",
    "--max-semi-space-size=2",
    "--no-warnings",
    program,
    ...args,
  ];
  if (!existsSync(SHELL)) return { command: process.execPath, args: node.slice(1) };
  const limiting = [
    "echo 1000 2>/dev/null >/proc/self/oom_score_adj",
    "ulimit -c 0",
    "ulimit -f 0",
    `ulimit -t ${Math.ceil(limits.milliseconds / 1000)}`,
    `ulimit -d ${RESERVED_BY_NODE_KIB + Math.ceil(limits.residentBytes / 1024)}`,
    "renice -n 5 -p $$ >/dev/null 2>&1",
    "unset PWD",
    'if unshare -cn true 2>/dev/null; then exec unshare -cn -- "$@"; fi',
    'exec "$@"',
  ];
  return { command: SHELL, args: ["-c", limiting.join("; "), "sh", ...node] };
}
