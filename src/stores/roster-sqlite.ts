import type { Transaction } from "kysely";
import type { Clock } from "../clock.ts";
import { groupKey, sortedTags } from "../reminders/group-key.ts";
import { newJoinCode, tidyJoinCode } from "../reminders/join-code.ts";
import type { JoinGroup, People, RosterGroup } from "../reminders/people.ts";
import { appendAudit } from "./audit-sqlite.ts";
import type { Database } from "./database.ts";
import type { JoinCodesTable, Tables } from "./tables.ts";

/** The groups of the roster and their codes. */
export function createRoster(db: Database, clock: Clock): Pick<People, "group" | "groups" | "importRoster"> {
  const counted = () =>
    db
      .selectFrom("join_codes")
      .leftJoin("subscribers", (join) =>
        join.onRef("subscribers.group_key", "=", "join_codes.group_key").on("subscribers.active", "=", 1),
      )
      .select(["join_codes.code", "join_codes.unit", "join_codes.district", "join_codes.tags", "join_codes.expected"])
      .select(({ fn }) => fn.count<number>("subscribers.id").as("joined"))
      .groupBy(["join_codes.code", "join_codes.unit", "join_codes.district", "join_codes.tags", "join_codes.expected"]);

  return {
    async group(code) {
      const tidy = tidyJoinCode(code);
      if (tidy === undefined) return undefined;
      const row = await counted().where("join_codes.code", "=", tidy).executeTakeFirst();
      return row === undefined ? undefined : toGroup(row);
    },
    async groups() {
      const rows = await counted().execute();
      return rows.map(toGroup).sort((a, b) => nameOf(a).localeCompare(nameOf(b), "id"));
    },
    importRoster: (groups, by) =>
      db.transaction().execute(async (transaction) => {
        const known = await transaction.selectFrom("join_codes").selectAll().execute();
        const byKey = new Map(known.map((row) => [row.group_key, row]));
        const outcome = { added: 0, changed: 0, same: 0 };
        for (const group of groups) {
          const before = byKey.get(groupKey(group));
          const row = rowOf(group);
          if (before === undefined) {
            await insert(transaction, row);
            outcome.added += 1;
          } else if (before.expected === row.expected && before.unit === row.unit && before.district === row.district) {
            outcome.same += 1;
          } else {
            await transaction.updateTable("join_codes").set(row).where("code", "=", before.code).execute();
            outcome.changed += 1;
          }
        }
        const detail = { groups: groups.length, ...outcome };
        await appendAudit(transaction, { who: by, action: "roster-imported", subject: "roster", detail }, clock());
        return outcome;
      }),
  };
}

type Row = Omit<JoinCodesTable, "code">;

function rowOf(group: RosterGroup): Row {
  const tags = sortedTags(group.tags);
  const { unit, district, expected } = group;
  return { group_key: groupKey(group), unit, district: district ?? null, tags: JSON.stringify(tags), expected };
}

/** A code that is taken already, one in many millions, gives way to another. */
async function insert(transaction: Transaction<Tables>, row: Row): Promise<void> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto("join_codes")
    .values({ code: newJoinCode(), ...row })
    .onConflict((conflict) => conflict.column("code").doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) await insert(transaction, row);
}

function toGroup({ tags, district, ...row }: Omit<JoinCodesTable, "group_key"> & { joined: number }): JoinGroup {
  return { ...row, district: district ?? undefined, tags: JSON.parse(tags) as string[] };
}

function nameOf({ unit, district, tags }: JoinGroup): string {
  return [unit, district ?? "", ...tags].join("\n");
}
