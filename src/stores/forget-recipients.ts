import { sql } from "kysely";
import type { Database } from "./database.ts";
import { emptyLog } from "./empty-log.ts";

/**
 * Takes the addresses out of the mailings of events that ended before that moment (ms), and of broadcasts whose sending ended before
 * it, or should have; states and units stay for the counts.
 */
export async function forgetRecipients(db: Database, before: number): Promise<void> {
  const over = sql`
    select m.id from mailings m left join events e on e.id = m.event
    where coalesce(e.ends_at, m.done_at, max(m.due_at, coalesce(m.opened_at, 0))) < ${before}`;
  const { numAffectedRows = 0n } = await sql`
    update mailing_deliveries set address = null,
      state = case state when 'pending' then 'suppressed' else state end,
      reason = case state when 'pending' then 'late' else reason end
    where address is not null and mailing in (${over})`.execute(db);
  if (numAffectedRows > 0n) await emptyLog(db);
}
