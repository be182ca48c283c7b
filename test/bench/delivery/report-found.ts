import { readFileSync } from "node:fs";
import type { DeliveryFound } from "./task.ts";

/** Tells the parent what was found out, with the processor time and the most memory of this process. */
export function report(found: Omit<DeliveryFound, "peak" | "cpuMs">): void {
  const { user, system } = process.cpuUsage();
  process.send?.({ ...found, peak: peak(), cpuMs: (user + system) / 1_000 } satisfies DeliveryFound);
}

/** The most resident memory of this process so far, in bytes; where there is no /proc what it is now. */
export function peak(): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return Number(kilobytes) * 1024;
  } catch {
    return process.memoryUsage.rss();
  }
}
