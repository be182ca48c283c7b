import type { Database } from "./database.ts";

/**
 * `held` reaches more people than one officer's word allows · `paused` by an officer · `unknown` messages of a broadcast that may not
 * have arrived, which nothing sends again by itself · `failed` messages that nothing tries any more · `approval` an event that begins within a day, of which nobody is reminded until a second
 * officer agrees to it.
 */
export type WaitingFor = "held" | "paused" | "unknown" | "failed" | "approval";

/** Something of an event or broadcast that goes on only when an officer does something; `count` messages of it, or mailings when `held`, or people when `approval`. */
export type WaitingMailing = { what: "event" | "broadcast"; id: number; waitsFor: WaitingFor; count: number };

/** Everything that waits for an officer and is still of use at that moment (ms), the oldest first. */
export async function readWaitingMailings(db: Database, now: number): Promise<WaitingMailing[]> {
  const mailings = await db
    .selectFrom("mailings")
    .select(["id", "event", "broadcast", "state"])
    .where("state", "in", ["held", "paused", "open", "done"])
    .where(({ eb, or }) => or([eb("until", "is", null), eb("until", ">", now)]))
    .orderBy("id")
    .execute();
  const waiting: WaitingMailing[] = [];
  const add = (one: WaitingMailing) => {
    const same = waiting.find(
      ({ what, id, waitsFor }) => what === one.what && id === one.id && waitsFor === one.waitsFor,
    );
    if (same === undefined) waiting.push(one);
    else same.count += one.count;
  };
  for (const { id: mailing, event, broadcast, state } of mailings) {
    const owner = {
      what: broadcast === null ? ("event" as const) : ("broadcast" as const),
      id: broadcast ?? event ?? 0,
    };
    if (state === "held") add({ ...owner, waitsFor: "held", count: 1 });
    const rows = await deliveriesOf(db, mailing);
    const sum = (isSo: (row: (typeof rows)[number]) => boolean) =>
      rows.filter(isSo).reduce((all, { count }) => all + count, 0);
    const pending = sum((row) => row.state === "pending");
    const unknown = sum((row) => row.state === "unknown");
    const failed = sum((row) => row.state === "failed" && row.reason !== "gone");
    if (state === "paused") add({ ...owner, waitsFor: "paused", count: pending });
    if (broadcast !== null && unknown > 0) add({ ...owner, waitsFor: "unknown", count: unknown });
    if (failed > 0) add({ ...owner, waitsFor: "failed", count: failed });
  }
  const unapproved = await db
    .selectFrom("events")
    .select(["id", "recipients"])
    .where("state", "=", "pending")
    .where("starts_at", ">", now)
    .where("starts_at", "<=", now + SOON_MS)
    .orderBy("id")
    .execute();
  for (const { id, recipients } of unapproved) add({ what: "event", id, waitsFor: "approval", count: recipients });
  return waiting;
}

const SOON_MS = 24 * 3_600_000;

/** Of whose address was forgotten nothing can be sent any more. */
function deliveriesOf(db: Database, mailing: number) {
  return db
    .selectFrom("mailing_deliveries")
    .select(({ fn }) => ["state", "reason", fn.countAll<number>().as("count")])
    .where("mailing", "=", mailing)
    .where("state", "in", ["pending", "unknown", "failed"])
    .where("address", "is not", null)
    .groupBy(["state", "reason"])
    .execute();
}
