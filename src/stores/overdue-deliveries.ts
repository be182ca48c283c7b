import type { Database } from "./database.ts";

/** What should have been sent by now, and what was begun and never ended, each by its channel. */
export type OverdueDeliveries = ReadonlyArray<{ channel: string; what: "overdue" | "begun"; count: number }>;

/** At a moment (ms): due for longer than `patienceMs` and taken by nobody, or taken by somebody whose time was over so long ago. */
export async function readOverdueDeliveries(db: Database, now: number, patienceMs: number): Promise<OverdueDeliveries> {
  const before = now - patienceMs;
  const outbox = await db
    .selectFrom("deliveries")
    .select(["address", "lease_until"])
    .where("due_at", "<", before)
    .where("lease_until", "<", before)
    .where(({ eb, or }) => or([eb("until", "is", null), eb("until", ">", now)]))
    .execute();
  const mailed = await db
    .selectFrom("mailing_deliveries as d")
    .innerJoin("mailings as m", "m.id", "d.mailing")
    .select(["d.channel", "d.state"])
    .where("m.state", "=", "open")
    .where(({ eb, or, and }) =>
      or([
        and([
          eb("d.state", "=", "pending"),
          eb("d.due_at", "<", before),
          or([eb("m.until", "is", null), eb("m.until", ">", now)]),
        ]),
        and([eb("d.state", "=", "sending"), eb("d.lease_until", "<", before)]),
      ]),
    )
    .execute();
  const counts = new Map<string, OverdueDeliveries[number]>();
  const add = (channel: string, what: "overdue" | "begun") => {
    const key = `${channel} ${what}`;
    counts.set(key, { channel, what, count: (counts.get(key)?.count ?? 0) + 1 });
  };
  for (const { address, lease_until } of outbox)
    add(address.split(":")[0] ?? "", lease_until > 0 ? "begun" : "overdue");
  for (const { channel, state } of mailed) add(channel, state === "sending" ? "begun" : "overdue");
  return [...counts.values()];
}
