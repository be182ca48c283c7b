import type { EventBody } from "../../src/reminders/event.ts";
import { groupKey } from "../../src/reminders/group-key.ts";
import type { DeliveryState, MailingKind } from "../../src/reminders/mailing.ts";
import type { RosterGroup } from "../../src/reminders/people.ts";
import type { Database } from "../../src/stores/database.ts";

/** Ambon, 10 October 2024, by the venue's clock. */
export const at = (local: string) => Date.parse(`${local}+09:00`);

export const bodyOf = (more: Partial<EventBody> = {}): EventBody => ({
  title: "Sosialisasi Netralitas ASN",
  place: "Aula Balai Kota",
  startsAt: "2024-10-10T08:00",
  endsAt: "2024-10-10T12:00",
  zone: "WIT",
  mode: "luring",
  speakers: ["Pembicara Rahasia"],
  letter: "800/12/2024",
  audience: "semua",
  reminders: ["P7D", "P1D", "PT1H"],
  ...more,
});

type Approval = Partial<{ approved_by: string; approved_at: number; alone: number; override: string; state: string }>;

/** An event that ana made and budi approved two days later; its number. */
export async function insertEvent(db: Database, body = bodyOf(), approval: Approval = {}): Promise<number> {
  const { id } = await db
    .insertInto("events")
    .values({
      state: "approved",
      body: JSON.stringify(body),
      made_by: "ana",
      made_at: at("2024-10-01T09:00"),
      recipients: 5_214,
      approved_by: "budi",
      approved_at: at("2024-10-01T10:00"),
      uid: "acara@contoh",
      starts_at: at(body.startsAt),
      ends_at: at(body.endsAt),
      ...approval,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function insertBroadcast(db: Database, text: string, audience = "semua"): Promise<number> {
  const { id } = await db
    .insertInto("broadcasts")
    .values({
      state: "approved",
      body: JSON.stringify({ text, audience }),
      made_by: "ana",
      made_at: at("2024-10-01T09:00"),
      recipients: 12,
      approved_by: "ana",
      approved_at: at("2024-10-01T09:05"),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export type SeededDelivery = [
  unit: string | undefined,
  state: DeliveryState,
  count: number,
  reason?: string | undefined,
  resent?: boolean,
];

let nth = 0;

/** A mailing as it lies in the store when it was sent, each delivery to another address. */
export async function insertMailing(
  db: Database,
  owner: { event: number } | { broadcast: number },
  mailing: { kind?: MailingKind; label?: string; due: string; state?: string; reason?: string },
  deliveries: readonly SeededDelivery[] = [],
): Promise<void> {
  const { kind = "reminder", label = "", due, state = "done", reason } = mailing;
  const { id } = await db
    .insertInto("mailings")
    .values({
      event: "event" in owner ? owner.event : null,
      broadcast: "broadcast" in owner ? owner.broadcast : null,
      kind,
      label,
      audience: "semua",
      reply: "{}",
      due_at: at(due),
      state,
      reason: reason ?? null,
      // Its officers heard of it long ago: nothing comes between what a test says and is answered.
      told: 1,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const [unit, became, count, why, resent] of deliveries)
    for (let each = 0; each < count; each += 1) {
      nth += 1;
      await db
        .insertInto("mailing_deliveries")
        .values({
          mailing: id,
          address: `telegram:77${nth}`,
          channel: "telegram",
          unit: unit ?? null,
          state: became,
          reason: why ?? null,
          due_at: at(due),
          resent: resent === true ? 1 : 0,
        })
        .execute();
    }
}

export async function insertReplies(
  db: Database,
  event: number,
  replies: ReadonlyArray<[unit: string | undefined, answer: string, count: number]>,
): Promise<void> {
  for (const [unit, answer, count] of replies)
    for (let each = 0; each < count; each += 1) {
      nth += 1;
      const reason = "cuti Rahasia";
      await db
        .insertInto("rsvps")
        .values({ event, address: `telegram:88${nth}`, unit: unit ?? null, answer, reason, at: 0 })
        .execute();
    }
}

export async function insertGroup(db: Database, group: RosterGroup): Promise<void> {
  nth += 1;
  const { unit, district, tags, expected } = group;
  await db
    .insertInto("join_codes")
    .values({
      code: `KODE${nth}`,
      group_key: groupKey(group),
      unit,
      district: district ?? null,
      tags: JSON.stringify(tags),
      expected,
    })
    .execute();
}
