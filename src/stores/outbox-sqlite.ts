import type { Reply } from "../chat/message.ts";
import type { Outbox } from "../delivery/outbox.ts";
import type { Database } from "./database.ts";
import { emptyLog } from "./empty-log.ts";

/**
 * Writes something to be sent that answers no question, such as a word to an officer; part of the transaction that it is
 * called in. `now` in ms, and so is `until`, from when on it is not sent any more.
 */
export async function enqueueNotice(
  db: Pick<Database, "insertInto">,
  address: string,
  reply: Reply,
  now: number,
  until: number | null = null,
): Promise<void> {
  await db
    .insertInto("deliveries")
    .values({ address, reply: JSON.stringify(reply), due_at: now, asked: null, until })
    .execute();
}

/** The outbox in the office's database; `now` in ms. */
export function createOutbox(db: Database, now: () => number): Outbox {
  return {
    async take(channel, most, leaseMs) {
      const at = now();
      const due = db
        .selectFrom("deliveries")
        .select("id")
        .where("due_at", "<=", at)
        .where("lease_until", "<=", at)
        .where(({ eb, or }) => or([eb("until", "is", null), eb("until", ">", at)]))
        .where("address", "like", `${channel}:%`)
        .orderBy("due_at")
        .orderBy("id")
        .limit(most);
      const rows = await db
        .updateTable("deliveries")
        .set(({ eb }) => ({
          lease_until: at + leaseMs,
          token: eb("token", "+", 1),
          attempts: eb("attempts", "+", 1),
        }))
        .where("id", "in", due)
        .returning(["id", "address", "reply", "attempts", "token"])
        .execute();
      return rows
        .sort((a, b) => a.id - b.id)
        .map(({ reply, attempts, ...row }) => ({
          ...row,
          attempts: attempts - 1,
          reply: JSON.parse(reply) as Reply,
        }));
    },
    async done({ id, token }) {
      await db.transaction().execute(async (transaction) => {
        const sent = await transaction
          .deleteFrom("deliveries")
          .where("id", "=", id)
          .where("token", "=", token)
          .returning(["address", "reply"])
          .executeTakeFirst();
        if (sent !== undefined) await noteChoices(transaction, sent, now());
      });
      await emptyLog(db);
    },
    async failed({ id, token }) {
      await db.transaction().execute(async (transaction) => {
        const row = await transaction
          .deleteFrom("deliveries")
          .where("id", "=", id)
          .where("token", "=", token)
          .returning("asked")
          .executeTakeFirst();
        if (row?.asked == null) return;
        await transaction.updateTable("asked").set({ undelivered: 1 }).where("id", "=", row.asked).execute();
      });
      await emptyLog(db);
    },
    async again({ id, token }, afterMs) {
      await db
        .updateTable("deliveries")
        .set({ due_at: now() + afterMs, lease_until: 0 })
        .where("id", "=", id)
        .where("token", "=", token)
        .execute();
    },
  };
}

/** Of an officer it is kept what they may choose under it, for they may read it days later; of nobody else. */
async function noteChoices(db: Database, sent: { address: string; reply: string }, now: number): Promise<void> {
  const { choices } = JSON.parse(sent.reply) as Reply;
  if (choices.length === 0) return;
  await db
    .updateTable("officers")
    .set({ told: JSON.stringify(choices), told_at: now })
    .where("address", "=", sent.address)
    .where("revoked", "=", 0)
    .execute();
}
