import { type Kysely, sql } from "kysely";

/** Somebody else who reads just now, such as a backup, is done by then. */
const RETRY_MS = 10_000;
/** As the driver has it. */
const BUSY_MS = 5_000;

const waiting = new WeakSet<object>();

/**
 * Moves SQLite's log of recent changes into the file and leaves the log empty: it would keep what was deleted, in clear, for as
 * long as nobody else writes. While another process reads an older state that is not possible; then it is done once they have
 * ended, and nobody waits for it. Not inside a transaction.
 */
export async function emptyLog<Tables>(db: Kysely<Tables>, retryMs = RETRY_MS): Promise<void> {
  if ((await isEmptied(db)) || waiting.has(db)) return;
  waiting.add(db);
  const again = () =>
    isEmptied(db).then(
      (done) => {
        if (done) waiting.delete(db);
        else setTimeout(again, retryMs).unref();
      },
      // Closed meanwhile; whoever closes last empties it.
      () => waiting.delete(db),
    );
  setTimeout(again, retryMs).unref();
}

/** One connection throughout, so that nothing else runs without patience. */
function isEmptied<Tables>(db: Kysely<Tables>): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    await sql`pragma busy_timeout = 0`.execute(connection);
    try {
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(connection);
      return rows[0]?.busy === 0;
    } finally {
      await sql.raw(`pragma busy_timeout = ${BUSY_MS}`).execute(connection);
    }
  });
}
