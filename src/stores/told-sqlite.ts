import type { Reply } from "../chat/message.ts";
import type { Told } from "../chat/told.ts";
import type { Database } from "./database.ts";

/** What each address was told last by a mailing that still matters; `now` in ms. */
export function createTold(db: Database, now: () => number): Told {
  return async (address) => {
    const row = await db
      .selectFrom("mailing_deliveries")
      .innerJoin("mailings", "mailings.id", "mailing_deliveries.mailing")
      .select(["mailings.reply", "mailings.until"])
      .where("mailing_deliveries.address", "=", address)
      // What may have arrived may have been read.
      .where("mailing_deliveries.state", "in", ["accepted", "unknown", "sending"])
      .orderBy("mailing_deliveries.settled_at", "desc")
      .orderBy("mailing_deliveries.id", "desc")
      .limit(1)
      .executeTakeFirst();
    if (row === undefined || (row.until !== null && row.until <= now())) return [];
    return (JSON.parse(row.reply) as Pick<Reply, "choices">).choices;
  };
}
