import type { NoticeBoard } from "../reminders/readers-notice.ts";
import { lastAuditHash } from "./audit-sqlite.ts";
import type { Database } from "./database.ts";
import { createOfficers } from "./officers-sqlite.ts";
import { enqueueNotice } from "./outbox-sqlite.ts";

/** Which hours of notices are over, in the office's database; `now` in ms. */
export function createNoticeBoard(db: Database, now: () => number): NoticeBoard {
  const clear = async (before: Pick<Database, "deleteFrom">) => {
    await before.deleteFrom("deliveries").where("until", "<=", now()).execute();
  };
  return {
    async post({ id, until }, write) {
      await db.transaction().execute(async (trx) => {
        const noted = await trx
          .insertInto("notice_hours")
          .values({ id })
          .onConflict((conflict) => conflict.column("id").doNothing())
          .executeTakeFirst();
        if (noted.numInsertedOrUpdatedRows !== 1n) return;
        await clear(trx);
        const officers = await createOfficers(trx).list();
        for (const { address, reply } of write(officers, await lastAuditHash(trx)))
          await enqueueNotice(trx, address, reply, now(), until);
      });
    },
    clear: () => clear(db),
  };
}
