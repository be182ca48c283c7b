import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const keysTables: Migration = {
  async up(db) {
    await db.schema
      .createTable("meta")
      .addColumn("one", "integer", (column) => column.notNull().primaryKey().defaultTo(1).check(sql`one = 1`))
      .addColumn("pair", "blob", (column) => column.notNull())
      .addColumn("salt", "blob", (column) => column.notNull())
      .addColumn("settled", "integer", (column) => column.notNull().defaultTo(0))
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema
      .createTable("mailboxes")
      .addColumn("lookup", "blob", (column) => column.notNull().primaryKey())
      .addColumn("case_id", "text", (column) => column.notNull().unique())
      .addColumn("tag", "text", (column) => column.notNull())
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("state", "blob", (column) => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema.createIndex("mailboxes_day").on("mailboxes").column("day").execute();
    await db.schema
      .createTable("headers")
      .addColumn("case_id", "text", (column) => column.notNull())
      .addColumn("part", "blob", (column) => column.notNull())
      .addColumn("header", "blob", (column) => column.notNull())
      .addPrimaryKeyConstraint("headers_key", ["case_id", "part"])
      .modifyEnd(sql`strict, without rowid`)
      .execute();
  },
};
