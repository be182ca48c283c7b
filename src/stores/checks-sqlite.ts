import type { Checks } from "../office/checks.ts";
import type { Database } from "./database.ts";

/** The checks in the office's database. */
export function createChecks(db: Database): Checks {
  return {
    async note(regulation, on, by) {
      await db.insertInto("checks").values({ regulation, checked_on: on, checked_by: by }).execute();
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
