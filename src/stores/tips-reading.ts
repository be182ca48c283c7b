import type { Kysely } from "kysely";
import type { From, StoredCase, StoredPart, TipStore } from "../tips/tip-store.ts";
import { type BodyName, readBody } from "./tips-bodies.ts";
import type { TipsDatabase } from "./tips-database.ts";
import type { Attempt } from "./tips-patience.ts";
import type { KeysTables, TipsTables } from "./tips-tables.ts";

/** Reads the keys first, then what they belong to: of what is being shredded meanwhile, less is found, and never a half. */
export function createTipReading(
  { keys, tips }: TipsDatabase,
  attempt: Attempt,
): Pick<TipStore, "salt" | "find" | "cases" | "caseOf" | "parts" | "casesOn"> {
  const caseRow = (id: string) => tips.selectFrom("cases").selectAll().where("id", "=", id).executeTakeFirst();
  return {
    salt: () =>
      attempt(async () => {
        const { salt } = await keys.selectFrom("meta").select("salt").executeTakeFirstOrThrow();
        return new Uint8Array(salt);
      }),
    find: (lookup) =>
      attempt(async () => {
        const mailbox = await keys
          .selectFrom("mailboxes")
          .select(["case_id", "tag", "state"])
          .where("lookup", "=", Buffer.from(lookup, "hex"))
          .executeTakeFirst();
        const row = mailbox === undefined ? undefined : await caseRow(mailbox.case_id);
        if (mailbox === undefined || row === undefined) return undefined;
        return { stored: asCase(row, mailbox.tag), state: new Uint8Array(mailbox.state) };
      }),
    cases: () =>
      attempt(async () => {
        const tags = await keys.selectFrom("mailboxes").select(["case_id", "tag"]).execute();
        const headers = await keys.selectFrom("headers").select(["case_id", "part"]).execute();
        const shown = new Set(headers.map(nameOf));
        const sizes = new Map<string, number>();
        const bodies = await tips.selectFrom("bodies").select(["case_id", "part", "size"]).execute();
        for (const each of bodies)
          if (shown.has(nameOf(each))) sizes.set(each.case_id, (sizes.get(each.case_id) ?? 0) + each.size);
        const rows = new Map((await tips.selectFrom("cases").selectAll().execute()).map((row) => [row.id, row]));
        return tags
          .flatMap(({ case_id, tag }) => {
            const row = rows.get(case_id);
            return row === undefined ? [] : [{ ...asCase(row, tag), size: sizes.get(case_id) ?? 0 }];
          })
          .sort((one, other) => compare(other.day, one.day) || compare(one.id, other.id));
      }),
    caseOf: (id) =>
      attempt(async () => {
        const mailbox = await keys.selectFrom("mailboxes").select("tag").where("case_id", "=", id).executeTakeFirst();
        const row = mailbox === undefined ? undefined : await caseRow(id);
        return mailbox === undefined || row === undefined ? undefined : asCase(row, mailbox.tag);
      }),
    parts: (id, from) =>
      attempt(async () => {
        const headers = await keys.selectFrom("headers").selectAll().where("case_id", "=", id).execute();
        const bodies = await tips
          .selectFrom("bodies")
          .selectAll()
          .where("case_id", "=", id)
          .$if(from !== undefined, (some) => some.where("from", "=", from ?? ""))
          .execute();
        const byPart = new Map(headers.map(({ part, header }) => [part.toString("hex"), header]));
        const found: StoredPart[] = [];
        for (const row of bodies) {
          const part = row.part.toString("hex");
          const header = byPart.get(part);
          if (header === undefined) continue;
          const sealed = { header: new Uint8Array(header), body: await readBody(tips, row) };
          found.push({ ...sealed, id: part, case: id, day: row.day, from: row.from as From });
        }
        // What opens them goes before the first of them does: as long as it is there, none was missing.
        return (await isThere(keys, id)) ? found : [];
      }),
    casesOn: (day) =>
      attempt(async () => {
        const { count } = await keys
          .selectFrom("mailboxes")
          .select(({ fn }) => fn.countAll<number>().as("count"))
          .where("day", "=", day)
          .executeTakeFirstOrThrow();
        return count;
      }),
  };
}

function asCase(row: TipsTables["cases"], tag: string): StoredCase {
  const { id, day, mailbox, part_key: partKey, closed } = row;
  return { id, day, mailbox, partKey, tag, closed: closed ?? undefined };
}

/** Whether it is a case that anybody sees. */
export async function isThere(keys: Kysely<KeysTables>, id: string): Promise<boolean> {
  const row = await keys.selectFrom("mailboxes").select("tag").where("case_id", "=", id).executeTakeFirst();
  return row !== undefined;
}

/** A part is named by both. */
export function nameOf({ case_id, part }: BodyName): string {
  return `${case_id} ${part.toString("hex")}`;
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
