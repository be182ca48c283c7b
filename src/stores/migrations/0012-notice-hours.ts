import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** At which hours readers of reports were written to, and until when something is worth sending. */
export const noticeHours: Migration = {
  async up(db) {
    await db.schema
      .createTable("notice_hours")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .modifyEnd(sql`without rowid`)
      .execute();
    await db.schema.alterTable("deliveries").addColumn("until", "integer").execute();
  },
};
