import { comparable } from "../../src/reminders/comparable.ts";
import type { NewMailing } from "../../src/reminders/mailing.ts";
import type { Database } from "../../src/stores/database.ts";
import { says } from "./conversation.ts";

export type Wants = { unit?: string; active?: number; events?: number; broadcasts?: number };

/** Many at once, all of one unit. */
export async function subscribeAll(db: Database, addresses: readonly string[], unit: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const address of addresses) await subscribe(trx, address, { unit });
  });
}

/** Somebody who subscribed to everything, as far as nothing else is said. */
export async function subscribe(db: Database, address: string, wants: Wants = {}): Promise<void> {
  const { unit, active = 1, events = 1, broadcasts = 1 } = wants;
  await db
    .insertInto("subscribers")
    .values({
      address,
      channel: address.split(":")[0] ?? "",
      active,
      events,
      broadcasts,
      unit: unit ?? null,
      unit_key: unit === undefined ? null : comparable(unit),
      district: null,
      district_key: null,
      consent: "1",
      consented_at: 0,
    })
    .execute();
}

/** A reminder of event 1 to everybody, due at 0, as far as nothing else is said. */
export function newMailing(told: Partial<NewMailing> = {}): NewMailing {
  const owner = told.broadcast === undefined ? { event: 1, kind: "reminder" as const } : { kind: "broadcast" as const };
  return {
    ...owner,
    label: "",
    audience: "semua",
    reply: says("apel pagi"),
    dueAt: 0,
    until: undefined,
    most: undefined,
    ...told,
  };
}
