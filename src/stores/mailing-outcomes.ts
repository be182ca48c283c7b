import { type RawBuilder, sql } from "kysely";
import type { ChannelName } from "../chat/message.ts";
import type { MailingDelivery, SuppressedFor } from "../reminders/mailing.ts";
import { MOST_LATE_MS } from "../reminders/release.ts";
import type { Database } from "./database.ts";

const CHANNELS: readonly ChannelName[] = ["telegram", "whatsapp", "terminal"];
/** What may have arrived is sent once more after the trouble that caused it. */
const RESEND_MS = 5_000;

/** Whether it was still theirs who say so. */
export async function become(
  db: Database,
  { id, token }: MailingDelivery,
  set: { state: string; reason?: string; settled_at?: number; due_at?: number; attempts?: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("mailing_deliveries")
    .set({ lease_until: 0, ...set })
    .where("id", "=", id)
    .where("token", "=", token)
    .where("state", "=", "sending")
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** A message of an event is worth coming twice, once; of a broadcast an officer decides. */
export async function becomeUnknown(db: Database, at: number, which: RawBuilder<unknown>): Promise<boolean> {
  const again = sql`(resent = 0 and exists (
    select 1 from mailings m where m.id = mailing and m.kind <> 'broadcast' and m.state in ('open', 'paused')
      and (m.until is null or m.until > ${at})))`;
  const { numAffectedRows = 0n } = await sql`
    update mailing_deliveries set lease_until = 0,
      state = case when ${again} then 'pending' else 'unknown' end,
      due_at = case when ${again} then ${at + RESEND_MS} else due_at end,
      settled_at = case when ${again} then null else ${at} end,
      resent = ${again} or resent
    where state = 'sending' and ${which}`.execute(db);
  return numAffectedRows > 0n;
}

/** What waits and will not be sent; what waits for a second time may have arrived the first, and that is what counts. */
export function givenUp(reason: SuppressedFor, at: number) {
  return {
    state: sql<string>`case when resent then 'unknown' else 'suppressed' end`,
    reason: sql<string | null>`case when resent then null else ${reason} end`,
    settled_at: at,
  };
}

/** Of what waits because it came too late; it says so even once an officer let it go on, so that it waits but once. */
export const LATE = "late";

/**
 * A broadcast that should have gone out long ago and reached nobody yet, as where the machine was off or a channel without a connection,
 * waits for an officer: "apel pagi ini" is wrong two days later.
 */
export async function pauseLate(db: Database, at: number): Promise<void> {
  const has = (states: readonly string[]) => sql`exists (
    select 1 from mailing_deliveries d
    where d.mailing = mailings.id and d.channel in (${sql.join(CHANNELS)}) and d.state in (${sql.join(states)}))`;
  await sql`
    update mailings set state = 'paused', reason = ${LATE}, told = 0
    where state = 'open' and broadcast is not null and reason is null and due_at <= ${at - MOST_LATE_MS}
      and ${has(["pending"])} and not ${has(["sending", "accepted", "failed", "unknown"])}`.execute(db);
}

/** What became worthless is given up; what has nothing left to send is done. */
export async function finish(db: Database, at: number): Promise<void> {
  const late = db.selectFrom("mailings").select("id").where("state", "in", ["open", "paused"]).where("until", "<=", at);
  await db
    .updateTable("mailing_deliveries")
    .set(givenUp("late", at))
    .where("state", "=", "pending")
    .where("mailing", "in", late)
    .execute();
  // By channel, so that the index leads straight to what is left.
  await sql`
    update mailings set state = 'done', done_at = ${at}
    where (state = 'open' or (state = 'paused' and until <= ${at})) and not exists (
      select 1 from mailing_deliveries d
      where d.mailing = mailings.id and d.channel in (${sql.join(CHANNELS)}) and d.state in ('pending', 'sending'))`.execute(
    db,
  );
}
