import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What was approved last of each event, beside what it says now; of what is there already, as well as it is known. */
export const agreed: Migration = {
  async up(db) {
    await db.schema.alterTable("events").addColumn("agreed", "text").execute();
    await sql`update events set agreed = case when approved_by is not null then body else json_extract(told, '$[#-1]') end`.execute(
      db,
    );
  },
};
