import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Lets the system write none of this process's memory to a disk when it dies: what people just wrote and the keys of open reports are
 * in it. Whether it is so afterwards; where that cannot be looked up it counts as so. The limit cannot be raised again.
 */
export function forbidCoreDumps(): boolean {
  if (mayDump() !== true) return true;
  spawnSync("prlimit", [`--pid=${process.pid}`, "--core=0:0"], { stdio: "ignore" });
  return mayDump() !== true;
}

/** Undefined where the system does not tell. */
function mayDump(): boolean | undefined {
  try {
    const [, soft] = /^Max core file size\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return soft === undefined ? undefined : soft !== "0";
  } catch {
    // Only Linux has that file.
    return undefined;
  }
}
