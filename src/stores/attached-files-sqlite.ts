import type { AttachedFiles, AttachedMime } from "../reminders/attached-file.ts";
import type { Database } from "./database.ts";

/** The files of forms and of what officers send, in the office's database. */
export function createAttachedFiles(db: Database): AttachedFiles {
  return {
    async keep(form, { name, mime, sha256, bytes }) {
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom("attachments").where("form", "=", form).execute();
        await trx
          .insertInto("attachments")
          .values({ form, event: null, broadcast: null, name, mime, sha256, bytes: Buffer.from(bytes) })
          .execute();
      });
    },
    async of(owner) {
      const row = await db
        .selectFrom("attachments")
        .select(["name", "mime", "sha256", "bytes"])
        .where((eb) => ("form" in owner ? eb("form", "=", owner.form) : eb("broadcast", "=", owner.broadcast)))
        .executeTakeFirst();
      return row === undefined ? undefined : { ...row, mime: row.mime as AttachedMime };
    },
  };
}
