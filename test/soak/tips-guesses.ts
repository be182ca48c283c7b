import { generator } from "../../src/answer/classifier.ts";
import { CODE_WORDS } from "../../src/code-words.ts";
import { drawCode } from "../../src/tips/code.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { percentile } from "../bench/figures.ts";
import { newReader } from "../support/tip-case.ts";
import { cheapKeys, openTipDoor } from "../support/tip-door.ts";

export type GuessRun = {
  guesses: number;
  /** Each guesses as often as it may, and so on. */
  chats: number;
  seed: number;
  answeredAfterMs: number;
  /** Without what makes a code dear, where it is only about what opens and what is counted. */
  cheap?: boolean;
};

export type GuessResult = {
  guesses: number;
  /** Guesses that opened a report. */
  opened: number;
  /** What they were told instead. */
  told: Readonly<Record<string, number>>;
  /** How often somebody asked with a code of their own meanwhile, how long it took in ms, and how often it did not open. */
  own: number;
  p50: number;
  p95: number;
  shut: number;
  /** How often they had to ask again, as too many asked. */
  again: number;
  grownMegabytes: number;
  logged: string[];
};

/** Whoever tried often waits behind all others, at times for longer than an answer may take; that is said to them and logged so. */
const WAITED_LONG = '{"event":"handler_timeout","channel":"telegram"}';

/** Lets many chats guess codes at once, most of them such as could be, while somebody asks with a code of their own. */
export async function runGuesses(run: GuessRun): Promise<GuessResult> {
  const { guesses, chats, seed, answeredAfterMs, cheap = false } = run;
  const random = generator(seed);
  const readers = [await newReader("ana"), await newReader("budi")];
  const door = await openTipDoor({ readers, answeredAfterMs, ...(cheap ? { keys: cheapKeys } : {}) });
  try {
    const { code } = await door.begins("telegram:1");
    await door.says("telegram:1", "Sesuatu");
    await door.says("telegram:1", "SELESAI");
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    const told: Record<string, number> = {};
    let left = guesses;
    let opened = 0;
    let done = false;
    let most = before;

    function guess(): string {
      const chance = random();
      // Such as could be; such as differ from a real one in one word; such as cannot be.
      if (chance < 0.6) return drawCode().join("-");
      const words = chance < 0.8 ? code.split("-") : Array.from({ length: 8 }, () => anyWord());
      const guessed = words.with(Math.floor(random() * 8), anyWord()).join("-");
      // A word put in place of itself is the code, and no guess.
      return guessed === code ? guess() : guessed;
    }
    const anyWord = () => CODE_WORDS[Math.floor(random() * CODE_WORDS.length)] ?? "";
    async function guesser(at: number): Promise<void> {
      // Not all in step, for every answer takes as long as the others.
      await new Promise((resolve) => setTimeout(resolve, random() * answeredAfterMs));
      for (let chat = 0; left > 0; chat += 1) {
        // As many as one chat may try, then the next one.
        const address = `telegram:${1_000 + at + chat * chats}`;
        for (let tries = 0; tries < 5 && left > 0; tries += 1) {
          left -= 1;
          const said = await door.says(address, `/cek ${guess()}`);
          if (said.includes("Status laporan")) opened += 1;
          const kind = kindOf(said);
          told[kind] = (told[kind] ?? 0) + 1;
          most = Math.max(most, process.memoryUsage.rss());
        }
      }
    }
    const times: number[] = [];
    let [shut, again, own] = [0, 0, 0];
    async function owner(): Promise<void> {
      for (let at = 0; !done; at += 1) {
        own += 1;
        const since = performance.now();
        for (;;) {
          const said = await door.says(`telegram:${900_000_000 + at}`, `/cek ${code}`);
          if (said === tipTexts.busy) {
            again += 1;
            continue;
          }
          if (!said.includes("Status laporan")) shut += 1;
          break;
        }
        times.push(performance.now() - since);
      }
    }
    const guessing = Promise.all(Array.from({ length: chats }, (_, at) => guesser(at))).then(() => {
      done = true;
    });
    await Promise.all([guessing, owner()]);
    const grownMegabytes = (most - before) / 1024 ** 2;
    const logged = door.logged.filter((line) => line !== WAITED_LONG);
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    return { guesses: guesses - left, opened, told, own, p50, p95, shut, again, grownMegabytes, logged };
  } finally {
    await door.close();
  }
}

function kindOf(said: string): string {
  if (said === tipTexts.noSuchCode) return "no such code";
  if (said === tipTexts.busy) return "too many ask";
  if (said.startsWith("Terlalu banyak kode")) return "too many tries";
  return said.startsWith("Kata") ? "no code" : "other";
}
