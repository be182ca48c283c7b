import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Rsvp, RsvpAnswer, Rsvps, UnitReplies } from "../reminders/rsvp.ts";
import { whereAudience } from "./audience-sql.ts";
import type { Database } from "./database.ts";
import { emptyLog } from "./empty-log.ts";

/** Of these deliveries the person has, or may have, the message. */
const TOLD = ["accepted", "unknown", "sending"];
/** Stands in the place of an address that was forgotten. */
const FORGOTTEN = "forgotten:";

/** The replies to events in the office's database. */
export function createRsvps(db: Database, clock: Clock): Rsvps {
  return {
    async of(event, address) {
      const row = await db
        .selectFrom("rsvps")
        .select(["answer", "reason"])
        .where("event", "=", event)
        .where("address", "=", address)
        .executeTakeFirst();
      return row === undefined ? undefined : { answer: row.answer as RsvpAnswer, reason: row.reason ?? undefined };
    },
    async set(event, address, { answer, reason }: Rsvp) {
      await db.transaction().execute(async (transaction) => {
        const subscriber = await transaction
          .selectFrom("subscribers")
          .select("unit")
          .where("address", "=", address)
          .executeTakeFirst();
        const kept = { answer, reason: reason ?? null, unit: subscriber?.unit ?? null, at: clock().getTime() };
        await transaction
          .insertInto("rsvps")
          .values({ event, address, ...kept })
          .onConflict((conflict) => conflict.columns(["event", "address"]).doUpdateSet(kept))
          .execute();
      });
    },
    async isInvited(event, audience, address) {
      const among =
        audience === undefined
          ? undefined
          : await db
              .selectFrom("subscribers")
              .select("subscribers.id")
              .where("subscribers.address", "=", address)
              .where(whereAudience(audience))
              .executeTakeFirst();
      if (among !== undefined) return true;
      const told = await db
        .selectFrom("mailing_deliveries")
        .innerJoin("mailings", "mailings.id", "mailing_deliveries.mailing")
        .select("mailing_deliveries.id")
        .where("mailings.event", "=", event)
        .where("mailing_deliveries.address", "=", address)
        .where("mailing_deliveries.state", "in", TOLD)
        .executeTakeFirst();
      return told !== undefined;
    },
    async perUnit(event) {
      const rows = await db
        .selectFrom("rsvps")
        .select(["unit", "answer", ({ fn }) => fn.countAll<number>().as("count")])
        .where("event", "=", event)
        .groupBy(["unit", "answer"])
        .execute();
      const units = new Map<string | null, UnitReplies>();
      for (const { unit, answer, count } of rows) {
        const replies = units.get(unit) ?? { unit: unit ?? undefined, hadir: 0, diwakili: 0, tidak: 0 };
        replies[answer as RsvpAnswer] = count;
        units.set(unit, replies);
      }
      return [...units.values()].sort(byName);
    },
    async reasons(event, most) {
      const rows = await db
        .selectFrom("rsvps")
        .select(["answer", "unit", "reason", ({ fn }) => fn.countAll<number>().as("count")])
        .where("event", "=", event)
        .where("reason", "is not", null)
        .groupBy(["answer", "unit", "reason"])
        .orderBy("count", "desc")
        .orderBy("unit")
        .orderBy("reason")
        .limit(most)
        .execute();
      return rows.map(({ answer, unit, reason, count }) => ({
        answer: answer as RsvpAnswer,
        unit: unit ?? undefined,
        reason: reason ?? "",
        count,
      }));
    },
    async forgetOver(before) {
      const over = db.selectFrom("events").select("id").where("ends_at", "<", before);
      const rows = await db
        .selectFrom("rsvps")
        .select(["event", "address"])
        .where("event", "in", over)
        .where("address", "not like", `${FORGOTTEN}%`)
        .execute();
      if (rows.length === 0) return;
      await db.transaction().execute(async (transaction) => {
        for (const { event, address } of rows)
          await transaction
            .updateTable("rsvps")
            .set({ address: `${FORGOTTEN}${randomUUID()}`, reason: null })
            .where("event", "=", event)
            .where("address", "=", address)
            .execute();
      });
      await emptyLog(db);
    },
  };
}

function byName(a: UnitReplies, b: UnitReplies): number {
  if (a.unit === undefined || b.unit === undefined) return Number(a.unit === undefined) - Number(b.unit === undefined);
  return a.unit.localeCompare(b.unit, "id");
}
