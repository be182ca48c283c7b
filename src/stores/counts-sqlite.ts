import type { CountKind, Counts } from "../office/counts.ts";
import type { Database } from "./database.ts";

/** The counts in the office's database. */
export function createCounts(db: Database): Counts {
  return {
    async add(counts) {
      if (counts.length === 0) return;
      await db
        .insertInto("counts")
        .values([...counts])
        .onConflict((conflict) =>
          conflict
            .columns(["week", "kind", "key"])
            .doUpdateSet(({ eb, ref }) => ({ count: eb("counts.count", "+", ref("excluded.count")) })),
        )
        .execute();
    },
    async read(weeks) {
      if (weeks.length === 0) return [];
      const rows = await db
        .selectFrom("counts")
        .selectAll()
        .where("week", "in", weeks)
        .orderBy("week")
        .orderBy("kind")
        .orderBy("key")
        .execute();
      return rows.map((row) => ({ ...row, kind: row.kind as CountKind }));
    },
  };
}
