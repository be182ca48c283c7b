import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generator } from "../../src/answer/classifier.ts";
import { finish, printed, startEntry } from "../support/process.ts";
import { startTelegram } from "../support/telegram/server.ts";
import type { Bot, Fault } from "../support/telegram/types.ts";
import { type Addressee, type Fate, openTwoMailings, readFates, unfinished } from "./delivery-fates.ts";

export type DeliveryKillRun = {
  persons: number;
  kills: number;
  /** How many of a hundred messages meet a fault. */
  faults: number;
  /** Which, in turn. */
  kinds: readonly FaultKind[];
  seed: number;
  folder: string;
  /** Send faster than Telegram allows and give up a silent call sooner: the same moments to be killed at, in less time. */
  inAHurry?: boolean;
};

export type DeliveryKillResult = {
  persons: number;
  kills: number;
  faults: number;
  /** Faults after which Telegram had the message and the bot could not know. */
  resetsAfter: number;
  /** Persons by what became of their message. */
  fates: Readonly<Record<string, number>>;
  /** Persons to whom a message that counts as accepted never came, or whose message is still waiting. */
  lost: number[];
  /** Messages beyond the first, and of these those without the mark. */
  doubled: number;
  unmarked: number;
  exitCode: number | null;
};

export const faultKinds = {
  throttled: { code: 429, retryAfter: 1 },
  broken: { code: 500 },
  resetBefore: { reset: true },
  resetAfter: { resetAfter: true },
  hang: { hang: true },
} as const satisfies Record<string, Omit<Fault, "method">>;
export type FaultKind = keyof typeof faultKinds;

const HURRY = pathToFileURL(join(import.meta.dirname, "in-a-hurry.ts")).href;
const LONGEST_START_MS = 900;
const STALLED_MS = 90_000;

/**
 * Sends each person one message, half of them a reminder and half a broadcast, by `npm start`'s process, while killing it: at
 * moments spread over the sending, just as a message was accepted or soon after, and while it starts. Telegram fails at some of
 * the messages. Then lets it finish and compares what arrived with what is written down.
 */
export async function runDeliveryKills(run: DeliveryKillRun): Promise<DeliveryKillResult> {
  const { persons: count, kills, faults, kinds, seed, folder, inAHurry = false } = run;
  const random = generator(seed);
  const server = await startTelegram({ longPollMs: 1_000, keepCalls: false });
  const bot = server.bot();
  const persons = Array.from({ length: count }, () => bot.person());
  const failing = Math.round((count * faults) / 100);
  const failed = setFaults(bot, persons, kinds, failing, random);
  await openTwoMailings(
    folder,
    persons.map(({ id }) => id),
  );
  const environment = {
    DATA_DIR: folder,
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: server.url,
    ...(inAHurry ? { NODE_OPTIONS: `--import=${HURRY}` } : {}),
  };

  for (let kill = 0; kill < kills; kill += 1) {
    const child = startEntry("main.ts", [], environment);
    child.stderr.resume();
    if (random() < 0.1) await sleep(random() * LONGEST_START_MS);
    else {
      await printed(child, "siap: telegram");
      await accepted(bot, Math.ceil(((kill + random()) * count) / (kills + 1)));
      if (random() < 0.5) await sleep(random() * 30);
    }
    child.kill("SIGKILL");
    await once(child, "close");
  }
  const last = startEntry("main.ts", [], environment);
  const end = finish(last);
  await settled(folder, bot);
  last.kill("SIGTERM");
  const { code } = await end;
  const fates = await readFates(folder);
  await server.stop();
  return {
    ...judge(
      persons.map(({ id, messages }) => ({ id, texts: messages.map(({ text }) => text) })),
      fates,
    ),
    ...{ persons: count, kills, faults: failing, resetsAfter: failed.resetAfter ?? 0, exitCode: code },
  };
}

/** Lets Telegram fail once at the messages of so many persons, chosen by chance; how many of each kind. */
function setFaults(
  bot: Bot,
  persons: ReadonlyArray<{ id: number }>,
  kinds: readonly FaultKind[],
  count: number,
  random: () => number,
): Partial<Record<FaultKind, number>> {
  const left = [...persons];
  const failed: Partial<Record<FaultKind, number>> = {};
  for (let at = 0; at < count; at += 1) {
    const [person] = left.splice(Math.floor(random() * left.length), 1);
    const kind = kinds[at % kinds.length];
    if (person === undefined || kind === undefined) break;
    bot.fail({ method: "sendMessage", contains: String(person.id), ...faultKinds[kind] });
    failed[kind] = (failed[kind] ?? 0) + 1;
  }
  return failed;
}

async function accepted(bot: Bot, count: number): Promise<void> {
  await bot.waitFor(({ counts }) => (counts.get("sendMessage")?.ok ?? 0) >= count, `${count} messages`, STALLED_MS);
}

/** Resolves when nothing is left to send. */
async function settled(folder: string, bot: Bot): Promise<void> {
  const sent = () => bot.counts.get("sendMessage")?.ok ?? 0;
  let before = sent();
  let quietSince = performance.now();
  while ((await unfinished(folder)) > 0) {
    if (sent() > before) quietSince = performance.now();
    before = sent();
    if (performance.now() - quietSince > STALLED_MS) return;
    await sleep(200);
  }
}

function judge(
  persons: readonly Addressee[],
  fates: ReadonlyMap<number, Fate>,
): Pick<DeliveryKillResult, "fates" | "lost" | "doubled" | "unmarked"> {
  const result = { fates: {} as Record<string, number>, lost: [] as number[], doubled: 0, unmarked: 0 };
  for (const { id, texts } of persons) {
    const fate = fates.get(id) ?? "missing";
    result.fates[fate] = (result.fates[fate] ?? 0) + 1;
    const isExplained = fate === "unknown" || fate === "failed" || fate === "suppressed";
    if (!isExplained && (fate !== "accepted" || texts.length === 0)) result.lost.push(id);
    result.doubled += Math.max(0, texts.length - 1);
    result.unmarked += texts.slice(1).filter((text) => !text.includes("dikirim ulang")).length;
  }
  return result;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
