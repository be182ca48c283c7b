import type { Kysely, Transaction } from "kysely";
import { type Added, type NewCase, type StoredPart, TipNotStoredError, type TipStore } from "../tips/tip-store.ts";
import { asBuffer, dropBody, writeBody } from "./tips-bodies.ts";
import type { TipsDatabase } from "./tips-database.ts";
import { type Attempt, codeOf } from "./tips-patience.ts";
import { isThere } from "./tips-reading.ts";
import { checkDay, checkNewCase, checkPart } from "./tips-shapes.ts";
import type { KeysTables, TipsTables } from "./tips-tables.ts";

/**
 * Puts cases and parts in. What shows is what has its row in the keys, so that comes last, in one transaction. It is begun first and
 * held meanwhile: no other process shreds the case or sweeps a body whose header is just being written.
 */
export function createTipAdding(
  { keys, tips }: TipsDatabase,
  attempt: Attempt,
): Pick<TipStore, "begin" | "add" | "close" | "reopen"> {
  return {
    begin: async (opened) => {
      checkNewCase(opened);
      await attempt(async () => {
        await keys.transaction().execute(async (held) => {
          if (await isThere(held, opened.id)) throw new TipNotStoredError("SQLITE_CONSTRAINT");
          await tips.transaction().execute((transaction) => writeCase(transaction, opened));
          const { lookup, id, tag, day, state } = opened;
          await held
            .insertInto("mailboxes")
            .values({ lookup: Buffer.from(lookup, "hex"), case_id: id, tag, day, state: asBuffer(state) })
            .execute();
        });
      });
    },
    add: async (parts, state) => {
      parts.forEach(checkPart);
      const cases = new Set(parts.map((part) => part.case));
      if (state !== undefined) cases.add(state.case);
      try {
        return await attempt(() =>
          keys.transaction().execute(async (held): Promise<Added> => {
            if (!(await areThere(held, cases))) return { kind: "gone" };
            const now = state === undefined ? undefined : await stateOf(held, state.case);
            if (now !== undefined && !now.equals(state?.read ?? now))
              return { kind: "outrun", state: new Uint8Array(now) };
            await writeParts(held, tips, parts);
            if (state !== undefined)
              await held
                .updateTable("mailboxes")
                .set({ state: asBuffer(state.sealed) })
                .where("case_id", "=", state.case)
                .execute();
            return { kind: "stored" };
          }),
        );
      } catch (error) {
        // A write that failed on its way to the disk may yet be found there after a crash, and then wants its body.
        if (codeOf(error)?.startsWith("SQLITE_IOERR") !== true) await dropBodies({ keys, tips }, parts);
        throw error;
      }
    },
    close: async (id, day) => {
      checkDay(day);
      await attempt(() =>
        // Closing it again does not put its end off.
        tips.updateTable("cases").set({ closed: day }).where("id", "=", id).where("closed", "is", null).execute(),
      );
    },
    reopen: async (id) => {
      await attempt(() => tips.updateTable("cases").set({ closed: null }).where("id", "=", id).execute());
    },
  };
}

async function areThere(keys: Kysely<KeysTables>, ids: Iterable<string>): Promise<boolean> {
  for (const id of ids) if (!(await isThere(keys, id))) return false;
  return true;
}

async function stateOf(keys: Kysely<KeysTables>, id: string): Promise<Buffer> {
  const row = await keys.selectFrom("mailboxes").select("state").where("case_id", "=", id).executeTakeFirstOrThrow();
  return row.state;
}

/** The bodies are on the disk before the first header is written. */
export async function writeParts(
  held: Transaction<KeysTables>,
  tips: Kysely<TipsTables>,
  parts: readonly StoredPart[],
): Promise<void> {
  if (await haveHeaders(held, parts)) throw new TipNotStoredError("SQLITE_CONSTRAINT");
  if (parts.length > 0) await tips.transaction().execute((transaction) => writeBodies(transaction, parts));
  for (const { case: case_id, id, header } of parts)
    await held
      .insertInto("headers")
      .values({ case_id, part: Buffer.from(id, "hex"), header: asBuffer(header) })
      .execute();
}

async function haveHeaders(keys: Kysely<KeysTables>, parts: readonly StoredPart[]): Promise<boolean> {
  for (const part of parts) {
    const row = await keys
      .selectFrom("headers")
      .select("part")
      .where("case_id", "=", part.case)
      .where("part", "=", Buffer.from(part.id, "hex"))
      .executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}

/** Over what an attempt left that failed after it: nothing shows it. */
async function writeCase(transaction: Transaction<TipsTables>, opened: NewCase): Promise<void> {
  const { id, day, mailbox, partKey: part_key, closed } = opened;
  const row = { day, mailbox, part_key, closed: closed ?? null };
  await transaction
    .insertInto("cases")
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
}

async function writeBodies(transaction: Transaction<TipsTables>, parts: readonly StoredPart[]): Promise<void> {
  for (const part of parts) await writeBody(transaction, part);
}

/** Gives the room of what got no header back. */
export async function dropBodies(
  { keys, tips }: Pick<TipsDatabase, "keys" | "tips">,
  parts: readonly StoredPart[],
): Promise<void> {
  try {
    await keys.transaction().execute(async (held) => {
      if (await haveHeaders(held, parts)) return;
      await tips.transaction().execute(async (transaction) => {
        for (const { case: case_id, id } of parts)
          await dropBody(transaction, { case_id, part: Buffer.from(id, "hex") });
      });
    });
  } catch (error) {
    // The trouble that brought it here; the sweep does it.
    if (codeOf(error) === undefined) throw error;
  }
}
