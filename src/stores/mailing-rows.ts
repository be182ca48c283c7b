import { sql } from "kysely";
import type { DeliveryCounts, NewMailing, Opened, WithdrawnFor } from "../reminders/mailing.ts";
import type { Database } from "./database.ts";
import { givenUp } from "./mailing-outcomes.ts";
import { countPeople, isOf, type MailingOwner, peopleOf } from "./mailing-people.ts";
import { countOpenedTogether } from "./one-words.ts";

/**
 * Writes a mailing down as planned and gives its number, within the transaction of what causes it. Files of its reply are not
 * written: they are the attachments of its owner.
 */
export async function insertMailing(trx: Database, mailing: NewMailing): Promise<number> {
  const { event, broadcast, kind, label, audience, reply, dueAt, until, most } = mailing;
  const { blocks, choices } = reply;
  const { id } = await trx
    .insertInto("mailings")
    .values({
      event: event ?? null,
      broadcast: broadcast ?? null,
      kind,
      label,
      audience: audience ?? null,
      reply: JSON.stringify({ blocks, choices }),
      due_at: dueAt,
      until: until ?? null,
      most: most ?? null,
      state: "planned",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Makes a row for each person of a mailing, within a transaction. They are due at `rowsDueAt` (ms), else when the mailing is.
 * One that is worthless by now is dropped; one that reaches more than its `most`, alone or together with what the same officer let go
 * on their own word, is held and gets no rows.
 */
export async function openMailing(trx: Database, id: number, now: number, rowsDueAt?: number): Promise<Opened> {
  const mailing = await trx.selectFrom("mailings").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const { until, most } = mailing;
  const become = (set: { state: string; reason?: string; opened_at?: number; done_at?: number }) =>
    trx.updateTable("mailings").set(set).where("id", "=", id).execute();
  const people = peopleOf(trx, mailing);
  if (people === undefined || (until !== null && until <= now)) {
    await become({ state: "dropped", reason: people === undefined ? "audience" : "late", done_at: now });
    return { kind: "dropped" };
  }
  const recipients = await countPeople(trx, people);
  if (most !== null && (recipients > most || (await countOpenedTogether(trx, mailing)) > most)) {
    await become({ state: "held" });
    return { kind: "held", recipients };
  }
  await trx
    .insertInto("mailing_deliveries")
    .columns(["address", "channel", "unit", "mailing", "state", "due_at"])
    .expression(
      trx
        .selectFrom(people)
        .select(["people.address", "people.channel", "people.unit"])
        .select([
          sql<number>`${id}`.as("mailing"),
          sql<string>`'pending'`.as("state"),
          sql<number>`${rowsDueAt ?? Math.max(mailing.due_at, now)}`.as("due_at"),
        ]),
    )
    .execute();
  await become({ state: "open", opened_at: now });
  return { kind: "open", recipients };
}

/**
 * Takes back what of its mailings was not sent yet, within a transaction: those not opened are dropped, what waits of the others is
 * suppressed. What is being sent this moment still is. Whether there was anything to take back.
 */
export async function withdrawPlanned(
  trx: Database,
  owner: MailingOwner,
  reason: WithdrawnFor,
  now: number,
): Promise<boolean> {
  const end = { reason, done_at: now };
  const dropped = await trx
    .updateTable("mailings")
    .set({ state: "dropped", ...end })
    .where(isOf(owner))
    .where("state", "in", ["planned", "held"])
    .returning("id")
    .execute();
  const stopped = await trx
    .updateTable("mailings")
    .set({ state: "stopped", ...end })
    .where(isOf(owner))
    .where("state", "in", ["open", "paused"])
    .returning("id")
    .execute();
  const ids = stopped.map(({ id }) => id);
  if (ids.length > 0)
    await trx
      .updateTable("mailing_deliveries")
      .set(givenUp(reason, now))
      .where("mailing", "in", ids)
      .where("state", "=", "pending")
      .execute();
  return dropped.length + ids.length > 0;
}

/** How many of its people are in which state; of an approved event's planned reminders, all whom they would reach now. */
export async function countsOf(db: Database, owner: MailingOwner): Promise<DeliveryCounts> {
  const counts: DeliveryCounts = { accepted: 0, failed: 0, unknown: 0, pending: 0, suppressed: 0 };
  const rows = await db
    .selectFrom("mailing_deliveries")
    .innerJoin("mailings", "mailings.id", "mailing_deliveries.mailing")
    .select(({ fn }) => ["mailing_deliveries.state", fn.countAll<number>().as("count")])
    .where(isOf(owner))
    .groupBy("mailing_deliveries.state")
    .execute();
  for (const { state, count } of rows)
    counts[state === "sending" ? "pending" : (state as keyof DeliveryCounts)] += count;
  const planned = await db
    .selectFrom("mailings")
    .select(({ fn }) => ["event", "audience", fn.countAll<number>().as("times")])
    .where(isOf(owner))
    .where("state", "in", ["planned", "held"])
    .groupBy(["event", "audience"])
    .execute();
  for (const { times, ...mailing } of planned) {
    const people = peopleOf(db, mailing);
    if (people !== undefined) counts.pending += times * (await countPeople(db, people));
  }
  return counts;
}
