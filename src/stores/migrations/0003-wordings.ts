import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const wordings: Migration = {
  async up(db) {
    await db.schema
      .createTable("wording_sources")
      .addColumn("regulation", "text", (column) => column.primaryKey())
      .addColumn("title", "text", (column) => column.notNull())
      .addColumn("sha256", "text", (column) => column.notNull())
      .addColumn("format", "text", (column) => column.notNull())
      .addColumn("pages", "integer", (column) => column.notNull())
      .addColumn("imported_on", "text", (column) => column.notNull())
      .addColumn("amends", "text")
      .addColumn("revision", "integer", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("wordings")
      // The row number of the full-text table.
      .addColumn("number", "integer", (column) => column.primaryKey())
      .addColumn("id", "text", (column) => column.notNull().unique())
      .addColumn("regulation", "text", (column) => column.notNull())
      .addColumn("sign", "text", (column) => column.notNull())
      .addColumn("heading", "text", (column) => column.notNull())
      .addColumn("text", "text", (column) => column.notNull())
      .addColumn("page", "integer", (column) => column.notNull())
      .addColumn("line", "integer", (column) => column.notNull())
      .addColumn("amends_id", "text")
      .addColumn("amends_how", "text")
      .execute();
    await db.schema.createIndex("wordings_regulation").on("wordings").column("regulation").execute();
    // Without the words themselves, which stand beside it. Less detail would leave the ranking without counts.
    await sql`create virtual table wording_words using fts5(
      stems, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
    )`.execute(db);
    await sql`create virtual table wording_vocabulary using fts5vocab(wording_words, row)`.execute(db);
  },
};
