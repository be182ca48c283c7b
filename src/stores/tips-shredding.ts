import type { Kysely } from "kysely";
import type { TipStore } from "../tips/tip-store.ts";
import type { TipsDatabase } from "./tips-database.ts";
import type { TipLogs } from "./tips-logs.ts";
import { mixDays } from "./tips-mixing.ts";
import type { Attempt } from "./tips-patience.ts";
import { nameOf } from "./tips-reading.ts";
import { checkDay, daysBefore } from "./tips-shapes.ts";
import type { KeysTables, TipsTables } from "./tips-tables.ts";

const DAYS_AFTER_CLOSING = 90;
const MOST_DAYS = 365;
/** One full day is over: whatever began at noon of a day is still there at the evening of the next. */
const DAYS_UNFINISHED = 2;

/** Takes cases away: first what opens them, then the rest. A crash in between leaves what nobody opens, and the sweep takes it. */
export function createTipShredding(
  { keys, tips }: TipsDatabase,
  attempt: Attempt,
  logs: TipLogs,
): Pick<TipStore, "shred" | "sweep"> {
  const dropRest = (id: string) => attempt(() => tips.transaction().execute((each) => dropCase(each, id)));
  return {
    shred: async (id) => {
      await attempt(() => keys.transaction().execute((held) => dropKeys(held, id)));
      let isEmptied = false;
      try {
        await dropRest(id);
      } finally {
        // Also where the rest has to wait: what opened it must not lie in a log.
        isEmptied = await logs.empty();
      }
      return isEmptied;
    },
    sweep: async (today) => {
      checkDay(today);
      const old = await attempt(() =>
        keys.transaction().execute(async (held) => {
          const found = await overdue(held, tips, today);
          for (const id of found) await dropKeys(held, id);
          return found;
        }),
      );
      for (const id of old) await dropRest(id);
      await attempt(() =>
        keys.transaction().execute((held) => dropLeft(held, tips, daysBefore(today, DAYS_UNFINISHED))),
      );
      try {
        await mixDays({ keys, tips }, attempt, daysBefore(today, 1));
      } finally {
        await logs.empty();
      }
      return old.length;
    },
  };
}

async function dropKeys(keys: Kysely<KeysTables>, id: string): Promise<void> {
  await keys.deleteFrom("headers").where("case_id", "=", id).execute();
  await keys.deleteFrom("mailboxes").where("case_id", "=", id).execute();
}

async function dropCase(tips: Kysely<TipsTables>, id: string): Promise<void> {
  await tips.deleteFrom("bodies").where("case_id", "=", id).execute();
  await tips.deleteFrom("requests").where("case_id", "=", id).execute();
  await tips.deleteFrom("cases").where("id", "=", id).execute();
}

async function overdue(keys: Kysely<KeysTables>, tips: Kysely<TipsTables>, today: string): Promise<string[]> {
  const shown = new Set((await keys.selectFrom("mailboxes").select("case_id").execute()).map((row) => row.case_id));
  const headers = await keys.selectFrom("headers").select("case_id").distinct().execute();
  const withParts = new Set(headers.map((row) => row.case_id));
  const rows = await tips.selectFrom("cases").select(["id", "day", "closed"]).execute();
  const isOver = ({ id, day, closed }: (typeof rows)[number]) =>
    day <= daysBefore(today, MOST_DAYS) ||
    (closed !== null && closed <= daysBefore(today, DAYS_AFTER_CLOSING)) ||
    (!withParts.has(id) && day <= daysBefore(today, DAYS_UNFINISHED));
  return rows.filter((row) => shown.has(row.id) && isOver(row)).map(({ id }) => id);
}

/**
 * What has no counterpart in the other file and was begun that day or before: a crash left it, or one of the files came back from a
 * backup after a case was shredded, which stays so.
 */
async function dropLeft(keys: Kysely<KeysTables>, tips: Kysely<TipsTables>, until: string): Promise<void> {
  const mailboxes = await keys.selectFrom("mailboxes").select(["case_id", "day"]).execute();
  const cases = await tips.selectFrom("cases").select(["id", "day"]).execute();
  const known = new Set(cases.map(({ id }) => id));
  for (const { case_id, day } of mailboxes) if (!known.has(case_id) && day <= until) await dropKeys(keys, case_id);
  const shown = new Set(mailboxes.map((row) => row.case_id));
  for (const { id, day } of cases) if (!shown.has(id) && day <= until) await dropCase(tips, id);
  const headers = new Set((await keys.selectFrom("headers").select(["case_id", "part"]).execute()).map(nameOf));
  const bodies = await tips.selectFrom("bodies").select(["case_id", "part"]).where("day", "<=", until).execute();
  for (const body of bodies)
    if (!headers.has(nameOf(body)))
      await tips.deleteFrom("bodies").where("case_id", "=", body.case_id).where("part", "=", body.part).execute();
}
