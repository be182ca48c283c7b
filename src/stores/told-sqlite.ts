import type { Choice, Reply } from "../chat/message.ts";
import type { Told } from "../chat/told.ts";
import type { Database } from "./database.ts";

const DAY_MS = 86_400_000;
/** Whoever replies to a reminder too late is to hear that it is too late. */
const LATE_MS = DAY_MS;
/** A notice to an officer is news no longer than that. */
const NOTICE_MS = 30 * DAY_MS;

/** Times in ms. */
type Newest = { at: number; ends: number; choices: readonly Choice[] };

/** What each address was told last: by a mailing that still matters, or an officer by a notice. `now` in ms. */
export function createTold(db: Database, now: () => number): Told {
  async function mailed(address: string): Promise<Newest | undefined> {
    const row = await db
      .selectFrom("mailing_deliveries")
      .innerJoin("mailings", "mailings.id", "mailing_deliveries.mailing")
      .select(["mailings.reply", "mailings.until", "mailing_deliveries.settled_at"])
      .where("mailing_deliveries.address", "=", address)
      // What may have arrived may have been read.
      .where("mailing_deliveries.state", "in", ["accepted", "unknown", "sending"])
      .orderBy("mailing_deliveries.settled_at", "desc")
      .orderBy("mailing_deliveries.id", "desc")
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { choices } = JSON.parse(row.reply) as Reply;
    return { at: row.settled_at ?? now(), ends: row.until === null ? Infinity : row.until + LATE_MS, choices };
  }

  async function noticed(address: string): Promise<Newest | undefined> {
    const row = await db
      .selectFrom("officers")
      .select(["told", "told_at"])
      .where("address", "=", address)
      .where("revoked", "=", 0)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const underWay = await noticeUnderWay(db, address, now());
    if (underWay !== undefined) return { at: now(), ends: Infinity, choices: underWay };
    if (row.told === null || row.told_at === null) return undefined;
    return { at: row.told_at, ends: row.told_at + NOTICE_MS, choices: JSON.parse(row.told) as Choice[] };
  }

  return async (address) => {
    const all = [await mailed(address), await noticed(address)].filter((each) => each !== undefined);
    const [newest] = all.sort((a, b) => b.at - a.at);
    return newest === undefined || newest.ends <= now() ? [] : newest.choices;
  };
}

/** A notice that went out and is not settled yet: who answers at once, or whose platform confirms late, has read it. */
async function noticeUnderWay(db: Database, address: string, now: number): Promise<readonly Choice[] | undefined> {
  const row = await db
    .selectFrom("deliveries")
    .select("reply")
    .where("address", "=", address)
    .where("attempts", ">", 0)
    .where(({ eb, or }) => or([eb("until", "is", null), eb("until", ">", now)]))
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  const choices = row === undefined ? [] : (JSON.parse(row.reply) as Reply).choices;
  return choices.length === 0 ? undefined : choices;
}
