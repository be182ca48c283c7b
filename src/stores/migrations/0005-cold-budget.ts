import type { Migration } from "kysely/migration";

/** What officers allow a channel to do of itself: a budget, and how much of a day's is used. Never of whom. */
export const coldBudget: Migration = {
  async up(db) {
    await db.schema
      .createTable("cold_budget")
      .addColumn("channel", "text", (column) => column.primaryKey())
      .addColumn("per_day", "integer", (column) => column.notNull())
      .addColumn("since", "text", (column) => column.notNull())
      .addColumn("allowed_by", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("cold_used")
      .addColumn("channel", "text", (column) => column.primaryKey())
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("count", "integer", (column) => column.notNull())
      .execute();
  },
};
