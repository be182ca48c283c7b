import type { Clock } from "../clock.ts";
import type { BroadcastBody } from "../reminders/broadcast.ts";
import type { EventBody, EventState } from "../reminders/event.ts";
import type { DeliveryState, MailingKind, MailingState } from "../reminders/mailing.ts";
import type { RosterGroup } from "../reminders/people.ts";
import type { ReportMailing, ReportReply, ReportRows, ReportStore } from "../reminders/report.ts";
import type { Database } from "./database.ts";
import { isOf, type MailingOwner } from "./mailing-people.ts";
import { toRelease } from "./release-row.ts";

/** Reads what reports are made of; counts alone, and writes nothing. */
export function createReportStore(db: Database, clock: Clock): ReportStore {
  async function rowsOf(owner: MailingOwner, subject: ReportRows["subject"]): Promise<ReportRows> {
    const [mailings, replies, groups] = await Promise.all([
      mailingsOf(db, owner),
      "event" in owner ? repliesTo(db, owner.event) : [],
      groupsOf(db),
    ]);
    return { subject, mailings, replies, groups };
  }

  return {
    async event(id) {
      const row = await db.selectFrom("events").selectAll().where("id", "=", id).executeTakeFirst();
      if (row === undefined) return undefined;
      const { starts_at: startsAt, ends_at: endsAt } = row;
      const isOver = row.state === "approved" && endsAt <= clock().getTime();
      const state = isOver ? "over" : (row.state as EventState);
      const body = JSON.parse(row.body) as EventBody;
      return rowsOf({ event: id }, { kind: "acara", release: toRelease(row), state, body, startsAt, endsAt });
    },
    async broadcast(id) {
      const row = await db.selectFrom("broadcasts").selectAll().where("id", "=", id).executeTakeFirst();
      if (row === undefined) return undefined;
      const body = JSON.parse(row.body) as BroadcastBody;
      return rowsOf({ broadcast: id }, { kind: "siaran", release: toRelease(row), state: row.state, body });
    },
  };
}

async function mailingsOf(db: Database, owner: MailingOwner): Promise<ReportMailing[]> {
  const mailings = await db
    .selectFrom("mailings")
    .select(["id", "kind", "label", "state", "reason", "due_at"])
    .where(isOf(owner))
    .execute();
  const counts = await db
    .selectFrom("mailing_deliveries")
    .select(({ fn }) => [
      "mailing",
      "unit",
      "state",
      "reason",
      fn.countAll<number>().as("count"),
      fn.sum<number>("resent").as("resent"),
    ])
    .where("mailing", "in", (eb) => eb.selectFrom("mailings").select("mailings.id").where(isOf(owner)))
    .groupBy(["mailing", "unit", "state", "reason"])
    .execute();
  return mailings.map(({ id, kind, label, state, reason, due_at: dueAt }) => ({
    id,
    kind: kind as MailingKind,
    label,
    state: state as MailingState,
    reason: reason ?? undefined,
    dueAt,
    counts: counts
      .filter(({ mailing }) => mailing === id)
      .map((row) => ({
        unit: row.unit ?? undefined,
        state: row.state as DeliveryState,
        reason: row.reason ?? undefined,
        count: row.count,
        resent: row.resent,
      })),
  }));
}

async function repliesTo(db: Database, event: number): Promise<ReportReply[]> {
  const rows = await db
    .selectFrom("rsvps")
    .select(({ fn }) => ["unit", "answer", fn.countAll<number>().as("count")])
    .where("event", "=", event)
    .groupBy(["unit", "answer"])
    .execute();
  return rows.map(({ unit, answer, count }) => ({
    unit: unit ?? undefined,
    answer: answer as ReportReply["answer"],
    count,
  }));
}

async function groupsOf(db: Database): Promise<RosterGroup[]> {
  const rows = await db.selectFrom("join_codes").select(["unit", "district", "tags", "expected"]).execute();
  return rows.map(({ unit, district, tags, expected }) => ({
    unit,
    district: district ?? undefined,
    tags: JSON.parse(tags) as string[],
    expected,
  }));
}
