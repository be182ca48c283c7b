import { randomInt } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import type { Transaction } from "kysely";
import { type BodyName, piecesOf } from "./tips-bodies.ts";
import type { TipsDatabase } from "./tips-database.ts";
import type { Attempt } from "./tips-patience.ts";
import { daysBefore } from "./tips-shapes.ts";
import type { KeysTables, TipsTables } from "./tips-tables.ts";

/** So many rows are laid anew at once, of 16 KB each: they are in memory meanwhile, and everything else waits. */
const BATCH_ROWS = 500;
/** What is too much for once goes through different batches, or each would stay among the same neighbours. */
const PASSES = 3;
/** How far back it looks after the clock was set back. */
const DAYS_AGAIN = 7;

type Piece = BodyName & { n: number };

/**
 * Lays the rows of each day that is over anew, in a random order. SQLite puts new rows where there is room, so that their places in
 * the file tell which came first, whatever their ids are. Up to `until`, a day.
 */
export async function mixDays(
  { keys, tips }: Pick<TipsDatabase, "keys" | "tips">,
  attempt: Attempt,
  until: string,
): Promise<void> {
  const { mixed } = await attempt(() => tips.selectFrom("meta").select("mixed").executeTakeFirstOrThrow());
  if (mixed === until) return;
  const after = mixed < until ? mixed : daysBefore(until, DAYS_AGAIN);
  const parts = await attempt(() =>
    tips
      .selectFrom("bodies")
      .select(["case_id", "part", "size"])
      .where("day", ">", after)
      .where("day", "<=", until)
      .execute(),
  );
  const pieces = parts.flatMap(({ case_id, part, size }) =>
    Array.from({ length: piecesOf(size) }, (_, n) => ({ case_id, part, n })),
  );
  for (const batch of randomBatches(pieces)) {
    await attempt(() => tips.transaction().execute((transaction) => layPieces(transaction, batch)));
    await turn();
  }
  for (const batch of randomBatches(parts)) {
    await attempt(() => keys.transaction().execute((held) => layHeaders(held, batch)));
    await turn();
  }
  await attempt(() => keys.transaction().execute((held) => layMailboxes(held, after, until)));
  await attempt(() =>
    tips.transaction().execute(async (transaction) => {
      await layBodies(transaction, after, until);
      await layCases(transaction, after, until);
      await transaction.updateTable("meta").set({ mixed: until }).execute();
    }),
  );
}

async function layPieces(transaction: Transaction<TipsTables>, batch: readonly Piece[]): Promise<void> {
  const rows: TipsTables["pieces"][] = [];
  for (const { case_id, part, n } of batch)
    rows.push(
      ...(await transaction
        .deleteFrom("pieces")
        .where("case_id", "=", case_id)
        .where("part", "=", part)
        .where("n", "=", n)
        .returningAll()
        .execute()),
    );
  for (const row of shuffled(rows)) await transaction.insertInto("pieces").values(row).execute();
}

async function layBodies(transaction: Transaction<TipsTables>, after: string, until: string): Promise<void> {
  const rows = await transaction
    .deleteFrom("bodies")
    .where("day", ">", after)
    .where("day", "<=", until)
    .returningAll()
    .execute();
  for (const row of shuffled(rows)) await transaction.insertInto("bodies").values(row).execute();
}

async function layHeaders(held: Transaction<KeysTables>, batch: readonly BodyName[]): Promise<void> {
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

function randomBatches<Row>(rows: readonly Row[]): Row[][] {
  const passes = rows.length > BATCH_ROWS ? PASSES : 1;
  return Array.from({ length: passes }, () => {
    const mixed = shuffled(rows);
    const count = Math.ceil(mixed.length / BATCH_ROWS);
    return Array.from({ length: count }, (_, at) => mixed.slice(at * BATCH_ROWS, (at + 1) * BATCH_ROWS));
  }).flat();
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
