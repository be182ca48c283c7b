import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { type Lease, LeaseLostError } from "../chat/session-store.ts";
import type { WhatsAppTables } from "./whatsapp-tables.ts";

/** How long a lease outlives a process that was killed, and how often a living one renews it. */
export const LEASE_MS = 15_000;
const RENEW_MS = 5_000;

export type OwnedLease = Lease & {
  /** Goes on only if the lease is ours, and renews it; inside the transaction of what it protects. */
  hold(transaction: Kysely<WhatsAppTables>): Promise<void>;
};

export type LeaseParts = {
  db: Kysely<WhatsAppTables>;
  now: () => number;
  /** Whoever had it before is certainly dead, so that the first take need not wait for the lease to run out. */
  formerOwnerIsDead: boolean;
};

/** The lease of the session, which one process at a time has. */
export function createLease({ db, now, formerOwnerIsDead }: LeaseParts): OwnedLease {
  const owner = randomBytes(12).toString("hex");
  let fence = -1;
  let mayTakeOver = formerOwnerIsDead;
  let timer: NodeJS.Timeout | undefined;

  async function renew(on: Kysely<WhatsAppTables>): Promise<boolean> {
    const row = await on
      .updateTable("lease")
      .set({ until: now() + LEASE_MS })
      .where("owner", "=", owner)
      .where("fence", "=", fence)
      .returning("fence")
      .executeTakeFirst();
    return row !== undefined;
  }

  async function acquire(): Promise<boolean> {
    const at = now();
    const row = await db
      .updateTable("lease")
      .set(({ eb }) => ({ owner, until: at + LEASE_MS, fence: eb("fence", "+", 1) }))
      // A lease that runs out later than any could was given by a clock that has been put back since.
      .$if(!mayTakeOver, (query) =>
        query.where(({ eb, or }) => or([eb("owner", "=", ""), eb("until", "<=", at), eb("until", ">", at + LEASE_MS)])),
      )
      .returning("fence")
      .executeTakeFirst();
    mayTakeOver = false;
    if (row !== undefined) fence = row.fence;
    return row !== undefined;
  }

  async function tick(): Promise<void> {
    try {
      if (!(await renew(db))) clearInterval(timer);
    } catch {
      // A disk that fails fails the next write too, which says so; a lease that is not renewed runs out by itself.
    }
  }

  return {
    async take() {
      const isOurs = (await renew(db)) || (await acquire());
      clearInterval(timer);
      if (isOurs) timer = setInterval(() => void tick(), RENEW_MS).unref();
      return isOurs;
    },
    async release() {
      clearInterval(timer);
      await db
        .updateTable("lease")
        .set({ owner: "", until: 0 })
        .where("owner", "=", owner)
        .where("fence", "=", fence)
        .execute();
    },
    async hold(transaction) {
      if (!(await renew(transaction))) throw new LeaseLostError();
    },
  };
}
