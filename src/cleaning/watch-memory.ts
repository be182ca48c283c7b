import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

const EVERY_MS = 25;

/** Calls `onOver` when a child is found to hold more memory than `most` bytes; where the system does not say, never. */
export function watchMemory(child: ChildProcess, most: number, onOver: () => void): () => void {
  const timer = setInterval(() => {
    if (residentBytes(child.pid) > most) onOver();
  }, EVERY_MS);
  return () => clearInterval(timer);
}

function residentBytes(pid: number | undefined): number {
  try {
    return Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) * 1024;
  } catch {
    // It ended just now, or this system has no /proc: the other limits hold.
    return 0;
  }
}
