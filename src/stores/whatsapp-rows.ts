import type { Kysely } from "kysely";
import type { SessionChange } from "../chat/session-store.ts";
import type { Sealer } from "./sealer.ts";
import type { WhatsAppTables } from "./whatsapp-tables.ts";

type Rows = Kysely<WhatsAppTables>;

/** How many rows go into one statement: two values each, far below what SQLite takes. */
export const AT_ONCE = 500;

export const credsPlace = { table: "creds", id: Buffer.alloc(0) };

/** The values of some ids of a type; those that are not there are left out. */
export async function readKeys(
  db: Rows,
  sealer: Sealer,
  type: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const hidden = new Map(ids.slice(from, from + AT_ONCE).map((id) => [sealer.hide(type, id).toString("hex"), id]));
    const rows = await db
      .selectFrom("keys")
      .selectAll()
      .where(
        "id",
        "in",
        [...hidden.keys()].map((id) => Buffer.from(id, "hex")),
      )
      .execute();
    for (const { id, value } of rows)
      values.set(hidden.get(id.toString("hex")) ?? "", sealer.open({ table: "keys", id }, value));
  }
  return values;
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

/** A kept message carries its own id: nobody can work it out from the hidden one. */
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

export function openKept(sealer: Sealer, { id, value }: { id: Buffer; value: Buffer }): { id: string; body: string } {
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
