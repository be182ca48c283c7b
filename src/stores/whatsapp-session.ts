import type { Kysely } from "kysely";
import { keptType, type SessionStore } from "../chat/session-store.ts";
import type { Sealer } from "./sealer.ts";
import { damaged, orDamaged } from "./session-damage.ts";
import type { ChangeLog } from "./whatsapp-change-log.ts";
import { credsPlace, openKept, readKept, readKeys, writeKept, writeKeys } from "./whatsapp-rows.ts";
import type { WhatsAppTables } from "./whatsapp-tables.ts";

export type SessionParts = {
  /** For what is said of it. */
  file: string;
  lasting: boolean;
  db: Kysely<WhatsAppTables>;
  sealer: Sealer;
  /** Throws when the session is not ours to change. */
  hold: (transaction: Kysely<WhatsAppTables>) => Promise<void>;
  now: () => number;
  log: ChangeLog;
};

const HOUR = 3_600_000;

/** The session in its database, each change one transaction under the lease. */
export function createSession({ file, lasting, db, sealer, hold, now, log }: SessionParts): SessionStore {
  const change = <T>(work: (transaction: Kysely<WhatsAppTables>) => Promise<T>): Promise<T> =>
    orDamaged(file, async () => {
      const result = await db.transaction().execute(async (transaction) => {
        // First of all, for it is a write: two processes then wait for each other instead of failing at the end.
        await hold(transaction);
        return await work(transaction);
      });
      log.changed();
      return result;
    });
  const read = <T>(work: () => Promise<T>): Promise<T> => orDamaged(file, work);
  let hasCreds = false;

  return {
    lasting,
    creds: () =>
      read(async () => {
        const row = await db.selectFrom("creds").select("value").executeTakeFirst();
        if (row !== undefined) return sealer.open(credsPlace, row.value);
        for (const table of ["keys", "kept", "sent"] as const) {
          const left = await db.selectFrom(table).select("id").limit(1).executeTakeFirst();
          if (left !== undefined) throw damaged(file, "its identity is gone, its keys are there");
        }
        return undefined;
      }),
    read: (type, ids) =>
      read(async () => {
        if (type !== keptType) return await readKeys(db, sealer, type, ids);
        const kept = await readKept(db, sealer, ids);
        return new Map(kept.map(({ id, body }) => [id, body]));
      }),
    async write(changes, creds) {
      await change(async (transaction) => {
        const kept = changes.filter(({ type }) => type === keptType);
        await writeKeys(
          transaction,
          sealer,
          changes.filter(({ type }) => type !== keptType),
        );
        for (const message of kept) await writeKept(transaction, sealer, message);
        if (creds === undefined) return;
        const value = sealer.seal(credsPlace, creds);
        await transaction
          .insertInto("creds")
          .values({ one: 1, value })
          .onConflict((conflict) => conflict.column("one").doUpdateSet({ value }))
          .execute();
      });
      // A new identity must not be in the log alone: were that lost, there would be nothing to tell that there was one.
      if (creds !== undefined && !hasCreds) await log.settle();
      hasCreds ||= creds !== undefined;
    },
    async wipe() {
      await change(async (transaction) => {
        for (const table of ["creds", "keys", "kept", "sent"] as const) await transaction.deleteFrom(table).execute();
      });
      hasCreds = false;
      await log.settle();
    },
    kept: {
      left: () =>
        read(async () => {
          const rows = await db.selectFrom("kept").selectAll().orderBy("turn").execute();
          return rows.map((row) => ({ ...openKept(sealer, row), starts: row.starts }));
        }),
      async begin(id) {
        await change(async (transaction) => {
          await transaction
            .updateTable("kept")
            .set(({ eb }) => ({ starts: eb("starts", "+", 1) }))
            .where("id", "=", sealer.hide(keptType, id))
            .execute();
        });
      },
      async finish(id) {
        await change((transaction) => writeKept(transaction, sealer, { type: keptType, id, value: null }));
      },
    },
    sent: {
      async put(id, body, until) {
        const hidden = sealer.hide("sent", id);
        // A full hour, so that it does not tell when exactly somebody was written to.
        const row = { value: sealer.seal({ table: "sent", id: hidden }, body), until: Math.ceil(until / HOUR) * HOUR };
        await change(async (transaction) => {
          if (!(await isLinked(transaction))) return;
          await transaction.deleteFrom("sent").where("until", "<=", now()).execute();
          await transaction
            .insertInto("sent")
            .values({ id: hidden, ...row })
            .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
            .execute();
        });
      },
      get: (id) =>
        read(async () => {
          const hidden = sealer.hide("sent", id);
          const row = await db
            .selectFrom("sent")
            .select("value")
            .where("id", "=", hidden)
            .where("until", ">", now())
            .executeTakeFirst();
          return row === undefined ? undefined : sealer.open({ table: "sent", id: hidden }, row.value);
        }),
    },
    idFor: sealer.idFor,
  };
}

/** Whether there is an identity. What one that was forgotten still sent belongs to nobody and is not kept. */
async function isLinked(db: Kysely<WhatsAppTables>): Promise<boolean> {
  return (await db.selectFrom("creds").select("one").executeTakeFirst()) !== undefined;
}
