import { type Database, openDatabase } from "../../src/stores/database.ts";
import { insertMailing } from "../../src/stores/mailing-rows.ts";
import { newMailing, subscribeAll } from "../support/subscribers.ts";

/** Somebody and what they got. */
export type Addressee = { id: number; texts: readonly string[] };

/** What is written down of one person's message. */
export type Fate = "pending" | "sending" | "accepted" | "failed" | "unknown" | "suppressed" | "missing";

const HALVES = ["reminder", "broadcast"] as const;

/** Subscribes persons of Telegram, and plans a reminder to one half of them and a broadcast to the other, both due now. */
export async function openTwoMailings(folder: string, persons: readonly number[]): Promise<void> {
  await withDatabase(folder, async (db) => {
    const half = Math.ceil(persons.length / 2);
    await subscribeAll(db, persons.slice(0, half).map(addressOf), HALVES[0]);
    await subscribeAll(db, persons.slice(half).map(addressOf), HALVES[1]);
    await db.transaction().execute(async (trx) => {
      await insertMailing(trx, newMailing({ audience: `unit:${HALVES[0]}`, dueAt: Date.now() }));
      await insertMailing(trx, newMailing({ audience: `unit:${HALVES[1]}`, dueAt: Date.now(), broadcast: 1 }));
    });
  });
}

/** How many mailings are not done yet. */
export function unfinished(folder: string): Promise<number> {
  return withDatabase(folder, async (db) => {
    const left = await db.selectFrom("mailings").select("id").where("state", "!=", "done").execute();
    return left.length;
  });
}

/** What became of each person's message, by person. */
export function readFates(folder: string): Promise<Map<number, Fate>> {
  return withDatabase(folder, async (db) => {
    const rows = await db.selectFrom("mailing_deliveries").select(["address", "state"]).execute();
    return new Map(rows.map(({ address, state }) => [personOf(address ?? ""), state as Fate]));
  });
}

async function withDatabase<Result>(folder: string, work: (db: Database) => Promise<Result>): Promise<Result> {
  const db = await openDatabase(folder);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

const addressOf = (person: number) => `telegram:${person}`;
const personOf = (address: string) => Number(address.slice(address.indexOf(":") + 1));
