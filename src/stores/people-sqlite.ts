import type { Selectable, Transaction } from "kysely";
import type { Clock } from "../clock.ts";
import { comparable } from "../reminders/comparable.ts";
import { tidyJoinCode } from "../reminders/join-code.ts";
import type { People, Subscriber, Topic } from "../reminders/people.ts";
import { whereAudience } from "./audience-sql.ts";
import type { Database } from "./database.ts";
import { emptyLog } from "./empty-log.ts";
import { erasePerson, tracesOf } from "./erase-person.ts";
import { createRoster } from "./roster-sqlite.ts";
import type { SubscribersTable, Tables } from "./tables.ts";

/** The subscribers in the office's database. */
export function createPeople(db: Database, clock: Clock): People {
  return {
    ...createRoster(db, clock),
    at: (address) => find(db, address),
    subscribe: (address, topics, consent) =>
      db.transaction().execute(async (transaction) => {
        await put(transaction, address, { ...agreed(topics, consent, clock) });
        return found(transaction, address);
      }),
    join: (address, code, consent) =>
      db.transaction().execute(async (transaction) => {
        const tidy = tidyJoinCode(code) ?? "";
        const group = await transaction
          .selectFrom("join_codes")
          .selectAll()
          .where("code", "=", tidy)
          .executeTakeFirst();
        if (group === undefined) return undefined;
        const { unit, district, group_key } = group;
        const id = await put(transaction, address, {
          ...agreed(["events", "broadcasts"], consent, clock),
          ...place(unit, district),
          group_key,
        });
        await transaction.deleteFrom("subscriber_tags").where("subscriber", "=", id).execute();
        for (const tag of JSON.parse(group.tags) as string[])
          await transaction.insertInto("subscriber_tags").values({ subscriber: id, tag }).execute();
        return found(transaction, address);
      }),
    setUnit: (address, unit) =>
      db.transaction().execute(async (transaction) => {
        const before = await transaction
          .selectFrom("subscribers")
          .select(["id", "unit_key"])
          .where("address", "=", address)
          .executeTakeFirst();
        if (before === undefined) return false;
        const set = place(unit ?? null, null);
        if (set.unit_key === before.unit_key) return true;
        await transaction
          .updateTable("subscribers")
          .set({ ...set, group_key: null })
          .where("id", "=", before.id)
          .execute();
        await transaction.deleteFrom("subscriber_tags").where("subscriber", "=", before.id).execute();
        return true;
      }),
    async unsubscribe(address) {
      const { numUpdatedRows } = await db
        .updateTable("subscribers")
        .set({ active: 0 })
        .where("address", "=", address)
        .where("active", "=", 1)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async erase(address) {
      const known = await db
        .transaction()
        .execute((transaction) => erasePerson(transaction, address, clock().getTime()));
      await emptyLog(db);
      return known;
    },
    traces: (address) => tracesOf(db, address),
    async count(audience, topic) {
      const { n } = await db
        .selectFrom("subscribers")
        .where(whereAudience(audience, topic))
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .executeTakeFirstOrThrow();
      return n;
    },
    async byChannel(audience, topic) {
      const rows = await db
        .selectFrom("subscribers")
        .where(whereAudience(audience, topic))
        .select(["channel", ({ fn }) => fn.countAll<number>().as("n")])
        .groupBy("channel")
        .execute();
      return new Map(rows.map(({ channel, n }) => [channel, n]));
    },
    async units() {
      const [roster, people] = await Promise.all([
        db.selectFrom("join_codes").select("unit").distinct().execute(),
        db.selectFrom("subscribers").select("unit").where("unit", "is not", null).distinct().execute(),
      ]);
      // As the roster spells them now.
      const byKey = new Map([...people, ...roster].map(({ unit }) => [comparable(unit ?? ""), unit ?? ""]));
      return [...byKey.values()].sort((a, b) => a.localeCompare(b, "id"));
    },
  };
}

type Known = Partial<Omit<SubscribersTable, "id" | "address" | "channel">>;

/** Writes what is known of somebody and gives their id; what is not said stays. */
async function put(
  transaction: Transaction<Tables>,
  address: string,
  known: Known & Pick<SubscribersTable, "active" | "events" | "broadcasts" | "consent" | "consented_at">,
): Promise<number> {
  const { id } = await transaction
    .insertInto("subscribers")
    .values({ address, channel: address.slice(0, address.indexOf(":")), ...known })
    .onConflict((conflict) => conflict.column("address").doUpdateSet(known))
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

function agreed(topics: readonly Topic[], consent: string, clock: Clock) {
  return {
    active: 1,
    events: topics.includes("events") ? 1 : 0,
    broadcasts: topics.includes("broadcasts") ? 1 : 0,
    consent,
    consented_at: clock().getTime(),
  };
}

function place(unit: string | null, district: string | null) {
  const key = (name: string | null) => (name === null ? null : comparable(name));
  return { unit, unit_key: key(unit), district, district_key: key(district) };
}

async function find(db: Database | Transaction<Tables>, address: string): Promise<Subscriber | undefined> {
  const row = await db.selectFrom("subscribers").selectAll().where("address", "=", address).executeTakeFirst();
  if (row === undefined) return undefined;
  const tags = await db
    .selectFrom("subscriber_tags")
    .select("tag")
    .where("subscriber", "=", row.id)
    .orderBy("tag")
    .execute();
  return toSubscriber(
    row,
    tags.map(({ tag }) => tag),
  );
}

async function found(transaction: Transaction<Tables>, address: string): Promise<Subscriber> {
  const subscriber = await find(transaction, address);
  if (subscriber === undefined) throw new Error("a subscriber just written is not there");
  return subscriber;
}

function toSubscriber(row: Selectable<SubscribersTable>, tags: readonly string[]): Subscriber {
  return {
    address: row.address,
    active: row.active === 1,
    topics: [
      ...(row.events === 1 ? ["events" as const] : []),
      ...(row.broadcasts === 1 ? ["broadcasts" as const] : []),
    ],
    unit: row.unit ?? undefined,
    district: row.district ?? undefined,
    tags,
    consent: row.consent,
    consentedAt: row.consented_at,
  };
}
