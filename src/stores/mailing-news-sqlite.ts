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
        .where("over_told", "!=", OVER)
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
      const waiting = await db
        .selectFrom("events")
        .select("id")
        .where("state", "=", "pending")
        .where("over_told", "=", 0)
        .where("starts_at", ">", now())
        .where("starts_at", "<=", now() + SOON_MS)
        .where("made_at", "<=", now() - JUST_ASKED_MS)
        .execute();
      const ofEvent = (state: "over" | "waiting", { id }: { id: number }) =>
        newsOf(db, { id, event: id, broadcast: null, state, audience: null });
      const news = await Promise.all([
        ...rows.map((row) => newsOf(db, row)),
        ...over.map((event) => ofEvent("over", event)),
        ...waiting.map((event) => ofEvent("waiting", event)),
      ]);
      return news.filter((each) => each !== undefined);
    },
    async tell(news, notices) {
      await db.transaction().execute(async (trx) => {
        if (!(await mark(trx, news))) return;
        for (const { address, reply } of notices) await enqueueNotice(trx, address, reply, now());
      });
    },
  };
}

/** Writes down that it was told; whether nobody had told it. */
async function mark(trx: Database, { about, state }: MailingNews): Promise<boolean> {
  const marked =
    state === "over" || state === "waiting"
      ? markEvent(trx, about, state)
      : trx
          .updateTable("mailings")
          .set({ told: 1 })
          .where("id", "=", about)
          .where("state", "=", state === "late" ? "paused" : state)
          .where("told", "=", 0);
  return (await marked.executeTakeFirstOrThrow()).numUpdatedRows > 0n;
}

function markEvent(trx: Database, id: number, state: "over" | "waiting") {
  const event = trx.updateTable("events").where("id", "=", id);
  return state === "over"
    ? event.set({ over_told: OVER }).where("over_told", "!=", OVER)
    : event.set({ over_told: WAITING }).where("over_told", "=", 0);
}

/** What officers were told of an event last: that it is over, or before that, that it begins soon and nobody agreed to it. */
const [OVER, WAITING] = [1, 2];
/** So long before it begins, whoever may agree is told once more. */
const SOON_MS = 24 * 3_600_000;
/** Of what was made so lately they were told just now. */
const JUST_ASKED_MS = 2 * 3_600_000;

/** A mailing, or an event that is over or waits. */
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
