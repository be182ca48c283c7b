import { type Kysely, sql } from "kysely";

/**
 * Moves SQLite's log of recent changes into the file and leaves the log empty: it would keep what was deleted, in clear, for as
 * long as nobody else writes. Not inside a transaction.
 */
export async function emptyLog<Tables>(db: Kysely<Tables>): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
