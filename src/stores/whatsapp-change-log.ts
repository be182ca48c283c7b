import { emptyLog } from "./empty-log.ts";
import type { WhatsAppDatabase } from "./whatsapp-database.ts";

/** SQLite's log of recent changes beside the file. */
export type ChangeLog = {
  /** Something is in it that will be moved to the file within seconds. */
  changed(): void;
  /** Moves it to the file now. */
  settle(): Promise<void>;
  /** Deletes what was sent and need not be sent again, its hour being over; it also happens by itself, and at the end. */
  forget(): Promise<void>;
  end(): Promise<void>;
};

const SETTLE_MS = 5_000;

/**
 * Empties the log every few seconds, for the old state of a ratchet, sealed as it is, must not lie about until a thousand
 * others are written; and what is in the file cannot be lost with the log.
 */
export function createChangeLog(db: WhatsAppDatabase, now: () => number): ChangeLog {
  let isDirty = false;
  // Without the lease, for what has expired is nobody's; and also while nothing else is sent.
  const forget = async () => {
    const { numDeletedRows } = await db.deleteFrom("sent").where("until", "<=", now()).executeTakeFirstOrThrow();
    isDirty ||= numDeletedRows > 0n;
  };
  const settle = async () => {
    isDirty = false;
    await emptyLog(db);
  };
  const tick = async () => {
    try {
      await forget();
      if (isDirty) await settle();
    } catch {
      // A disk that fails fails the next write too, which says so.
    }
  };
  const timer = setInterval(() => void tick(), SETTLE_MS).unref();
  return {
    changed() {
      isDirty = true;
    },
    settle,
    forget,
    async end() {
      clearInterval(timer);
      await tick();
      await settle();
    },
  };
}
