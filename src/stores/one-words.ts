import { sql } from "kysely";
import { COUNTED_TOGETHER_MS } from "../reminders/release.ts";
import type { Database } from "./database.ts";
import { type MailingOwner, peopleOf } from "./mailing-people.ts";
import type { MailingsTable, OneWordsTable } from "./tables.ts";

/** Writes down what an officer lets go on their own word, in that transaction and before any mailing of it is written. */
export async function noteOneWord(
  trx: Database,
  { officer, owner, audience, at }: { officer: string; owner: MailingOwner; audience: string; at: number },
): Promise<void> {
  const { last } = await trx
    .selectFrom("mailings")
    .select(({ fn }) => fn.max<number | null>("id").as("last"))
    .executeTakeFirstOrThrow();
  await trx
    .insertInto("one_words")
    .values({ officer, at, event: null, broadcast: null, ...owner, audience, after_mailing: last ?? 0 })
    .execute();
}

/**
 * How many different people `reached` are together with all whom that officer's own word alone reached or is to reach since a day
 * before `now` (ms). What was changed or called off before it was sent counts too: some of it may be on its way, and nobody shall make
 * room that way. With a clock that was set back, more counts, never less.
 */
export async function countTogether(
  trx: Database,
  reached: readonly Reached[],
  { officer, now }: { officer: string; now: number },
): Promise<number> {
  const words = await trx
    .selectFrom("one_words")
    .selectAll()
    .where("officer", "=", officer)
    .where("at", ">", now - COUNTED_TOGETHER_MS)
    .execute();
  const people = await addressesOf(trx, [...reached, ...words]);
  // Also who was in an audience then and is not any more.
  for (const { id } of words) {
    const { rows } = await sql<{ address: string }>`
      select d.address from one_words w
      join mailings m on m.id > w.after_mailing and (m.event = w.event or m.broadcast = w.broadcast)
      join mailing_deliveries d on d.mailing = m.id
      where w.id = ${id} and d.address is not null and (m.most is not null or m.kind = 'correction')`.execute(trx);
    for (const { address } of rows) people.add(address);
  }
  return people.size;
}

/**
 * The same for a mailing that is about to be opened: its people now, with those whom its officer let go to on the same day before it.
 * Audiences that were all but empty then cannot be filled afterwards.
 */
export async function countOpenedTogether(trx: Database, mailing: Owned): Promise<number> {
  const { event, broadcast } = mailing;
  if (event === null && broadcast === null) return 0;
  const word = await trx
    .selectFrom("one_words")
    .selectAll()
    .where(event === null ? "broadcast" : "event", "=", event ?? broadcast)
    .orderBy("id", "desc")
    .executeTakeFirst();
  if (word === undefined) return 0;
  const words = await trx
    .selectFrom("one_words")
    .selectAll()
    .where("officer", "=", word.officer)
    .where("at", ">", word.at - COUNTED_TOGETHER_MS)
    .where("id", "<=", word.id)
    .execute();
  const others = words.filter((each) => each.event !== event || each.broadcast !== broadcast);
  return countDistinct(trx, [mailing, ...others]);
}

/** How many different people these are. */
export async function countDistinct(trx: Database, reached: readonly Reached[]): Promise<number> {
  return (await addressesOf(trx, reached)).size;
}

/** An audience of an event or (`null`) of a broadcast; without one, those who were told of the event. */
export type Reached = Pick<MailingsTable, "event" | "audience">;
type Owned = Reached & Pick<OneWordsTable, "broadcast">;

async function addressesOf(trx: Database, all: readonly Reached[]): Promise<Set<string>> {
  const addresses = new Set<string>();
  const asked = new Set<string>();
  for (const { event, audience } of all) {
    const key = audience === null ? `told ${event}` : `${event === null} ${audience}`;
    const people = asked.has(key) ? undefined : peopleOf(trx, { event, audience });
    asked.add(key);
    if (people === undefined) continue;
    for (const { address } of await trx.selectFrom(people).select("people.address").execute())
      if (address !== null) addresses.add(address);
  }
  return addresses;
}
