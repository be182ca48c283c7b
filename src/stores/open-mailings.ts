import type { Selectable } from "kysely";
import type { Reply } from "../chat/message.ts";
import type { Mailing, MailingKind, MailingState } from "../reminders/mailing.ts";
import type { Database } from "./database.ts";
import type { MailingsTable } from "./tables.ts";

/** What a person loses when it comes late, first. */
const URGENCY: readonly MailingKind[] = ["cancellation", "correction", "reminder", "broadcast"];

/** The mailings being sent, the most urgent first; what they say never changes and is read once. */
export type OpenMailings = {
  /** As they were a moment ago; nothing when that is longer ago. */
  lately(): readonly Mailing[];
  /** As they are now. */
  read(now: number): Promise<readonly Mailing[]>;
};

/** For so long another, more urgent, may have to wait. */
const LATELY_MS = 500;

export function createOpenMailings(db: Database): OpenMailings {
  let known: readonly Mailing[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    lately: () => (performance.now() - readAt < LATELY_MS ? known : []),
    async read(now) {
      const rows = await db
        .selectFrom("mailings")
        .select("id")
        .where("state", "=", "open")
        .where(({ eb, or }) => or([eb("until", "is", null), eb("until", ">", now)]))
        .execute();
      const mailings: Mailing[] = [];
      for (const { id } of rows) {
        const mailing = known.find((each) => each.id === id) ?? (await readMailing(db, id));
        if (mailing !== undefined) mailings.push(mailing);
      }
      known = mailings.sort(byUrgency);
      readAt = performance.now();
      return known;
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
