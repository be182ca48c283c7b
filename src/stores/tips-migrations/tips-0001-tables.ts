import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const tipsTables: Migration = {
  async up(db) {
    await db.schema
      .createTable("meta")
      .addColumn("one", "integer", (column) => column.notNull().primaryKey().defaultTo(1).check(sql`one = 1`))
      .addColumn("pair", "blob", (column) => column.notNull())
      .addColumn("mixed", "text", (column) => column.notNull().defaultTo(""))
      .addColumn("looked", "text", (column) => column.notNull().defaultTo(""))
      .addColumn("doubted", "text", (column) => column.notNull().defaultTo(""))
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema
      .createTable("cases")
      .addColumn("id", "text", (column) => column.notNull().primaryKey())
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("mailbox", "text", (column) => column.notNull())
      .addColumn("part_key", "text", (column) => column.notNull())
      .addColumn("closed", "text")
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema
      .createTable("bodies")
      .addColumn("case_id", "text", (column) => column.notNull())
      .addColumn("part", "blob", (column) => column.notNull())
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("from", "text", (column) => column.notNull())
      .addColumn("size", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("bodies_key", ["case_id", "part"])
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema
      .createTable("pieces")
      .addColumn("case_id", "text", (column) => column.notNull())
      .addColumn("part", "blob", (column) => column.notNull())
      .addColumn("n", "integer", (column) => column.notNull())
      .addColumn("piece", "blob", (column) => column.notNull())
      .addPrimaryKeyConstraint("pieces_key", ["case_id", "part", "n"])
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema
      .createTable("lists")
      .addColumn("version", "integer", (column) => column.notNull().primaryKey())
      .addColumn("signed", "text", (column) => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute();
    await db.schema
      .createTable("requests")
      .addColumn("nonce", "text", (column) => column.notNull().primaryKey())
      .addColumn("case_id", "text")
      .addColumn("request", "text")
      .modifyEnd(sql`strict, without rowid`)
      .execute();
  },
};
