import type { Kysely } from "kysely";
import type { TipStore } from "../tips/tip-store.ts";
import type { BodyName } from "./tips-bodies.ts";
import type { TipsDatabase } from "./tips-database.ts";
import type { TipLogs } from "./tips-logs.ts";
import { mixDays } from "./tips-mixing.ts";
import type { Attempt } from "./tips-patience.ts";
import { nameOf } from "./tips-reading.ts";
import type { Reserve } from "./tips-reserve.ts";
import type { TipRest } from "./tips-rest.ts";
import { checkDay, daysBefore } from "./tips-shapes.ts";
import type { KeysTables, TipsTables } from "./tips-tables.ts";

const DAYS_AFTER_CLOSING = 90;
const MOST_DAYS = 365;
/** One full day is over: whatever began at noon of a day is still there at the evening of the next. */
const DAYS_UNFINISHED = 2;

/** A service that was away for longer is rare, a clock that jumps ahead is not. */
const DAYS_AWAY = 21;

/** Takes cases away: first what opens them, then the rest. A crash in between leaves what nobody opens, and the sweep takes it. */
export function createTipShredding(
  { keys, tips }: TipsDatabase,
  attempt: Attempt,
  { logs, reserve, rest }: { logs: TipLogs; reserve: Reserve; rest: TipRest },
): Pick<TipStore, "shred" | "sweep"> {
  const withKeys = <T>(work: (held: Kysely<KeysTables>) => Promise<T>) =>
    reserve.using(() => attempt(() => keys.transaction().execute(work)));
  return {
    shred: async (id) => {
      await withKeys((held) => dropKeys(held, id));
      const isDone = await rest.dropCase(id);
      return (await logs.empty()) && isDone;
    },
    sweep: async (today) => {
      checkDay(today);
      const isDoubtful = await attempt(() => leaps(tips, today));
      const old = await withKeys(async (held) => {
        const found = isDoubtful ? [] : await overdue(held, tips, today);
        for (const id of found) await dropKeys(held, id);
        return found;
      });
      try {
        const left = await withKeys((held) => findLeft(held, tips, daysBefore(today, DAYS_UNFINISHED)));
        for (const id of left.cases) await rest.dropCase(id);
        for (const body of left.bodies) await rest.dropBody(body);
        await mixDays({ keys, tips }, attempt, daysBefore(today, 1));
      } finally {
        await logs.empty();
      }
      return old.length;
    },
  };
}

/**
 * Whether a clock says a day so far ahead of the last sweep that it may be wrong: nothing is shredded on such a day, so that there is one
 * to set it right. Where the service was only away for long, retention goes on a day later.
 */
async function leaps(tips: Kysely<TipsTables>, today: string): Promise<boolean> {
  const { looked, doubted } = await tips.selectFrom("meta").select(["looked", "doubted"]).executeTakeFirstOrThrow();
  const isAhead = looked !== "" && looked < daysBefore(today, DAYS_AWAY);
  const since = isAhead ? today : doubted;
  await tips.updateTable("meta").set({ looked: today, doubted: since }).execute();
  return since === today;
}

async function dropKeys(keys: Kysely<KeysTables>, id: string): Promise<void> {
  await keys.deleteFrom("headers").where("case_id", "=", id).execute();
  await keys.deleteFrom("mailboxes").where("case_id", "=", id).execute();
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
 * What has no counterpart in the other file: it was shredded, a crash left it, or a file came back from a backup after a case was
 * shredded, which stays so: such keys go here. They are held, so nobody is just writing a case. What a failed write may yet turn out
 * to have written, a part or the keys of a case, waits until its day is over.
 */
async function findLeft(
  keys: Kysely<KeysTables>,
  tips: Kysely<TipsTables>,
  until: string,
): Promise<{ cases: string[]; bodies: BodyName[] }> {
  const mailboxes = await keys.selectFrom("mailboxes").select(["case_id", "day"]).execute();
  const cases = (await tips.selectFrom("cases").select("id").execute()).map(({ id }) => id);
  const known = new Set(cases);
  for (const { case_id, day } of mailboxes) if (!known.has(case_id) && day <= until) await dropKeys(keys, case_id);
  const shown = new Set(mailboxes.map((row) => row.case_id));
  const headers = new Set((await keys.selectFrom("headers").select(["case_id", "part"]).execute()).map(nameOf));
  const bodies = await tips.selectFrom("bodies").select(["case_id", "part", "day"]).execute();
  return {
    cases: cases.filter((id) => !shown.has(id)),
    bodies: bodies.filter((body) => !headers.has(nameOf(body)) && (body.day <= until || !shown.has(body.case_id))),
  };
}
