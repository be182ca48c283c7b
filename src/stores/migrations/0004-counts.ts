import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Ordered by what is counted, never by when: a table without row numbers. */
export const counts: Migration = {
  async up(db) {
    await db.schema
      .createTable("counts")
      .addColumn("week", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("count", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("counts_key", ["week", "kind", "key"])
      .modifyEnd(sql`without rowid`)
      .execute();
  },
};
