import type { DeliveryFigure, MailingKind, WaitingFigures } from "../reminders/mailing.ts";
import type { Database } from "./database.ts";

/** How many deliveries there are of each kind of mailing in each state, of all that were ever made. */
export async function readDeliveryFigures(db: Database): Promise<DeliveryFigure[]> {
  // By mailing first, which one index answers alone; there are few mailings and many deliveries.
  const counts = db
    .selectFrom("mailing_deliveries")
    .select(({ fn }) => ["mailing", "state", fn.countAll<number>().as("count")])
    .groupBy(["mailing", "state"]);
  const rows = await db
    .selectFrom(counts.as("counts"))
    .innerJoin("mailings", "mailings.id", "counts.mailing")
    .select(({ fn }) => ["mailings.kind", "counts.state", fn.sum<number>("counts.count").as("count")])
    .groupBy(["mailings.kind", "counts.state"])
    .execute();
  return rows as DeliveryFigure[];
}

/** What waits to be sent at a moment (ms): messages of no mailing, and for how long mailings of each kind have been going out. */
export async function readWaitingFigures(db: Database, now: number): Promise<WaitingFigures> {
  const { outbox } = await db
    .selectFrom("deliveries")
    .select(({ fn }) => fn.countAll<number>().as("outbox"))
    .where(({ eb, or }) => or([eb("until", "is", null), eb("until", ">", now)]))
    .executeTakeFirstOrThrow();
  const open = await db
    .selectFrom("mailings")
    .select(({ fn }) => ["kind", fn.min(fn.coalesce("opened_at", "due_at")).as("since")])
    .where("state", "=", "open")
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("mailing_deliveries")
          .select("mailing_deliveries.id")
          .whereRef("mailing", "=", "mailings.id")
          .where("mailing_deliveries.state", "=", "pending"),
      ),
    )
    .groupBy("kind")
    .execute();
  const seconds = (since: number | null) => Math.max(0, Math.round((now - (since ?? now)) / 1000));
  return { outbox, open: open.map(({ kind, since }) => ({ kind: kind as MailingKind, seconds: seconds(since) })) };
}
