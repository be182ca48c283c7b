import type { ChildProcess } from "node:child_process";
import type { Watch } from "../support/whatsapp-watch.ts";

const LONGEST_START_MS = 30_000;

/**
 * Resolves at the moment a process is to die: while it starts, at any moment of its life, right behind a receipt (the
 * server believes it has the message), or right behind an ack (the answer is there, and the process may not know).
 */
export async function waitForDeath({
  child,
  seen,
  random,
  longestMs,
}: {
  child: ChildProcess;
  seen: Watch;
  random: () => number;
  longestMs: number;
}): Promise<void> {
  const chance = random();
  if (chance < 0.1) return sleep(random() * 1_500);
  const opened = seen.more("open", 1, LONGEST_START_MS);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await Promise.race([opened, ended]);
  if (chance < 0.4) return sleep(random() * longestMs);
  const nth = 1 + Math.floor(random() * 60);
  await seen.more(chance < 0.7 ? "receipt" : "message", nth, longestMs);
  if (chance > 0.9) await sleep(random() * 5);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
