import { type RawBuilder, sql } from "kysely";
import type { EventBody } from "../reminders/event.ts";
import type { EventSteps } from "../reminders/event-store.ts";
import type { NewMailing } from "../reminders/mailing.ts";
import type { Database } from "./database.ts";
import { fileMarksOf } from "./event-files-sqlite.ts";
import { countTold } from "./mailing-people.ts";
import { insertMailing, openMailing, withdrawPlanned } from "./mailing-rows.ts";
import { countDistinct, countTogether, noteOneWord } from "./one-words.ts";
import { enqueueNotice } from "./outbox-sqlite.ts";

type MailingSteps = Omit<EventSteps, "reach" | "takeFiles" | "save" | "note">;

/** What may be done to the mailings of an event within a transaction; `now` in ms. */
export function eventSteps(trx: Database, id: number, now: number): MailingSteps {
  const mailings = () => trx.selectFrom("mailings").where("mailings.event", "=", id);
  const remembered = async () => {
    const row = await trx.selectFrom("events").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    return { ...row, told: JSON.parse(row.told) as EventBody[] };
  };

  /** What people know, with what the body says now where somebody was told that. */
  async function knownNow(): Promise<EventBody[]> {
    const { told, body, since_mailing } = await remembered();
    const current = { trx, event: id, since: since_mailing };
    // What waits for its second time may have arrived the first.
    const isTold = await hasDeliveries(current, sql`state in ('accepted', 'unknown', 'sending') or resent`);
    if (!isTold) return told;
    const isLeft = await hasDeliveries({ ...current, kind: "correction" }, sql`state = 'pending'`);
    return [...(isLeft ? told : []), JSON.parse(body) as EventBody];
  }

  const told = { event: id, audience: null };
  return {
    files: () => fileMarksOf(trx, id),
    reachAndTold: (audience) => countDistinct(trx, [{ event: id, audience }, told]),
    reachTogether(audience, andTold, officer) {
      const reached = [{ event: id, audience }, ...(andTold ? [told] : [])];
      return countTogether(trx, reached, { officer, now });
    },
    noteOneWord: (audience, officer) => noteOneWord(trx, { officer, owner: { event: id }, audience, at: now }),
    async withdraw(reason) {
      const told = JSON.stringify(await knownNow());
      await withdrawPlanned(trx, { event: id }, reason, now);
      const { last } = await mailings()
        .select(({ fn }) => fn.max<number | null>("mailings.id").as("last"))
        .executeTakeFirstOrThrow();
      await trx
        .updateTable("events")
        .set({ told, since_mailing: last ?? 0 })
        .where("id", "=", id)
        .execute();
    },
    async withdrawPlanned() {
      const told = JSON.stringify(await knownNow());
      await trx.updateTable("events").set({ told }).where("id", "=", id).execute();
      await trx
        .updateTable("mailings")
        .set({ state: "dropped", reason: "changed", done_at: now })
        .where("event", "=", id)
        .where("state", "in", ["planned", "held"])
        .execute();
    },
    async isUnderWay() {
      const open = mailings().select("id").where("kind", "=", "reminder").where("state", "in", ["open", "paused"]);
      return (await open.executeTakeFirst()) !== undefined;
    },
    told: async () => (await remembered()).told,
    countTold: () => countTold(trx, id),
    async goOn(reply) {
      const resumed = await trx
        .updateTable("mailings")
        .set({ state: "open", reason: null, done_at: null })
        .where("event", "=", id)
        .where("kind", "=", "reminder")
        .where("state", "=", "stopped")
        .where("reason", "=", "changed")
        .where("reply", "=", JSON.stringify(reply))
        .returning("id")
        .execute();
      if (resumed.length === 0) return false;
      await trx
        .updateTable("mailing_deliveries")
        .set({ state: "pending", reason: null, settled_at: null })
        .where(
          "mailing",
          "in",
          resumed.map((each) => each.id),
        )
        .where("state", "=", "suppressed")
        .where("reason", "=", "changed")
        .execute();
      return true;
    },
    async owes() {
      const withdrawn = mailings()
        .where("kind", "=", "reminder")
        .where("state", "=", "dropped")
        .where("reason", "=", "changed");
      const { latest } = await withdrawn
        .select(({ fn }) => fn.max<number | null>("done_at").as("latest"))
        .executeTakeFirstOrThrow();
      const due = await withdrawn
        .select("id")
        .where("done_at", "=", latest)
        .where("due_at", "<=", now)
        .executeTakeFirst();
      return due !== undefined;
    },
    async reminding() {
      const rows = await mailings()
        .select("label")
        .where("kind", "=", "reminder")
        .where("state", "!=", "dropped")
        .execute();
      return rows.map(({ label }) => label);
    },
    async plan(mailing) {
      await insertMailing(trx, mailing);
    },
    async miss(mailing) {
      const missed = await insertMailing(trx, mailing);
      const gone = { state: "dropped", reason: "late", done_at: now };
      await trx.updateTable("mailings").set(gone).where("id", "=", missed).execute();
    },
    async open(mailing: NewMailing) {
      const opened = await openMailing(trx, await insertMailing(trx, mailing), now);
      return opened.kind === "open" ? opened.recipients : 0;
    },
    async isHeld() {
      return (await mailings().select("id").where("state", "=", "held").executeTakeFirst()) !== undefined;
    },
    async letReach(most, dueAt) {
      const all = trx.updateTable("mailings").where("event", "=", id);
      await all
        .set({ most: most ?? null })
        .where("state", "in", ["planned", "held"])
        .execute();
      await all.set({ state: "planned", due_at: dueAt }).where("state", "=", "held").execute();
    },
    async tell(notices) {
      for (const { address, reply } of notices) await enqueueNotice(trx, address, reply, now);
    },
  };
}

/** Whether some delivery is so, of a mailing that says what the body says now. */
async function hasDeliveries(
  { trx, event, since, kind }: { trx: Database; event: number; since: number; kind?: string },
  isSo: RawBuilder<unknown>,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from mailing_deliveries where (${isSo}) and mailing in (
      select id from mailings where event = ${event} and id > ${since} and ${kind === undefined ? sql`true` : sql`kind = ${kind}`}
    ) limit 1`.execute(trx);
  return rows.length > 0;
}
