import { finish, printed, startEntry } from "../support/process.ts";
import { startTelegram } from "../support/telegram/server.ts";
import type { Bot, Person } from "../support/telegram/types.ts";
import { openTwoMailings, readFates } from "./delivery-fates.ts";

export type PaceResult = {
  persons: number;
  arrived: number;
  seconds: number;
  /** What 30 a second allow at best for those persons, without any answers. */
  leastSeconds: number;
  /** Messages that the stand-in refused, and refusals right after it was itself kept from looking at its clock, which prove nothing. */
  refused: number;
  disturbed: number;
  answers: number;
  p50Ms: number;
  p99Ms: number;
  mostMs: number;
  /** The longest that the stand-in was kept from looking at its clock. */
  standinStalledMs: number;
};

/** One question every so often: a share of the bucket so small that the mailing's least time is still a fair measure. */
const ASK_EVERY_MS = 3_000;
const QUESTIONS = [
  "boleh like postingan caleg?",
  "bolehkah asn jadi saksi di tps",
  "/privasi",
  "pakai mobil dinas ke kampanye boleh?",
];
const PER_SECOND = 30;
const TELL_EVERY_MS = 30_000;

/**
 * Sends everybody one message by `npm start`'s process with the limits it has, to a stand-in that refuses the 31st message in any
 * second and the second to anybody within one, while others ask questions.
 */
export async function runDeliveryPace(
  count: number,
  folder: string,
  progress: (sent: number) => void = () => {},
): Promise<PaceResult> {
  const server = await startTelegram({ longPollMs: 60_000, keepCalls: false, keepMessages: 1 });
  const bot = server.bot();
  const persons = Array.from({ length: count }, () => bot.person());
  await openTwoMailings(
    folder,
    persons.map(({ id }) => id),
  );
  const child = startEntry("main.ts", [], {
    DATA_DIR: folder,
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: server.url,
  });
  const end = finish(child);
  await printed(child, "siap: telegram");
  // From here on, so that the calls of the start, which are no messages, do not count.
  bot.limits(true);
  const watch = watchRefusals(bot);
  const began = performance.now();
  const before = counts(bot);
  const asking = askOn(bot, count);
  const sent = () => counts(bot).ok - before.ok - asking.answered();
  const telling = setInterval(() => progress(sent()), TELL_EVERY_MS);
  const limitMs = 1.5 * ((count * 1_000) / PER_SECOND) + 30_000;
  await bot.waitFor(() => sent() >= count, "everybody's message", limitMs).catch(() => undefined);
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(telling);
  const times = await asking.stop();
  child.kill("SIGTERM");
  await end;
  const fates = await readFates(folder);
  const refusals = watch.stop();
  await server.stop();
  const at = (share: number) => times[Math.max(0, Math.ceil(share * times.length) - 1)] ?? Number.NaN;
  return {
    persons: count,
    arrived: persons.filter(({ id, messages }) => messages.length > 0 && fates.get(id) === "accepted").length,
    seconds,
    leastSeconds: count / PER_SECOND,
    ...refusals,
    answers: times.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    mostMs: times.at(-1) ?? Number.NaN,
  };
}

function counts(bot: Bot): { ok: number; refused: number } {
  return bot.counts.get("sendMessage") ?? { ok: 0, refused: 0 };
}

/** What it did not look at for so long the stand-in counts as sent at once: two messages more are one too many. */
const STALLED_MS = 50;
const TICK_MS = 10;
/** The window of the limit, and how much later a refusal is noticed. */
const AFTERWARDS_MS = 1_200;

/** Tells refusals that the bot earned from those that a busy machine made: there the stand-in sees late what was sent in time. */
function watchRefusals(bot: Bot) {
  const found = { refused: 0, disturbed: 0, standinStalledMs: 0 };
  let seen = counts(bot).refused;
  let last = performance.now();
  let stalledAt = Number.NEGATIVE_INFINITY;
  function tick(): void {
    const now = performance.now();
    const late = now - last - TICK_MS;
    last = now;
    found.standinStalledMs = Math.max(found.standinStalledMs, late);
    if (late > STALLED_MS) stalledAt = now;
    const { refused } = counts(bot);
    if (now - stalledAt < AFTERWARDS_MS) found.disturbed += refused - seen;
    else found.refused += refused - seen;
    seen = refused;
  }
  const timer = setInterval(tick, TICK_MS);
  return {
    stop() {
      clearInterval(timer);
      tick();
      return found;
    },
  };
}

/** Somebody new asks again and again; gives the milliseconds until each answer, sorted. */
function askOn(bot: Bot, seed: number): { answered(): number; stop(): Promise<number[]> } {
  const times: number[] = [];
  const answers: Array<Promise<void>> = [];
  let asked = seed;
  async function ask(person: Person): Promise<void> {
    const began = performance.now();
    person.says(QUESTIONS[asked % QUESTIONS.length] ?? "");
    asked += 1;
    await person.next(60_000);
    times.push(performance.now() - began);
  }
  const timer = setInterval(() => answers.push(ask(bot.person())), ASK_EVERY_MS);
  return {
    answered: () => times.length,
    async stop() {
      clearInterval(timer);
      await Promise.all(answers);
      return times.sort((a, b) => a - b);
    },
  };
}
