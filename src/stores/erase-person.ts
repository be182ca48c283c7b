import { randomUUID } from "node:crypto";
import type { Transaction } from "kysely";
import type { Traces } from "../reminders/people.ts";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

/**
 * Takes a person's address out of everything but the officers; counts stay. What they replied to events that are over stays
 * without them and their reason, what they replied to others goes. False when nothing was there.
 */
export async function erasePerson(transaction: Transaction<Tables>, address: string, now: number): Promise<boolean> {
  const { deliveries, replies, waiting } = await tracesOf(transaction, address);
  const subscriber = await transaction
    .deleteFrom("subscribers")
    .where("address", "=", address)
    .returning("id")
    .executeTakeFirst();
  if (subscriber !== undefined)
    await transaction.deleteFrom("subscriber_tags").where("subscriber", "=", subscriber.id).execute();
  await transaction
    .updateTable("mailing_deliveries")
    .set({ state: "suppressed", reason: "erased", settled_at: now })
    .where("address", "=", address)
    .where("state", "=", "pending")
    .execute();
  await transaction.updateTable("mailing_deliveries").set({ address: null }).where("address", "=", address).execute();
  await forgetReplies(transaction, address, now);
  await transaction.deleteFrom("deliveries").where("address", "=", address).where("asked", "is not", null).execute();
  await transaction.updateTable("asked").set({ address: null }).where("address", "=", address).execute();
  return subscriber !== undefined || deliveries + replies + waiting > 0;
}

async function forgetReplies(transaction: Transaction<Tables>, address: string, now: number): Promise<void> {
  const ahead = transaction.selectFrom("events").select("id").where("ends_at", ">", now);
  await transaction.deleteFrom("rsvps").where("address", "=", address).where("event", "in", ahead).execute();
  const past = await transaction.selectFrom("rsvps").select("event").where("address", "=", address).execute();
  for (const { event } of past)
    await transaction
      .updateTable("rsvps")
      .set({ address: `erased:${randomUUID()}`, reason: null })
      .where("event", "=", event)
      .where("address", "=", address)
      .execute();
}

/** How much lies under an address beside the subscription. */
export async function tracesOf(db: Database | Transaction<Tables>, address: string): Promise<Traces> {
  const { deliveries } = await db
    .selectFrom("mailing_deliveries")
    .where("address", "=", address)
    .select(({ fn }) => fn.countAll<number>().as("deliveries"))
    .executeTakeFirstOrThrow();
  const { replies } = await db
    .selectFrom("rsvps")
    .where("address", "=", address)
    .select(({ fn }) => fn.countAll<number>().as("replies"))
    .executeTakeFirstOrThrow();
  const { waiting } = await db
    .selectFrom("asked")
    .where("address", "=", address)
    .select(({ fn }) => fn.countAll<number>().as("waiting"))
    .executeTakeFirstOrThrow();
  return { deliveries, replies, waiting };
}
