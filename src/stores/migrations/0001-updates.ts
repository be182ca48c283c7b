import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const updates: Migration = {
  async up(db) {
    await db.schema
      .createTable("updates")
      .addColumn("source", "text", (column) => column.notNull())
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("starts", "integer", (column) => column.notNull())
      .addColumn("sends", "integer", (column) => column.notNull())
      .addColumn("handled", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("updates_key", ["source", "number"])
      .modifyEnd(sql`without rowid`)
      .execute();
  },
};
