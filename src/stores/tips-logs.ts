import { setTimeout as wait } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { TipsDatabase } from "./tips-database.ts";
import { codeOf } from "./tips-patience.ts";

/** SQLite's logs of recent changes beside both files. They would keep what was shredded. */
export type TipLogs = {
  /** Whether both are empty now, after trying for some seconds; else it goes on by itself while the process lives. */
  empty(): Promise<boolean>;
  /** The same without trying for long. */
  tryOnce(): Promise<boolean>;
  end(): void;
};

const TRY_MS = 5_000;
const RETRY_MS = 50;
const LATER_MS = 10_000;

export function createTipLogs({ keys, tips }: TipsDatabase, tryMs = TRY_MS): TipLogs {
  let later: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const once = async () => {
    const emptied = await isEmptied(keys);
    return (await isEmptied(tips)) && emptied;
  };
  const tryLater = () => {
    clearTimeout(later);
    if (hasEnded) return;
    later = setTimeout(() => {
      void once().then(
        (done) => {
          if (!done) tryLater();
        },
        // Closed meanwhile; whoever closes last empties it.
        () => undefined,
      );
    }, LATER_MS).unref();
  };
  return {
    async empty() {
      const until = performance.now() + tryMs;
      while (!(await once())) {
        if (performance.now() >= until) {
          tryLater();
          return false;
        }
        await wait(RETRY_MS);
      }
      return true;
    },
    tryOnce: once,
    end() {
      hasEnded = true;
      clearTimeout(later);
    },
  };
}

/** Busy while somebody reads an older state; a disk that fails is the same to whoever asks. Not inside a transaction. */
async function isEmptied<Tables>(db: Kysely<Tables>): Promise<boolean> {
  try {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    return rows[0]?.busy === 0;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return false;
  }
}
