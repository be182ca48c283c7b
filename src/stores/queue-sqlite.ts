import type { Selectable, Transaction, Updateable } from "kysely";
import type { Reply } from "../chat/message.ts";
import type { Asked, AskReason, Queue, QueueOutcome } from "../office/asked.ts";
import { appendAudit } from "./audit-sqlite.ts";
import type { Database } from "./database.ts";
import { emptyLog } from "./empty-log.ts";
import type { AskedTable, Tables } from "./tables.ts";

/** More than two officers read in a month; beyond it, somebody is filling it. */
const MOST_OPEN = 1_000;

/** The queue in the office's database. `now` is when an answer is due to whoever waits, in ms. */
export function createQueue(db: Database, now: () => number): Queue {
  /** Ends a waiting question and hands the reply to delivery, if somebody waits. */
  async function end(
    id: number,
    who: string,
    change: Updateable<AskedTable> & { state: "answered" | "closed" },
    reply: Reply,
  ): Promise<QueueOutcome> {
    return db.transaction().execute(async (transaction) => {
      const row = await transaction.selectFrom("asked").selectAll().where("id", "=", id).executeTakeFirst();
      if (row === undefined) return "unknown";
      if (row.state !== "open") return "already-done";
      await deliver(transaction, row, reply);
      await transaction
        .updateTable("asked")
        .set({ ...change, address: null })
        .where("id", "=", id)
        .execute();
      const act = { who, action: `question-${change.state}`, subject: `question ${id}`, detail: {} };
      await appendAudit(transaction, act, new Date(now()));
      return "done";
    });
  }

  async function deliver(
    transaction: Transaction<Tables>,
    { id, address }: Selectable<AskedTable>,
    reply: Reply,
  ): Promise<void> {
    if (address === null) return;
    await transaction
      .insertInto("deliveries")
      .values({ address, reply: JSON.stringify(reply), due_at: now(), asked: id })
      .execute();
  }

  return {
    async add({ text, reason, situation, on, address }) {
      return db.transaction().execute(async (transaction) => {
        const open = transaction.selectFrom("asked").where("state", "=", "open");
        const same =
          address === undefined
            ? await open.select("id").where("text", "=", text).executeTakeFirst()
            : await open.select("id").where("text", "=", text).where("address", "=", address).executeTakeFirst();
        if (same !== undefined) return same.id;
        const { n } = await open.select(({ fn }) => fn.countAll<number>().as("n")).executeTakeFirstOrThrow();
        if (n >= MOST_OPEN) return undefined;
        const row = await transaction
          .insertInto("asked")
          .values({
            text,
            reason,
            situation: situation ?? null,
            asked_on: on,
            address: address ?? null,
            state: "open",
          })
          .returning("id")
          .executeTakeFirstOrThrow();
        return row.id;
      });
    },
    async find(id) {
      const row = await db.selectFrom("asked").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : toAsked(row);
    },
    async list(state) {
      const rows = await db.selectFrom("asked").selectAll().where("state", "=", state).orderBy("id").execute();
      return rows.map(toAsked);
    },
    async undelivered(since) {
      const lost = db.selectFrom("asked").selectAll().where("undelivered", "=", 1).where("asked_on", ">=", since);
      return (await lost.orderBy("id").execute()).map(toAsked);
    },
    answer: (id, answer, by, on, reply) =>
      end(id, by, { state: "answered", answer, answered_by: by, answered_on: on }, reply),
    async takeBack(id, address) {
      const { numDeletedRows } = await db
        .deleteFrom("asked")
        .where("id", "=", id)
        .where("address", "=", address)
        .where("state", "=", "open")
        .executeTakeFirst();
      await emptyLog(db);
      return numDeletedRows > 0n;
    },
    async forgetWaiting(before) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable("asked")
          .set({ address: null })
          .where("asked_on", "<", before)
          .where("address", "is not", null)
          .execute();
        const old = transaction.selectFrom("asked").select("id").where("asked_on", "<", before);
        const lost = await transaction.deleteFrom("deliveries").where("asked", "in", old).returning("asked").execute();
        const ids = lost.flatMap(({ asked }) => asked ?? []);
        await transaction.updateTable("asked").set({ undelivered: 1 }).where("id", "in", ids).execute();
      });
      // Also where nothing was found: a process that was killed left its log as it was.
      await emptyLog(db);
    },
    close: (id, by, on, reply) => end(id, by, { state: "closed", answered_by: by, answered_on: on }, reply),
  };
}

function toAsked(row: Selectable<AskedTable>): Asked {
  return {
    id: row.id,
    text: row.text,
    reason: row.reason as AskReason,
    situation: row.situation ?? undefined,
    on: row.asked_on,
    wantsReply: row.address !== null,
    undelivered: row.undelivered === 1,
    state: row.state as Asked["state"],
    answer: row.answer ?? undefined,
    answeredBy: row.answered_by ?? undefined,
  };
}
