import type { AttachedMime } from "../reminders/attached-file.ts";
import type { EventFiles, FileOwner } from "../reminders/event-files.ts";
import type { FileMark } from "../reminders/event-store.ts";
import type { Database } from "./database.ts";

/** What the files of an event hold and are called, in their order. */
export function fileMarksOf(db: Database, event: number): Promise<FileMark[]> {
  return db.selectFrom("attachments").select(["name", "sha256"]).where("event", "=", event).orderBy("id").execute();
}

/** The files of events and their forms in the office's database. */
export function createEventFiles(db: Database): EventFiles {
  const rowsOf = (trx: Database, owner: FileOwner) =>
    trx
      .selectFrom("attachments")
      .select(["name", "mime", "sha256", "bytes"])
      .where((eb) => ("form" in owner ? eb("form", "=", owner.form) : eb("event", "=", owner.event)))
      .orderBy("id")
      .execute();
  const clear = async (trx: Database, form: number) => {
    await trx.deleteFrom("attachments").where("form", "=", form).execute();
  };

  return {
    async of(owner) {
      return (await rowsOf(db, owner)).map((row) => ({ ...row, mime: row.mime as AttachedMime }));
    },
    async add(form, { name, mime, sha256, bytes }) {
      await db
        .insertInto("attachments")
        .values({ form, event: null, broadcast: null, name, mime, sha256, bytes: Buffer.from(bytes) })
        .execute();
    },
    clear: (form) => clear(db, form),
    async copy(event, form) {
      await db.transaction().execute(async (trx) => {
        await clear(trx, form);
        for (const row of await rowsOf(trx, { event }))
          await trx
            .insertInto("attachments")
            .values({ form, event: null, broadcast: null, ...row })
            .execute();
      });
    },
  };
}
