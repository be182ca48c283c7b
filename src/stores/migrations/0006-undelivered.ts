import type { Migration } from "kysely/migration";

/** Which question a delivery answers, and whether its answer could not be delivered. */
export const undelivered: Migration = {
  async up(db) {
    await db.schema.alterTable("deliveries").addColumn("asked", "integer").execute();
    await db.schema
      .alterTable("asked")
      .addColumn("undelivered", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
