import type { Clock, Zone } from "./clock.ts";
import { createReadersNotice } from "./reminders/readers-notice.ts";
import type { Database } from "./stores/database.ts";
import { createNoticeBoard } from "./stores/readers-notices-sqlite.ts";

/** The notices to readers of reports over the office's database; to be called every second or so. Nothing it reaches knows of reports. */
export function openReadersNotice(database: Database, zone: Zone, clock: Clock): () => Promise<void> {
  const now = () => clock().getTime();
  return createReadersNotice({ board: createNoticeBoard(database, now), zone, now });
}
