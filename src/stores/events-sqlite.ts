import type { Insertable, Selectable } from "kysely";
import type { Clock } from "../clock.ts";
import type { Audience } from "../reminders/audience.ts";
import type { Event, EventBody, EventState } from "../reminders/event.ts";
import type { EventAct, EventStore, NewEvent } from "../reminders/event-store.ts";
import { whereAudience } from "./audience-sql.ts";
import { appendAudit } from "./audit-sqlite.ts";
import type { Database } from "./database.ts";
import { fileMarksOf } from "./event-files-sqlite.ts";
import { eventSteps } from "./event-steps-sqlite.ts";
import { countsOf } from "./mailing-rows.ts";
import { toRelease, toReleasedRow } from "./release-row.ts";
import type { EventsTable } from "./tables.ts";

/** The events in the office's database. */
export function createEventStore(db: Database, clock: Clock): EventStore {
  const now = () => clock().getTime();

  return {
    async find(id) {
      const row = await db.selectFrom("events").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : toEvent(row, now());
    },
    async list() {
      const rows = await db.selectFrom("events").selectAll().orderBy("starts_at").orderBy("id").execute();
      const isPast = ({ ends_at }: { ends_at: number }) => ends_at <= now();
      return [...rows.filter((row) => !isPast(row)), ...rows.filter(isPast)].map((row) => toEvent(row, now()));
    },
    counts: (id) => countsOf(db, { event: id }),
    reach: (audience) => reach(db, audience),
    files: (id) => fileMarksOf(db, id),
    async add(made, act, files) {
      return db.transaction().execute(async (trx) => {
        const event = await insert(trx, made, act, clock());
        if (files !== undefined) await takeFiles(trx, event.id, files.form);
        return event;
      });
    },
    async addAll(all) {
      return db.transaction().execute(async (trx) => {
        const events: Event[] = [];
        for (const { event, act } of all) events.push(await insert(trx, event, act, clock()));
        return events;
      });
    },
    async within(id, work) {
      return db.transaction().execute(async (trx) => {
        const row = await trx.selectFrom("events").selectAll().where("id", "=", id).executeTakeFirst();
        if (row === undefined) return undefined;
        const at = now();
        return work(toEvent(row, at), {
          ...eventSteps(trx, id, at),
          reach: (audience) => reach(trx, audience),
          takeFiles: (form) => takeFiles(trx, id, form),
          async save(event) {
            await trx.updateTable("events").set(toRow(event)).where("id", "=", id).execute();
          },
          note: (act) => note(trx, id, act, clock()),
        });
      });
    },
  };
}

async function insert(trx: Database, made: NewEvent, act: EventAct, at: Date): Promise<Event> {
  const { body, madeBy, madeAt, recipients, uid, startsAt, endsAt } = made;
  const row = await trx
    .insertInto("events")
    .values({
      ...{ state: "draft", body: JSON.stringify(body), made_by: madeBy, made_at: madeAt, recipients, uid },
      ...{ starts_at: startsAt, ends_at: endsAt },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await note(trx, row.id, act, at);
  return toEvent(row, at.getTime());
}

async function reach(db: Database, audience: Audience): Promise<number> {
  const { count } = await db
    .selectFrom("subscribers")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where(whereAudience(audience, "events"))
    .executeTakeFirstOrThrow();
  return count;
}

async function takeFiles(trx: Database, event: number, form: number): Promise<void> {
  await trx.deleteFrom("attachments").where("event", "=", event).execute();
  await trx.updateTable("attachments").set({ form: null, event }).where("form", "=", form).execute();
}

async function note(trx: Database, id: number, act: EventAct, at: Date): Promise<void> {
  await appendAudit(trx, { ...act, subject: `event ${id}` }, at);
}

function toRow(event: Event): Partial<Insertable<EventsTable>> {
  const { agreed, sequence, startsAt, endsAt } = event;
  const at = { starts_at: startsAt, ends_at: endsAt };
  return { ...toReleasedRow(event), agreed: agreed === undefined ? null : JSON.stringify(agreed), sequence, ...at };
}

function toEvent(row: Selectable<EventsTable>, now: number): Event {
  const isOver = row.state === "approved" && row.ends_at <= now;
  return {
    ...toRelease(row),
    state: isOver ? "over" : (row.state as EventState),
    body: JSON.parse(row.body) as EventBody,
    agreed: row.agreed === null ? undefined : (JSON.parse(row.agreed) as EventBody),
    uid: row.uid,
    sequence: row.sequence,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  };
}
