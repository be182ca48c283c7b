import type { Migration } from "kysely/migration";

/** What an officer may choose under the newest notice they got, and when they got it. */
export const notices: Migration = {
  async up(db) {
    await db.schema.alterTable("officers").addColumn("told", "text").execute();
    await db.schema.alterTable("officers").addColumn("told_at", "integer").execute();
  },
};
