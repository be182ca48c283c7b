import type { Selectable } from "kysely";
import type { Reply } from "../chat/message.ts";
import type { Mailing, MailingKind, MailingState } from "../reminders/mailing.ts";
import type { Database } from "./database.ts";
import type { MailingsTable } from "./tables.ts";

/** What a person loses when it comes late, first. */
const URGENCY: readonly MailingKind[] = ["cancellation", "correction", "reminder", "broadcast"];

/** The mailings being sent: which they are is read each time, and what they say, which never changes, once. */
export type OpenMailings = {
  /** The most urgent first. */
  at(now: number): Promise<Mailing[]>;
};

export function createOpenMailings(db: Database): OpenMailings {
  const known = new Map<number, Mailing>();
  return {
    async at(now) {
      const rows = await db
        .selectFrom("mailings")
        .select("id")
        .where("state", "=", "open")
        .where(({ eb, or }) => or([eb("until", "is", null), eb("until", ">", now)]))
        .execute();
      const ids = new Set(rows.map(({ id }) => id));
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
      for (const id of ids) {
        const mailing = known.has(id) ? undefined : await readMailing(db, id);
        if (mailing !== undefined) known.set(id, mailing);
      }
      return [...known.values()].sort(byUrgency);
    },
  };
}

function byUrgency(a: Mailing, b: Mailing): number {
  return URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind) || a.dueAt - b.dueAt || a.id - b.id;
}

async function readMailing(db: Database, id: number): Promise<Mailing | undefined> {
  const row = await db.selectFrom("mailings").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toMailing(row);
}

function toMailing(row: Selectable<MailingsTable>): Mailing {
  const { id, event, broadcast, kind, label, audience, reply, due_at, until, most, state, reason } = row;
  return {
    id,
    ...(event === null ? {} : { event }),
    ...(broadcast === null ? {} : { broadcast }),
    kind: kind as MailingKind,
    label,
    audience: audience ?? undefined,
    reply: JSON.parse(reply) as Reply,
    dueAt: due_at,
    until: until ?? undefined,
    most: most ?? undefined,
    state: state as MailingState,
    reason: reason ?? undefined,
  };
}
