import { sql } from "kysely";
import { vi } from "vitest";
import type { Service } from "../../src/build.ts";

/** A clock that stands still until it is moved, and knows when the service has done all that is due by then. */
export type StillClock = {
  clock: () => Date;
  moveTo(moment: number): void;
  /** So that nobody writes faster than people do. */
  pass(ms: number): void;
  /** Resolves when the service has looked around since and nothing that is due waits any more. */
  settled(): Promise<void>;
  /** Resolves when nothing that is due waits: by then the service knows of all that people read that it arrived. */
  delivered(): Promise<void>;
};

/** The delivery loops look at the clock a dozen times in each of their turns: this is two turns of each. */
const LOOKS = 25;

export function createStillClock(begins: number, service: () => Service): StillClock {
  let now = begins;
  let looks = 0;

  async function lookedAround(): Promise<void> {
    const from = looks;
    await vi.waitUntil(() => looks - from > LOOKS, { interval: 20, timeout: 60_000 });
  }

  async function due(): Promise<number> {
    const { rows } = await sql<{ waiting: number }>`select
      (select count(*) from mailings where state = 'planned' and due_at <= ${now})
      + (select count(*) from mailing_deliveries d join mailings m on m.id = d.mailing
          where m.state = 'open' and d.state in ('pending', 'sending') and d.due_at <= ${now})
      + (select count(*) from deliveries where due_at <= ${now}) as waiting`.execute(service().database);
    return Number(rows[0]?.waiting);
  }

  return {
    clock: () => {
      looks += 1;
      return new Date(now);
    },
    moveTo(moment) {
      if (moment < now) throw new Error(`the clock is at ${new Date(now).toISOString()} already`);
      now = moment;
    },
    pass(ms) {
      now += ms;
    },
    async settled() {
      // What is sent may lead to more: a mailing that has ended is told to its officers.
      for (let quiet = 0; quiet < 2; ) {
        await lookedAround();
        quiet = (await due()) === 0 ? quiet + 1 : 0;
      }
    },
    delivered: () => vi.waitUntil(async () => (await due()) === 0, { interval: 20, timeout: 60_000 }).then(() => {}),
  };
}
