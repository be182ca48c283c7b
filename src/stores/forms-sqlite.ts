import type { Selectable } from "kysely";
import type { Clock } from "../clock.ts";
import type { Form, Forms } from "../office/forms.ts";
import type { Database } from "./database.ts";
import type { FormsTable } from "./tables.ts";

/** The unfinished forms in the office's database. */
export function createForms(db: Database, clock: Clock): Forms {
  return {
    async find(officer, kind) {
      const row = await db
        .selectFrom("forms")
        .selectAll()
        .where("officer", "=", officer)
        .where("kind", "=", kind)
        .executeTakeFirst();
      return row === undefined ? undefined : toForm(row);
    },
    async save(officer, kind, body) {
      const kept = { body: JSON.stringify(body), saved_at: clock().getTime() };
      const row = await db
        .insertInto("forms")
        .values({ officer, kind, ...kept })
        .onConflict((conflict) => conflict.columns(["officer", "kind"]).doUpdateSet(kept))
        .returningAll()
        .executeTakeFirstOrThrow();
      return toForm(row);
    },
    async drop(officer, kind) {
      await db.deleteFrom("forms").where("officer", "=", officer).where("kind", "=", kind).execute();
    },
  };
}

function toForm({ id, body, saved_at }: Selectable<FormsTable>): Form {
  return { id, body: JSON.parse(body) as unknown, savedAt: saved_at };
}
