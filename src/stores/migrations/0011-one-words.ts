import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What officers let go on their own word alone, so that it is counted together; and who paused a mailing. */
export const oneWords: Migration = {
  async up(db) {
    await db.schema
      .createTable("one_words")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("officer", "text", (column) => column.notNull())
      .addColumn("at", "integer", (column) => column.notNull())
      .addColumn("event", "integer")
      .addColumn("broadcast", "integer")
      .addColumn("audience", "text", (column) => column.notNull())
      .addColumn("after_mailing", "integer", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("one_words_officer").on("one_words").columns(["officer", "at"]).execute();
    await db.schema.createIndex("one_words_event").on("one_words").column("event").execute();
    await db.schema.createIndex("one_words_broadcast").on("one_words").column("broadcast").execute();
    // What was let go before this version counts as well.
    for (const owner of ["event", "broadcast"])
      await sql`
        insert into one_words (officer, at, ${sql.ref(owner)}, audience, after_mailing)
        select approved_by, approved_at, id, json_extract(body, '$.audience'), 0 from ${sql.table(`${owner}s`)}
        where approved_by = made_by and alone = 0 and approved_at is not null`.execute(db);
    await db.schema.alterTable("mailings").addColumn("paused_by", "text").execute();
  },
};
