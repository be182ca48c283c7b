import { emptyLog } from "./empty-log.ts";
import type { WhatsAppDatabase } from "./whatsapp-database.ts";

/** SQLite's log of recent changes beside the file. */
export type ChangeLog = {
  /** Something is in it that will be moved to the file within seconds. */
  changed(): void;
  /** Moves it to the file now. */
  settle(): Promise<void>;
  end(): Promise<void>;
};

const SETTLE_MS = 5_000;

/**
 * Empties the log every few seconds, for the old state of a ratchet, sealed as it is, must not lie about until a thousand
 * others are written; and what is in the file cannot be lost with the log.
 */
export function createChangeLog(db: WhatsAppDatabase): ChangeLog {
  let isDirty = false;
  const settle = async () => {
    isDirty = false;
    await emptyLog(db);
  };
  const timer = setInterval(() => {
    // A disk that fails fails the next write too, which says so.
    if (isDirty) void settle().catch(() => {});
  }, SETTLE_MS).unref();
  return {
    changed() {
      isDirty = true;
    },
    settle,
    async end() {
      clearInterval(timer);
      await settle();
    },
  };
}
