import { randomInt } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import type { Transaction } from "kysely";
import type { TipsDatabase } from "./tips-database.ts";
import type { Attempt } from "./tips-patience.ts";
import { daysBefore } from "./tips-shapes.ts";
import type { KeysTables, TipsTables } from "./tips-tables.ts";

/** So much is laid anew at once: it is in memory meanwhile, and everything else waits. */
const BATCH_BYTES = 8_000_000;
const BATCH_ROWS = 300;
/** What is too much for once goes through different batches, or each would stay among the same neighbours. */
const PASSES = 3;
/** How far back it looks after the clock was set back. */
const DAYS_AGAIN = 7;

type Part = { case_id: string; part: Buffer; size: number };
type Databases = Pick<TipsDatabase, "keys" | "tips">;

/**
 * Lays the rows of each day that is over anew, in a random order. SQLite puts new rows where there is room, so that their places in
 * the file tell which came first, whatever their ids are. Up to `until`, a day.
 */
export async function mixDays(databases: Databases, attempt: Attempt, until: string): Promise<void> {
  const { keys, tips } = databases;
  const { mixed } = await attempt(() => tips.selectFrom("meta").select("mixed").executeTakeFirstOrThrow());
  if (mixed === until) return;
  const after = mixed < until ? mixed : daysBefore(until, DAYS_AGAIN);
  const parts = await attempt(() =>
    tips
      .selectFrom("bodies")
      .select(({ fn }) => ["case_id", "part", fn<number>("length", ["body"]).as("size")])
      .where("day", ">", after)
      .where("day", "<=", until)
      .execute(),
  );
  const passes = batched(parts).length > 1 ? PASSES : 1;
  for (let pass = 0; pass < passes; pass += 1)
    for (const batch of batched(shuffled(parts))) {
      await attempt(() =>
        keys.transaction().execute(async (held) => {
          await tips.transaction().execute((transaction) => layBodies(transaction, batch));
          await layHeaders(held, batch);
        }),
      );
      await turn();
    }
  await attempt(() =>
    keys.transaction().execute(async (held) => {
      await tips.transaction().execute(async (transaction) => {
        await layCases(transaction, after, until);
        await transaction.updateTable("meta").set({ mixed: until }).execute();
      });
      await layMailboxes(held, after, until);
    }),
  );
}

async function layBodies(transaction: Transaction<TipsTables>, batch: readonly Part[]): Promise<void> {
  const rows: TipsTables["bodies"][] = [];
  for (const { case_id, part } of batch)
    rows.push(
      ...(await transaction
        .deleteFrom("bodies")
        .where("case_id", "=", case_id)
        .where("part", "=", part)
        .returningAll()
        .execute()),
    );
  for (const row of shuffled(rows)) await transaction.insertInto("bodies").values(row).execute();
}

async function layHeaders(held: Transaction<KeysTables>, batch: readonly Part[]): Promise<void> {
  const rows: KeysTables["headers"][] = [];
  for (const { case_id, part } of batch)
    rows.push(
      ...(await held
        .deleteFrom("headers")
        .where("case_id", "=", case_id)
        .where("part", "=", part)
        .returningAll()
        .execute()),
    );
  for (const row of shuffled(rows)) await held.insertInto("headers").values(row).execute();
}

async function layCases(transaction: Transaction<TipsTables>, after: string, until: string): Promise<void> {
  const rows = await transaction
    .deleteFrom("cases")
    .where("day", ">", after)
    .where("day", "<=", until)
    .returningAll()
    .execute();
  for (const row of shuffled(rows)) await transaction.insertInto("cases").values(row).execute();
}

async function layMailboxes(held: Transaction<KeysTables>, after: string, until: string): Promise<void> {
  const rows = await held
    .deleteFrom("mailboxes")
    .where("day", ">", after)
    .where("day", "<=", until)
    .returningAll()
    .execute();
  for (const row of shuffled(rows)) await held.insertInto("mailboxes").values(row).execute();
}

function batched(parts: readonly Part[]): Part[][] {
  const batches: Part[][] = [];
  let bytes = 0;
  for (const part of parts) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= BATCH_ROWS || bytes + part.size > BATCH_BYTES) {
      batches.push([part]);
      bytes = part.size;
    } else {
      last.push(part);
      bytes += part.size;
    }
  }
  return batches;
}

/** Every order as likely as any other, and nobody can tell which it was. */
function shuffled<Row>(rows: readonly Row[]): Row[] {
  const mixed = [...rows];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as Row, mixed[at] as Row];
  }
  return mixed;
}
