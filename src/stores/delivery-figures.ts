import type { DeliveryFigure } from "../reminders/mailing.ts";
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
