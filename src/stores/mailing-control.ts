import type { Database } from "./database.ts";
import { LATE } from "./mailing-outcomes.ts";
import { isOf, type MailingOwner } from "./mailing-people.ts";

/** Lets what is being sent wait, by that officer's word; whether there was any. What was handed to a channel by now still arrives. */
export async function pauseMailings(trx: Database, owner: MailingOwner, officer: string): Promise<boolean> {
  return turn(trx, owner, { from: "open", to: "paused", pausedBy: officer });
}

/** Goes on with what was paused; whether there was any. */
export async function resumeMailings(trx: Database, owner: MailingOwner): Promise<boolean> {
  return turn(trx, owner, { from: "paused", to: "open", pausedBy: null });
}

/** Who paused what is paused, if that is known, or whether it waits because it is late; undefined when nothing does. */
export async function pausedBy(
  trx: Database,
  owner: MailingOwner,
): Promise<{ officer: string | undefined; isLate: boolean } | undefined> {
  const paused = await trx
    .selectFrom("mailings")
    .select(["paused_by", "reason"])
    .where(isOf(owner))
    .where("state", "=", "paused")
    .executeTakeFirst();
  if (paused === undefined) return undefined;
  return { officer: paused.paused_by ?? undefined, isLate: paused.reason === LATE && paused.paused_by === null };
}

async function turn(
  trx: Database,
  owner: MailingOwner,
  { from, to, pausedBy }: { from: string; to: string; pausedBy: string | null },
): Promise<boolean> {
  const changed = await trx
    .updateTable("mailings")
    // Its officers hear again how it ends.
    .set({ state: to, paused_by: pausedBy, told: 0 })
    .where(isOf(owner))
    .where("state", "=", from)
    .returning("id")
    .execute();
  return changed.length > 0;
}

/**
 * Sends once more what failed, or what may not have arrived, within a transaction; how many. Not to whoever cannot be reached
 * any more, and not what is worthless by now.
 */
export async function resendDeliveries(
  trx: Database,
  owner: MailingOwner,
  which: "failed" | "unknown",
  now: number,
): Promise<number> {
  const again = await trx
    .updateTable("mailing_deliveries")
    .set({
      state: "pending",
      reason: null,
      due_at: now,
      attempts: 0,
      settled_at: null,
      ...(which === "unknown" ? { resent: 1 } : {}),
    })
    .where("state", "=", which)
    .where("address", "is not", null)
    .where(({ eb, or }) => or([eb("reason", "is", null), eb("reason", "!=", "gone")]))
    .where("mailing", "in", (eb) =>
      eb
        .selectFrom("mailings")
        .select("mailings.id")
        .where(isOf(owner))
        .where((of) => of.or([of("until", "is", null), of("until", ">", now)])),
    )
    .returning("mailing")
    .execute();
  const mailings = [...new Set(again.map(({ mailing }) => mailing))];
  if (mailings.length > 0)
    await trx
      .updateTable("mailings")
      // An officer wants it, however late it is.
      .set({ state: "open", reason: LATE, done_at: null })
      .where("id", "in", mailings)
      .where("state", "!=", "paused")
      .execute();
  return again.length;
}
