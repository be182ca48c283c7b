import { dayIn, type Zone } from "./clock.ts";
import { errorName, type Log } from "./log.ts";
import { dropOverdueBackups } from "./stores/backup-age.ts";
import { dropFormerStates } from "./stores/before-migrating.ts";
import type { Database } from "./stores/database.ts";
import { forgetRecipients } from "./stores/forget-recipients.ts";
import { createQueue } from "./stores/queue-sqlite.ts";
import { createRsvps } from "./stores/rsvps-sqlite.ts";

/** Nobody's address is kept longer: for an answer that does not come, for what was sent, with what they replied. */
const MOST_DAYS = 30;
const DAY_MS = 86_400_000;

/** Forgets what is too old now and every day, in former states of the data too; a day whose disk fails is said, and made up for on the next. */
export async function startForgetting(
  database: Database,
  { now, zone, log, dataFolder }: { now: () => number; zone: Zone; log: Log; dataFolder: string },
): Promise<{ stop(): void }> {
  const queue = createQueue(database, now);
  const rsvps = createRsvps(database, () => new Date(now()));

  async function forget(): Promise<void> {
    const before = now() - MOST_DAYS * DAY_MS;
    await queue.forgetWaiting(dayIn(zone, new Date(before)));
    await forgetRecipients(database, before);
    await rsvps.forgetOver(before);
    dropFormerStates(dataFolder, new Date(now()));
    dropOverdueBackups(dataFolder, new Date(now()));
  }

  await forget();
  const again = () =>
    void forget().catch((error: unknown) => log.error("forgetting_failed", { error: errorName(error) }));
  const timer = setInterval(again, DAY_MS).unref();
  return { stop: () => clearInterval(timer) };
}
