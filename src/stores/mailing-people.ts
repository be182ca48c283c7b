import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import { parseAudience } from "../reminders/audience.ts";
import { whereAudience } from "./audience-sql.ts";
import type { Database } from "./database.ts";
import type { MailingsTable, Tables } from "./tables.ts";

/** What mailings belong to. */
export type MailingOwner = { event: number } | { broadcast: number };

/** Which mailings are an event's or a broadcast's. */
export function isOf(owner: MailingOwner): (eb: ExpressionBuilder<Tables, "mailings">) => Expression<SqlBool> {
  return (eb) =>
    "event" in owner ? eb("mailings.event", "=", owner.event) : eb("mailings.broadcast", "=", owner.broadcast);
}

/** How many people were told of an event by now, or may have been: so many a correction would reach. */
export async function countTold(db: Database, event: number): Promise<number> {
  return countPeople(db, toldOf(db, event));
}

/** Whom a mailing is for at this moment; undefined when its audience cannot be read, which it could when it was approved. */
export function peopleOf(db: Database, { event, audience: text }: Pick<MailingsTable, "event" | "audience">) {
  if (text === null) return toldOf(db, event ?? 0);
  const audience = parseAudience(text);
  if ("problem" in audience) return undefined;
  return db
    .selectFrom("subscribers")
    .select(["subscribers.address", "subscribers.channel", "subscribers.unit"])
    .where(whereAudience(audience, event === null ? "broadcasts" : "events"))
    .$castTo<Person>()
    .as("people");
}

type Person = { address: string | null; channel: string; unit: string | null };

/**
 * Also those whose message was under way when the event changed: else they would wait for the next reminder, or for none. Whoever
 * stopped since is not counted among those who will hear of it.
 */
function toldOf(db: Database, event: number) {
  return db
    .selectFrom("mailing_deliveries as told")
    .innerJoin("mailings", "mailings.id", "told.mailing")
    .select([
      "told.address",
      sql<string>`max(told.channel)`.as("channel"),
      sql<string | null>`max(told.unit)`.as("unit"),
    ])
    .where("mailings.event", "=", event)
    .where("told.address", "in", (eb) =>
      eb.selectFrom("subscribers").select("address").where("active", "=", 1).where("events", "=", 1),
    )
    .where(({ eb, or, and }) =>
      or([
        eb("told.state", "in", ["accepted", "unknown", "sending"]),
        and([eb("told.state", "=", "suppressed"), eb("told.reason", "=", "changed")]),
      ]),
    )
    .groupBy("told.address")
    .$castTo<Person>()
    .as("people");
}

/** How many they are. */
export async function countPeople(db: Database, people: ReturnType<typeof toldOf>): Promise<number> {
  const { recipients } = await db
    .selectFrom(people)
    .select(({ fn }) => fn.countAll<number>().as("recipients"))
    .executeTakeFirstOrThrow();
  return recipients;
}
