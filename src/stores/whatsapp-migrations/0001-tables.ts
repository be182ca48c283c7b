import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Tables without row numbers where the order of arrival is nobody's business. */
export const tables: Migration = {
  async up(db) {
    await db.schema
      .createTable("meta")
      .addColumn("one", "integer", (column) => column.primaryKey().check(sql`one = 1`))
      .addColumn("salt", "blob", (column) => column.notNull())
      .addColumn("key_check", "blob", (column) => column.notNull())
      .addColumn("checksum", "blob", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("creds")
      .addColumn("one", "integer", (column) => column.primaryKey().check(sql`one = 1`))
      .addColumn("value", "blob", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("keys")
      .addColumn("id", "blob", (column) => column.notNull().primaryKey())
      .addColumn("value", "blob", (column) => column.notNull())
      .modifyEnd(sql`without rowid`)
      .execute();
    await db.schema
      .createTable("kept")
      .addColumn("id", "blob", (column) => column.notNull().primaryKey())
      .addColumn("value", "blob", (column) => column.notNull())
      .addColumn("starts", "integer", (column) => column.notNull())
      .addColumn("turn", "integer", (column) => column.notNull())
      .modifyEnd(sql`without rowid`)
      .execute();
    await db.schema
      .createTable("sent")
      .addColumn("id", "blob", (column) => column.notNull().primaryKey())
      .addColumn("value", "blob", (column) => column.notNull())
      .addColumn("until", "integer", (column) => column.notNull())
      .modifyEnd(sql`without rowid`)
      .execute();
    await db.schema.createIndex("sent_until").on("sent").column("until").execute();
    await db.schema
      .createTable("lease")
      .addColumn("one", "integer", (column) => column.primaryKey().check(sql`one = 1`))
      .addColumn("owner", "text", (column) => column.notNull())
      .addColumn("until", "integer", (column) => column.notNull())
      .addColumn("fence", "integer", (column) => column.notNull())
      .execute();
    await sql`insert into lease values (1, '', 0, 0)`.execute(db);
  },
};
