import { type Clock, systemClock } from "../clock.ts";
import type { ColdBudget } from "../delivery/cold-budget.ts";
import { appendAudit } from "./audit-sqlite.ts";
import type { Database } from "./database.ts";

/** The budget as officers change it. */
export type ColdBudgetDesk = ColdBudget & {
  /** Allows so many a day from now on, 0 for none; a budget that is only changed keeps the day it began. */
  allow(perDay: number, day: string, officer: string): Promise<void>;
};

/** A channel's budget in the office's database: a number, a day, who allowed it, and one day's count. */
export function createColdBudget(db: Database, channel: string, clock: Clock = systemClock): ColdBudgetDesk {
  return {
    async allowed() {
      const row = await db
        .selectFrom("cold_budget")
        .select(["per_day", "since"])
        .where("channel", "=", channel)
        .executeTakeFirst();
      return row === undefined ? undefined : { perDay: row.per_day, since: row.since };
    },
    async used(day) {
      const row = await db
        .selectFrom("cold_used")
        .select("count")
        .where("channel", "=", channel)
        .where("day", "=", day)
        .executeTakeFirst();
      return row?.count ?? 0;
    },
    async use(day) {
      await db
        .insertInto("cold_used")
        .values({ channel, day, count: 1 })
        .onConflict((conflict) =>
          conflict.column("channel").doUpdateSet(({ eb, ref }) => ({
            day,
            count: eb
              .case()
              .when("cold_used.day", "=", day)
              .then(eb("cold_used.count", "+", 1))
              .else(ref("excluded.count"))
              .end(),
          })),
        )
        .execute();
    },
    async allow(perDay, day, officer) {
      await db.transaction().execute(async (transaction) => {
        const act = { who: officer, action: "cold-allowed", subject: channel, detail: { perDay } };
        await appendAudit(transaction, act, clock());
        if (perDay === 0) {
          await transaction.deleteFrom("cold_budget").where("channel", "=", channel).execute();
          return;
        }
        const budget = { per_day: perDay, allowed_by: officer };
        await transaction
          .insertInto("cold_budget")
          .values({ channel, since: day, ...budget })
          .onConflict((conflict) => conflict.column("channel").doUpdateSet(budget))
          .execute();
      });
    },
  };
}
