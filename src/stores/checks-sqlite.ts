import { type Clock, systemClock } from "../clock.ts";
import type { Checks } from "../office/checks.ts";
import { appendAudit } from "./audit-sqlite.ts";
import type { Database } from "./database.ts";

/** The checks in the office's database. */
export function createChecks(db: Database, clock: Clock = systemClock): Checks {
  return {
    async note(regulation, on, by) {
      await db.transaction().execute(async (transaction) => {
        await transaction.insertInto("checks").values({ regulation, checked_on: on, checked_by: by }).execute();
        const subject = `regulation ${regulation}`;
        await appendAudit(transaction, { who: by, action: "regulation-checked", subject, detail: { on } }, clock());
      });
    },
    async latest() {
      const rows = await db
        .selectFrom("checks")
        .select(["regulation", ({ fn }) => fn.max("checked_on").as("on")])
        .groupBy("regulation")
        .execute();
      return new Map(rows.map(({ regulation, on }) => [regulation, on]));
    },
    async revision() {
      const { n } = await db
        .selectFrom("checks")
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .executeTakeFirstOrThrow();
      return n;
    },
  };
}
