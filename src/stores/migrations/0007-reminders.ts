import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Subscribers, events, broadcasts, their mailings to an audience, replies to events, and the audit chain. */
export const reminders: Migration = {
  async up(db) {
    await db.schema
      .createTable("subscribers")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("address", "text", (column) => column.notNull().unique())
      .addColumn("channel", "text", (column) => column.notNull())
      .addColumn("active", "integer", (column) => column.notNull())
      .addColumn("events", "integer", (column) => column.notNull())
      .addColumn("broadcasts", "integer", (column) => column.notNull())
      .addColumn("unit", "text")
      .addColumn("unit_key", "text")
      .addColumn("district", "text")
      .addColumn("district_key", "text")
      .addColumn("group_key", "text")
      .addColumn("consent", "text", (column) => column.notNull())
      .addColumn("consented_at", "integer", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("subscribers_group").on("subscribers").column("group_key").execute();
    await db.schema
      .createTable("subscriber_tags")
      .addColumn("subscriber", "integer", (column) => column.notNull().references("subscribers.id").onDelete("cascade"))
      .addColumn("tag", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("subscriber_tags_key", ["subscriber", "tag"])
      .execute();
    await db.schema
      .createTable("join_codes")
      .addColumn("code", "text", (column) => column.primaryKey())
      .addColumn("group_key", "text", (column) => column.notNull().unique())
      .addColumn("unit", "text", (column) => column.notNull())
      .addColumn("district", "text")
      .addColumn("tags", "text", (column) => column.notNull())
      .addColumn("expected", "integer", (column) => column.notNull())
      .execute();
    for (const table of ["events", "broadcasts"] as const)
      await db.schema
        .createTable(table)
        .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addColumn("made_by", "text", (column) => column.notNull())
        .addColumn("made_at", "integer", (column) => column.notNull())
        .addColumn("digest", "text")
        .addColumn("recipients", "integer", (column) => column.notNull().defaultTo(0))
        .addColumn("confirmed_at", "integer")
        .addColumn("approved_by", "text")
        .addColumn("approved_at", "integer")
        .addColumn("alone", "integer", (column) => column.notNull().defaultTo(0))
        .addColumn("override", "text")
        .execute();
    await db.schema
      .alterTable("events")
      .addColumn("uid", "text", (column) => column.notNull())
      .execute();
    await db.schema
      .alterTable("events")
      .addColumn("sequence", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable("events")
      .addColumn("told", "text", (column) => column.notNull().defaultTo("[]"))
      .execute();
    await db.schema
      .alterTable("events")
      .addColumn("since_mailing", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable("events")
      .addColumn("starts_at", "integer", (column) => column.notNull())
      .execute();
    await db.schema
      .alterTable("events")
      .addColumn("ends_at", "integer", (column) => column.notNull())
      .execute();
    await db.schema
      .alterTable("events")
      .addColumn("over_told", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable("forms")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("officer", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("saved_at", "integer", (column) => column.notNull())
      .addUniqueConstraint("forms_one", ["officer", "kind"])
      .execute();
    await db.schema
      .createTable("attachments")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("form", "integer", (column) => column.references("forms.id").onDelete("cascade"))
      .addColumn("event", "integer")
      .addColumn("broadcast", "integer")
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("mime", "text", (column) => column.notNull())
      .addColumn("sha256", "text", (column) => column.notNull())
      .addColumn("bytes", "blob", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("rsvps")
      .addColumn("event", "integer", (column) => column.notNull())
      .addColumn("address", "text", (column) => column.notNull())
      .addColumn("unit", "text")
      .addColumn("answer", "text", (column) => column.notNull())
      .addColumn("reason", "text")
      .addColumn("at", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("rsvps_key", ["event", "address"])
      .execute();
    await db.schema
      .createTable("mailings")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("event", "integer")
      .addColumn("broadcast", "integer")
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("label", "text", (column) => column.notNull())
      .addColumn("audience", "text")
      .addColumn("reply", "text", (column) => column.notNull())
      .addColumn("due_at", "integer", (column) => column.notNull())
      .addColumn("until", "integer")
      .addColumn("most", "integer")
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("reason", "text")
      .addColumn("opened_at", "integer")
      .addColumn("done_at", "integer")
      .addColumn("told", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.createIndex("mailings_due").on("mailings").columns(["state", "due_at"]).execute();
    await db.schema.createIndex("mailings_event").on("mailings").column("event").execute();
    await db.schema.createIndex("mailings_broadcast").on("mailings").column("broadcast").execute();
    await db.schema
      .createTable("mailing_deliveries")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("mailing", "integer", (column) => column.notNull())
      .addColumn("address", "text")
      .addColumn("channel", "text", (column) => column.notNull())
      .addColumn("unit", "text")
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("reason", "text")
      .addColumn("due_at", "integer", (column) => column.notNull())
      .addColumn("attempts", "integer", (column) => column.notNull().defaultTo(0))
      .addColumn("resent", "integer", (column) => column.notNull().defaultTo(0))
      .addColumn("lease_until", "integer", (column) => column.notNull().defaultTo(0))
      .addColumn("token", "integer", (column) => column.notNull().defaultTo(0))
      .addColumn("settled_at", "integer")
      .addUniqueConstraint("mailing_deliveries_once", ["mailing", "address"])
      .execute();
    await db.schema
      .createIndex("mailing_deliveries_due")
      .on("mailing_deliveries")
      .columns(["mailing", "channel", "state", "due_at"])
      .execute();
    await db.schema.createIndex("mailing_deliveries_address").on("mailing_deliveries").column("address").execute();
    await db.schema
      .createIndex("mailing_deliveries_sending")
      .on("mailing_deliveries")
      .column("lease_until")
      .where(sql.ref("state"), "=", "sending")
      .execute();
    await db.schema
      .createTable("audit")
      .addColumn("n", "integer", (column) => column.primaryKey())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("who", "text", (column) => column.notNull())
      .addColumn("action", "text", (column) => column.notNull())
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("detail", "text", (column) => column.notNull())
      .addColumn("hash", "text", (column) => column.notNull())
      .execute();
  },
};
