import type { ChildProcess } from "node:child_process";
import type { Watch } from "../support/whatsapp-watch.ts";
import type { Public } from "./whatsapp-public.ts";

const LONGEST_START_MS = 30_000;

export type Death = {
  child: ChildProcess;
  seen: Watch;
  crowd: Pick<Public, "confirmedUnanswered">;
  random: () => number;
  /** Of its life, from its login. */
  longestMs: number;
  /** The most acks that are waited for. */
  mostAcks: number;
};

/**
 * Resolves at the moment a process is to die, to what that moment is: while it starts, at any time, right behind a receipt
 * whose question is not answered (the server has let go of it), or right behind an ack (the answer is there, and the process
 * may not know).
 */
export async function waitForDeath(death: Death): Promise<string> {
  const { child, seen, crowd, random, longestMs, mostAcks } = death;
  const chance = random();
  if (chance < 0.1) {
    await sleep(random() * 1_500);
    return "starting";
  }
  const opened = seen.more("open", 1, LONGEST_START_MS);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await Promise.race([opened, ended]);
  if (chance < 0.3) {
    await sleep(random() * longestMs);
    return "any time";
  }
  if (chance < 0.7) {
    await sleep((random() * longestMs) / 4);
    return (await crowd.confirmedUnanswered(longestMs)) ? "behind a receipt" : "any time";
  }
  const inTime = await seen.more("message", 1 + Math.floor(random() * mostAcks), longestMs);
  if (chance > 0.9) await sleep(random() * 5);
  return inTime ? "behind an ack" : "any time";
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
