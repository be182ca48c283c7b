import { createHash } from "node:crypto";
import type { Journal } from "../chat/journal.ts";
import type { Database } from "./database.ts";

/** The journal of one bot, told apart from others by a fingerprint of its token. */
export function createJournal(db: Database, token: string): Journal {
  const source = createHash("sha256").update(`journal ${token}`).digest("base64url").slice(0, 12);

  async function change(number: number, column: "starts" | "sends", by: number): Promise<void> {
    await db
      .updateTable("updates")
      .set(({ eb }) => ({ [column]: eb(column, "+", by) }))
      .where("source", "=", source)
      .where("number", "=", number)
      .execute();
  }

  return {
    async read() {
      const rows = await db.selectFrom("updates").selectAll().where("source", "=", source).orderBy("number").execute();
      return rows.map(({ number, starts, sends, handled }) => ({ number, starts, sends, handled: handled === 1 }));
    },
    async begin(numbers) {
      if (numbers.length === 0) return;
      await db
        .insertInto("updates")
        .values(numbers.map((number) => ({ source, number, starts: 1, sends: 0, handled: 0 })))
        .onConflict((conflict) =>
          conflict.columns(["source", "number"]).doUpdateSet(({ eb }) => ({ starts: eb("updates.starts", "+", 1) })),
        )
        .execute();
    },
    replied: (number) => change(number, "starts", -1),
    sending: (number, by) => change(number, "sends", by),
    async finish(number) {
      await db
        .insertInto("updates")
        .values({ source, number, starts: 0, sends: 0, handled: 1 })
        .onConflict((conflict) => conflict.columns(["source", "number"]).doUpdateSet({ handled: 1 }))
        .execute();
    },
    async forgetBelow(number) {
      await db.deleteFrom("updates").where("source", "=", source).where("number", "<", number).execute();
    },
  };
}
