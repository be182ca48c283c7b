import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { generator } from "../../src/answer/classifier.ts";
import { freePort, printed, startEntry } from "../support/process.ts";
import { startTelegram } from "../support/telegram/server.ts";
import type { Bot, Person } from "../support/telegram/types.ts";

export type KillRun = {
  questions: number;
  kills: number;
  seed: number;
  folder: string;
  /** Receive by webhook instead of polling. */
  webhook?: boolean;
};

export type KillResult = {
  questions: number;
  kills: number;
  /** Questions by how often they were answered. */
  once: number;
  twice: number;
  more: number;
  never: number;
};

const QUESTIONS = [
  "boleh like postingan caleg?",
  "bolehkah asn jadi saksi di tps",
  "foto bareng calon pakai jari boleh ga",
  "/privasi",
  "pakai mobil dinas ke kampanye boleh?",
];
const LONGEST_LIFE_MS = 500;

/**
 * Asks questions, each by a person of their own, of `npm start`'s process while killing that process at random moments and
 * at the moments that matter most: just as an answer was accepted. Then lets it finish, and counts the answers.
 */
export async function runKills({ questions, kills, seed, folder, webhook }: KillRun): Promise<KillResult> {
  const random = generator(seed);
  const server = await startTelegram({ longPollMs: 1_000, webhookRetryMs: 5 });
  const bot = server.bot();
  bot.limits(true);
  const persons: Person[] = [];
  const ask = (upTo: number) => {
    while (persons.length < upTo) {
      const person = bot.person();
      person.says(QUESTIONS[persons.length % QUESTIONS.length] ?? "");
      persons.push(person);
    }
  };
  const environment = {
    DATA_DIR: folder,
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: server.url,
    ...(webhook === true ? await webhookSettings() : {}),
  };

  for (let kill = 0; kill < kills; kill += 1) {
    ask(Math.ceil((questions * (kill + 1)) / kills));
    const child = startEntry("main.ts", [], environment);
    await deathPoint(child, bot, random);
    child.kill("SIGKILL");
    await once(child, "close");
  }
  const last = startEntry("main.ts", [], environment);
  await bot
    .waitFor(() => bot.pending() === 0, "every question answered", questions * 100 + 30_000)
    .catch(() => undefined);
  last.kill("SIGTERM");
  await once(last, "close");
  await server.stop();
  return count(persons, kills);
}

async function webhookSettings(): Promise<Record<string, string>> {
  const port = String(await freePort());
  return { HTTP_PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, TELEGRAM_WEBHOOK_SECRET: "rahasia" };
}

/** While it starts, at any moment of its life, or right behind an answer. */
async function deathPoint(child: ChildProcessWithoutNullStreams, bot: Bot, random: () => number): Promise<void> {
  const chance = random();
  if (chance < 0.1) return sleep(random() * 900);
  await printed(child, "siap: telegram");
  if (chance < 0.6) return sleep(random() * LONGEST_LIFE_MS);
  const sent = bot.counts.get("sendMessage")?.ok ?? 0;
  const more = 1 + Math.floor(random() * 8);
  await bot
    .waitFor(({ counts }) => (counts.get("sendMessage")?.ok ?? 0) >= sent + more, "an answer", LONGEST_LIFE_MS)
    .catch(() => undefined);
  if (chance > 0.9) await sleep(random() * 3);
}

function count(persons: readonly Person[], kills: number): KillResult {
  const times = (wanted: (count: number) => boolean) =>
    persons.filter(({ messages }) => wanted(messages.length)).length;
  return {
    questions: persons.length,
    kills,
    once: times((each) => each === 1),
    twice: times((each) => each === 2),
    more: times((each) => each > 2),
    never: times((each) => each === 0),
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
