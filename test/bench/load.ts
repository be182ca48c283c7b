import { setTimeout as pause } from "node:timers/promises";
import { startWatch } from "./figures.ts";
import type { RunningBot } from "./run-bot.ts";

/** People who ask a bot questions and time the answers. */
export type Crowd = {
  /** Somebody who asks one question after the other; each resolves to the milliseconds until its answer arrived. */
  asker(texts: readonly string[]): () => Promise<number>;
  /** How many messages of the bot were accepted and how many refused. */
  counts(): { accepted: number; refused: number };
};

/** What a load showed; those of several rounds can be added up. */
export type Measured = {
  /** Milliseconds until each answer. */
  times: number[];
  elapsedMs: number;
  refused: number;
  /** Processor time of the bot and of the stand-in. */
  botMs: number | undefined;
  standinMs: number;
};

/** How many questions, and the texts that are asked in turn. */
export type Questions = { count: number; texts: readonly string[] };

/** Longer than an answer may take, or somebody would ask twice at once. */
const QUIET_SECONDS = 40;

/** So many persons, each of whom asks again as soon as the answer is there. */
export function askInTurn(crowd: Crowd, persons: number, { count, texts }: Questions): Promise<number[]> {
  const times: number[] = [];
  let left = count;
  async function keepAsking(ask: () => Promise<number>): Promise<void> {
    while (left > 0) {
      left -= 1;
      times.push(await ask());
    }
  }
  return Promise.all(Array.from({ length: persons }, () => keepAsking(crowd.asker(texts)))).then(() => times);
}

/** So many questions a second whether or not there are answers, each by the person who has been quiet longest. */
export async function askSteadily(crowd: Crowd, perSecond: number, { count, texts }: Questions): Promise<number[]> {
  const askers = Array.from({ length: perSecond * QUIET_SECONDS }, () => crowd.asker(texts));
  const elapsed = startWatch();
  const answers: Array<Promise<number>> = [];
  for (let at = 0; at < count; at += 1) {
    await pause(Math.max(0, (at * 1000) / perSecond - elapsed()));
    const ask = askers[at % askers.length];
    if (ask !== undefined) answers.push(ask());
  }
  return Promise.all(answers);
}

/** Measures a load. Throws when there was not exactly one message for each question. */
export async function measure(crowd: Crowd, bot: RunningBot, load: () => Promise<number[]>): Promise<Measured> {
  const before = crowd.counts();
  const botBefore = bot.processorMs();
  const standinBefore = process.cpuUsage();
  const elapsed = startWatch();
  const times = await load();
  const elapsedMs = elapsed();
  const { user, system } = process.cpuUsage(standinBefore);
  const botAfter = bot.processorMs();
  const after = crowd.counts();
  const messages = after.accepted - before.accepted;
  if (messages !== times.length) throw new Error(`${messages} messages for ${times.length} questions`);
  return {
    times,
    elapsedMs,
    refused: after.refused - before.refused,
    botMs: botBefore === undefined || botAfter === undefined ? undefined : botAfter - botBefore,
    standinMs: (user + system) / 1000,
  };
}

export function addUp(rounds: readonly Measured[]): Measured {
  const sum = (of: (round: Measured) => number | undefined) =>
    rounds.reduce<number | undefined>((total, round) => {
      const value = of(round);
      return total === undefined || value === undefined ? undefined : total + value;
    }, 0);
  return {
    times: rounds.flatMap(({ times }) => times),
    elapsedMs: sum(({ elapsedMs }) => elapsedMs) ?? 0,
    refused: sum(({ refused }) => refused) ?? 0,
    botMs: sum(({ botMs }) => botMs),
    standinMs: sum(({ standinMs }) => standinMs) ?? 0,
  };
}
