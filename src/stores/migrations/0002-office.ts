import type { Migration } from "kysely/migration";

export const office: Migration = {
  async up(db) {
    await db.schema
      .createTable("officers")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("role", "text", (column) => column.notNull())
      .addColumn("address", "text", (column) => column.unique())
      .addColumn("code_hash", "text", (column) => column.unique())
      .addColumn("code_until", "text")
      .addColumn("revoked", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable("proposals")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("proposed_by", "text", (column) => column.notNull())
      .addColumn("proposed_on", "text", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("decided_by", "text")
      .addColumn("decided_on", "text")
      // The order in which proposals were approved: later ones overrule earlier ones.
      .addColumn("turn", "integer")
      .execute();
    await db.schema
      .createTable("checks")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("regulation", "text", (column) => column.notNull())
      .addColumn("checked_on", "text", (column) => column.notNull())
      .addColumn("checked_by", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("asked")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("text", "text", (column) => column.notNull())
      .addColumn("reason", "text", (column) => column.notNull())
      .addColumn("situation", "text")
      .addColumn("asked_on", "text", (column) => column.notNull())
      .addColumn("address", "text")
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("answer", "text")
      .addColumn("answered_by", "text")
      .addColumn("answered_on", "text")
      .execute();
    await db.schema
      .createTable("deliveries")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("address", "text", (column) => column.notNull())
      .addColumn("reply", "text", (column) => column.notNull())
      .addColumn("due_at", "integer", (column) => column.notNull())
      .addColumn("attempts", "integer", (column) => column.notNull().defaultTo(0))
      .addColumn("lease_until", "integer", (column) => column.notNull().defaultTo(0))
      .addColumn("token", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.createIndex("deliveries_due").on("deliveries").column("due_at").execute();
  },
};
