import type { Mailing } from "../reminders/mailing.ts";
import type { ReplyFile } from "../reply-file.ts";
import type { Database } from "./database.ts";

/** So many mailings' files are kept in memory, so that they are not read again for each person. */
const MOST_KEPT = 2;

/** Gives the files of a mailing's event or broadcast, in the order they were added, with the hash that channels know them by. */
export function createAttachments(db: Database): (mailing: Mailing) => Promise<readonly ReplyFile[]> {
  const kept = new Map<number, readonly ReplyFile[]>();
  return async (mailing) => {
    const known = kept.get(mailing.id);
    if (known !== undefined) return known;
    const files = await readAttachments(db, mailing);
    kept.set(mailing.id, files);
    for (const id of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(id);
    }
    return files;
  };
}

async function readAttachments(db: Database, { event, broadcast }: Mailing): Promise<ReplyFile[]> {
  const rows = await db
    .selectFrom("attachments")
    .select(["name", "mime", "sha256", "bytes"])
    .where((eb) => (event === undefined ? eb("broadcast", "=", broadcast ?? null) : eb("event", "=", event)))
    .orderBy("id")
    .execute();
  return rows;
}
