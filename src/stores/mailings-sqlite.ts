import { sql } from "kysely";
import type { ChannelName } from "../chat/message.ts";
import type { Mailing, MailingDelivery, Mailings } from "../reminders/mailing.ts";
import type { Database } from "./database.ts";
import { become, becomeUnknown, finish, pauseLate } from "./mailing-outcomes.ts";
import { openMailing } from "./mailing-rows.ts";
import { createOpenMailings } from "./open-mailings.ts";

/** The mailings in the office's database; `now` in ms. */
export function createMailings(db: Database, now: () => number): Mailings {
  const open = createOpenMailings(db);

  async function takeOf(mailing: Mailing, channel: ChannelName, most: number, leaseMs: number) {
    const at = now();
    const topic = mailing.event === undefined ? sql.ref("s.broadcasts") : sql.ref("s.events");
    // One statement, so that it needs no lock beforehand and nobody can unsubscribe in the middle of it.
    const { rows } = await sql<Taken>`
      update mailing_deliveries as d
      set (state, reason, settled_at, lease_until, token) = (
        select case when wanted then 'sending' when d.resent then 'unknown' else 'suppressed' end,
          case when wanted or d.resent then null else 'unsubscribed' end,
          case when wanted then null else ${at} end,
          case when wanted then ${at + leaseMs} else 0 end,
          d.token + wanted
        from (select exists (select 1 from subscribers s where s.address = d.address and s.active and ${topic}) as wanted)
      )
      where d.id in (
        select id from mailing_deliveries
        where mailing = ${mailing.id} and channel = ${channel} and state = 'pending' and due_at <= ${at}
          and exists (select 1 from mailings m where m.id = ${mailing.id} and m.state = 'open' and ifnull(m.until > ${at}, 1))
        order by due_at, id limit ${most}
      )
      returning id, address, state, attempts, resent, token`.execute(db);
    return rows;
  }

  return {
    async openDue() {
      const due = await db
        .selectFrom("mailings")
        .select("id")
        .where("state", "=", "planned")
        .where("due_at", "<=", now())
        .orderBy("due_at")
        .orderBy("id")
        .execute();
      for (const { id } of due)
        await db.transaction().execute(async (trx) => {
          // It may have been withdrawn since; asking by a write takes the lock with it.
          const { numUpdatedRows } = await trx
            .updateTable("mailings")
            .set({ opened_at: now() })
            .where("id", "=", id)
            .where("state", "=", "planned")
            .executeTakeFirstOrThrow();
          if (numUpdatedRows > 0n) await openMailing(trx, id, now());
        });
    },
    async finish() {
      await pauseLate(db, now());
      await finish(db, now());
    },
    async take(channel, most, leaseMs) {
      const taken: MailingDelivery[] = [];
      const takeFrom = async (open: readonly Mailing[]) => {
        for (const mailing of open) {
          let rows: readonly Taken[] = [];
          do {
            if (taken.length >= most) return;
            rows = await takeOf(mailing, channel, most - taken.length, leaseMs);
            taken.push(...deliveriesOf(mailing, rows));
            // Where nobody of them wanted it any more, the next may.
          } while (rows.length > 0);
        }
      };
      await takeFrom(open.lately());
      if (taken.length < most) await takeFrom(await open.read(now()));
      return taken;
    },
    async settle(delivery, settled) {
      switch (settled.state) {
        case "accepted":
          return become(db, delivery, { state: "accepted", settled_at: now() });
        case "failed":
          return db.transaction().execute(async (trx) => {
            const set = { state: "failed", reason: settled.reason, settled_at: now() };
            if (!(await become(trx, delivery, set))) return false;
            if (settled.reason === "gone")
              await trx.updateTable("subscribers").set({ active: 0 }).where("address", "=", delivery.address).execute();
            return true;
          });
        case "unknown":
          return becomeUnknown(db, now(), sql`id = ${delivery.id} and token = ${delivery.token}`);
        case "pending": {
          const attempts = delivery.attempts + (settled.counts ? 1 : 0);
          return become(db, delivery, { state: "pending", due_at: now() + settled.afterMs, attempts });
        }
      }
    },
    async recover(which) {
      if (which === "all") {
        await becomeUnknown(db, now(), sql`true`);
        await pauseLate(db, now());
      } else {
        const mine = [...which.underWay];
        const others = mine.length === 0 ? sql`true` : sql`id not in (${sql.join(mine)})`;
        await becomeUnknown(db, now(), sql`lease_until <= ${now()} and ${others}`);
      }
    },
    async clockSetBack(ms) {
      const at = now();
      // What was due stays so, though the clock says now that its time is yet to come; what was tried waits no longer for that.
      await sql`
        update mailing_deliveries set due_at =
          case when due_at <= ${at + ms} then ${at} when token > 0 then due_at - ${ms} else due_at end
        where state = 'pending' and due_at > ${at}
          and mailing in (select id from mailings where state in ('open', 'paused'))`.execute(db);
    },
  };
}

type Taken = {
  id: number;
  address: string | null;
  state: string;
  attempts: number;
  resent: number;
  token: number;
};

/** Those that are to be sent. */
function deliveriesOf(mailing: Mailing, rows: readonly Taken[]): MailingDelivery[] {
  return rows
    .filter(({ state }) => state === "sending")
    .map(({ id, address, attempts, resent, token }) => ({
      id,
      address: address ?? "",
      attempts,
      resent: resent === 1,
      token,
      mailing,
    }));
}
