import type { BroadcastBody } from "../reminders/broadcast.ts";
import { titleOf } from "../reminders/broadcasts.ts";
import type { EventBody } from "../reminders/event.ts";
import type { MailingNews, NewsDesk } from "../reminders/tell-officers.ts";
import type { Database } from "./database.ts";
import { LATE } from "./mailing-outcomes.ts";
import { countPeople, peopleOf } from "./mailing-people.ts";
import { countsOf } from "./mailing-rows.ts";
import { enqueueNotice } from "./outbox-sqlite.ts";

/** What officers do not know yet of their mailings, in the office's database; `now` in ms. */
export function createNewsDesk(db: Database, now: () => number): NewsDesk {
  return {
    async untold() {
      const rows = await db
        .selectFrom("mailings")
        .select(["id", "event", "broadcast", "state", "audience"])
        .where("told", "=", 0)
        .where(({ eb, or, and }) =>
          or([
            eb("state", "=", "held"),
            and([eb("state", "=", "done"), eb("broadcast", "is not", null)]),
            and([eb("state", "=", "paused"), eb("reason", "=", LATE), eb("paused_by", "is", null)]),
          ]),
        )
        .execute();
      const over = await db
        .selectFrom("events")
        .select("id")
        .where("state", "=", "approved")
        .where("ends_at", "<=", now())
        .where("over_told", "=", 0)
        // What is on its way this moment belongs to what is told.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("mailings")
                .select("mailings.id")
                .whereRef("mailings.event", "=", "events.id")
                .where("mailings.state", "in", ["planned", "open", "paused"]),
            ),
          ),
        )
        .execute();
      const news = await Promise.all([
        ...rows.map((row) => newsOf(db, row)),
        ...over.map(({ id }) => newsOf(db, { id, event: id, broadcast: null, state: "over", audience: null })),
      ]);
      return news.filter((each) => each !== undefined);
    },
    async tell({ about, state }, notices) {
      await db.transaction().execute(async (trx) => {
        const marked =
          state === "over"
            ? trx.updateTable("events").set({ over_told: 1 }).where("id", "=", about).where("over_told", "=", 0)
            : trx
                .updateTable("mailings")
                .set({ told: 1 })
                .where("id", "=", about)
                .where("state", "=", state === "late" ? "paused" : state)
                .where("told", "=", 0);
        if ((await marked.executeTakeFirstOrThrow()).numUpdatedRows === 0n) return;
        for (const { address, reply } of notices) await enqueueNotice(trx, address, reply, now());
      });
    },
  };
}

/** A mailing, or an event that is over. */
type Row = { id: number; event: number | null; broadcast: number | null; state: string; audience: string | null };

async function newsOf(db: Database, row: Row): Promise<MailingNews | undefined> {
  const table = row.broadcast === null ? "events" : "broadcasts";
  const id = row.broadcast ?? row.event ?? 0;
  const owner = await db
    .selectFrom(table)
    .select(["body", "made_by", "approved_by"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (owner === undefined) return undefined;
  const body: unknown = JSON.parse(owner.body);
  const people = row.state === "held" ? peopleOf(db, row) : undefined;
  return {
    about: row.id,
    state: row.state === "paused" ? "late" : (row.state as MailingNews["state"]),
    kind: table === "events" ? "acara" : "siaran",
    id,
    title: table === "events" ? (body as EventBody).title : titleOf(body as BroadcastBody),
    recipients: people === undefined ? 0 : await countPeople(db, people),
    madeBy: owner.made_by,
    approvedBy: owner.approved_by ?? undefined,
    counts: await countsOf(db, table === "events" ? { event: id } : { broadcast: id }),
  };
}
