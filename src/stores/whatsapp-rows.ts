import type { Kysely } from "kysely";
import { keptType, type SessionChange } from "../chat/session-store.ts";
import type { Sealer } from "./sealer.ts";
import type { WhatsAppTables } from "./whatsapp-tables.ts";

type Rows = Kysely<WhatsAppTables>;
type Row = { id: Buffer; value: Buffer };

/** How many rows go into one statement: two values each, far below what SQLite takes. */
const AT_ONCE = 500;

export const credsPlace = { table: "creds", id: Buffer.alloc(0) };

/** The values of some ids of a type; those that are not there are left out. */
export async function readKeys(
  db: Rows,
  sealer: Sealer,
  type: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map(ids.map((id) => [sealer.hide(type, id).toString("hex"), id]));
  const rows = await find(db, "keys", [...names.keys()]);
  return new Map(
    rows.map(({ id, value }) => [names.get(id.toString("hex")) ?? "", sealer.open({ table: "keys", id }, value)]),
  );
}

export async function readKept(
  db: Rows,
  sealer: Sealer,
  ids: readonly string[],
): Promise<Array<{ id: string; body: string }>> {
  const hidden = ids.map((id) => sealer.hide(keptType, id).toString("hex"));
  return (await find(db, "kept", hidden)).map((row) => openKept(sealer, row));
}

async function find(db: Rows, table: "keys" | "kept", hidden: readonly string[]): Promise<Row[]> {
  const found: Row[] = [];
  for (let from = 0; from < hidden.length; from += AT_ONCE) {
    const some = hidden.slice(from, from + AT_ONCE).map((id) => Buffer.from(id, "hex"));
    found.push(...(await db.selectFrom(table).select(["id", "value"]).where("id", "in", some).execute()));
  }
  return found;
}

export async function writeKeys(db: Rows, sealer: Sealer, changes: readonly SessionChange[]): Promise<void> {
  // The last word on an id counts.
  const last = new Map(
    changes.map(({ type, id, value }) => {
      const hidden = sealer.hide(type, id);
      return [hidden.toString("hex"), { id: hidden, value }];
    }),
  );
  const all = [...last.values()];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    const gone = some.filter(({ value }) => value === null).map(({ id }) => id);
    if (gone.length > 0) await db.deleteFrom("keys").where("id", "in", gone).execute();
    const rows = some.flatMap(({ id, value }) =>
      value === null ? [] : [{ id, value: sealer.seal({ table: "keys", id }, value) }],
    );
    if (rows.length > 0)
      await db
        .insertInto("keys")
        .values(rows)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(({ ref }) => ({ value: ref("excluded.value") })))
        .execute();
  }
}

/**
 * A kept message carries its own id: nobody can work it out from the hidden one. It counts no start yet: the process that
 * took it in began it without one.
 */
export async function writeKept(db: Rows, sealer: Sealer, { type, id, value }: SessionChange): Promise<void> {
  const hidden = sealer.hide(type, id);
  if (value === null) {
    await db.deleteFrom("kept").where("id", "=", hidden).execute();
    return;
  }
  const sealed = sealer.seal({ table: "kept", id: hidden }, JSON.stringify([id, value]));
  await db
    .insertInto("kept")
    .values(({ selectFrom }) => ({
      id: hidden,
      value: sealed,
      starts: 0,
      turn: selectFrom("kept").select(({ fn, lit, eb }) => eb(fn.coalesce(fn.max("turn"), lit(0)), "+", 1).as("turn")),
    }))
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ value: sealed }))
    .execute();
}

export function openKept(sealer: Sealer, { id, value }: Row): { id: string; body: string } {
  const [name, body] = JSON.parse(sealer.open({ table: "kept", id }, value)) as [string, string];
  return { id: name, body };
}

/** Opens every row, so that damage shows at the start and not with the person it belongs to. */
export async function tryAll(db: Rows, sealer: Sealer): Promise<void> {
  for (const table of ["keys", "kept", "sent"] as const) {
    let after = Buffer.alloc(0);
    for (;;) {
      const rows = await db
        .selectFrom(table)
        .select(["id", "value"])
        .where("id", ">", after)
        .orderBy("id")
        .limit(AT_ONCE)
        .execute();
      for (const { id, value } of rows) sealer.open({ table, id }, value);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = Buffer.from(last.id);
    }
  }
}
