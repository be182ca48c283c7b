import type { Bot, Person } from "../../support/telegram/types.ts";
import { startWatch } from "../figures.ts";
import type { Crowd } from "../load.ts";

type Waiting = { elapsed: () => number; last: number | undefined; heard(): void; give(error: Error): void };

/** Far below the 30 a minute that one person is granted: who has asked this often leaves, and somebody new comes. */
const QUESTIONS_EACH = 20;
const LONGEST_MS = 30_000;
const CHECK_MS = 1_000;

/** Asking fails when the bot owes an answer for half a minute. */
export function createCrowd(bot: Bot): Crowd {
  const waiting = new Map<Person, Waiting>();
  let asked = 0;
  let noticed = 0;

  function counts() {
    const { ok = 0, refused = 0 } = bot.counts.get("sendMessage") ?? {};
    return { accepted: ok, refused };
  }

  /** Runs after everything that happens at the stand-in, so it looks around only when a message came. */
  function listen(): false {
    const { accepted } = counts();
    if (accepted === noticed) return false;
    noticed = accepted;
    for (const [person, { last, heard }] of waiting) if (lastMessage(person) !== last) heard();
    return false;
  }
  function giveUp(): void {
    for (const { elapsed, give } of waiting.values()) {
      if (elapsed() < LONGEST_MS) return;
      give(new Error(`no answer within ${LONGEST_MS / 1000} s`));
    }
  }
  const timer = setInterval(giveUp, CHECK_MS);
  // Ends with the server, as an error that nobody needs.
  bot.waitFor(listen, "the end", 2 ** 31 - 1).catch(() => clearInterval(timer));

  function ask(person: Person, text: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const elapsed = startWatch();
      const settle = (then: () => void) => {
        waiting.delete(person);
        then();
      };
      waiting.set(person, {
        elapsed,
        last: lastMessage(person),
        heard: () => {
          const ms = elapsed();
          settle(() => resolve(ms));
        },
        give: (error) => settle(() => reject(error)),
      });
      person.says(text);
    });
  }

  return {
    counts,
    asker(texts) {
      let person = bot.person();
      let left = QUESTIONS_EACH;
      return () => {
        if (left === 0) {
          person = bot.person();
          left = QUESTIONS_EACH;
        }
        left -= 1;
        asked += 1;
        return ask(person, texts[asked % texts.length] ?? "");
      };
    },
  };
}

function lastMessage(person: Person): number | undefined {
  return person.messages.at(-1)?.messageId;
}
