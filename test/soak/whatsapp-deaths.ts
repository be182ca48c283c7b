import type { ChildProcess } from "node:child_process";
import type { Watch } from "../support/whatsapp-watch.ts";
import type { Public } from "./whatsapp-public.ts";

/**
 * While it starts, at any time, right behind a receipt whose question is not answered (the server has let go of it), or right
 * behind an ack (the answer is there, and the process may not know).
 */
export type Moment = "starting" | "any time" | "behind a receipt" | "behind an ack";

export function momentFor(random: () => number): Moment {
  const chance = random();
  if (chance < 0.1) return "starting";
  if (chance < 0.3) return "any time";
  return chance < 0.7 ? "behind a receipt" : "behind an ack";
}

export type Death = {
  moment: Moment;
  child: ChildProcess;
  opened: Promise<unknown>;
  seen: Watch;
  crowd: Pick<Public, "confirmedUnanswered">;
  random: () => number;
  /** Of its life, from its login. */
  longestMs: number;
  /** The most acks that are waited for. */
  mostAcks: number;
};

const STARTING_MS = 1_500;
const AFTER_ACK_MS = 3;

/** Resolves when a process is to die, to what that moment is: one that does not come in its life is any time. */
export async function waitForDeath(death: Death): Promise<Moment> {
  const { moment, child, opened, seen, crowd, random, longestMs, mostAcks } = death;
  if (moment === "starting") {
    await sleep(random() * STARTING_MS);
    return moment;
  }
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await Promise.race([opened, ended]);
  switch (moment) {
    case "any time":
      await sleep(random() * longestMs);
      return moment;
    case "behind a receipt":
      await sleep((random() * longestMs) / 8);
      return (await crowd.confirmedUnanswered(longestMs)) ? moment : "any time";
    case "behind an ack": {
      const inTime = await seen.more("message", 1 + Math.floor(random() * mostAcks), longestMs);
      await sleep(random() * AFTER_ACK_MS);
      return inTime ? moment : "any time";
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
