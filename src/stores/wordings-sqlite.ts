import { type SqlBool, sql, type Transaction } from "kysely";
import { tellsApart } from "../answer/stop-words.ts";
import { type Clock, systemClock } from "../clock.ts";
import { composeWording } from "../knowledge/compose-wording.ts";
import type { Provision } from "../knowledge/import/provision.ts";
import type { Wording, WordingEntry, WordingSource, Wordings } from "../knowledge/wording.ts";
import { AT_THE_DESK, appendAudit } from "./audit-sqlite.ts";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

const BATCH = 200;
/** A question's rarest roots tell parts apart; more only cost time. */
const MOST_STEMS = 24;
const MOST_TERMS = 6;
/** A root in more of the parts than this says nothing, and costs the most. */
const TOO_COMMON = 0.1;
const FEW_PARTS = 500;

/** The imported texts in the office's database. */
export function createWordings(db: Database, clock: Clock = systemClock): Wordings {
  return {
    async sources() {
      const rows = await db.selectFrom("wording_sources").selectAll().orderBy("regulation").execute();
      return rows.map(
        ({ imported_on, amends, revision: _, ...row }): WordingSource => ({
          ...row,
          importedOn: imported_on,
          amends: amends ?? undefined,
        }),
      );
    },

    async index() {
      const rows = await db
        .selectFrom("wordings")
        .select(["id", "regulation", "heading", "amends_id", "amends_how"])
        .orderBy("number")
        .execute();
      return rows.map(({ id, regulation, heading, amends_id, amends_how }): WordingEntry => {
        const amends = amendmentOf(amends_id, amends_how);
        return { id, regulation, heading, ...(amends === undefined ? {} : { amends }) };
      });
    },

    async read(ids) {
      const found: Wording[] = [];
      for (const id of ids) {
        const wording = await readOne(db, id);
        if (wording !== undefined) found.push(wording);
      }
      return found;
    },

    async search(stems, most) {
      const terms = await telling(db, stems);
      if (terms.length === 0) return [];
      const query = terms.map((term) => `"${term}"`).join(" OR ");
      const { rows } = await sql<{ id: string; score: number }>`
        select wordings.id as id, -found.score as score
        from (select rowid, bm25(wording_words) as score from wording_words where wording_words match ${query}
              order by bm25(wording_words) limit ${most}) as found
        join wordings on wordings.number = found.rowid order by found.score`.execute(db);
      return rows;
    },

    async replace(source, provisions, stems) {
      // Roots take longest to find, so they are found before anything is locked.
      const prepared = provisions.map((provision) => ({ provision, roots: stems(provision.text).join(" ") }));
      return db.transaction().execute(async (transaction) => {
        const before = await transaction
          .selectFrom("wording_sources")
          .select(["sha256", "title"])
          .where("regulation", "=", source.regulation)
          .executeTakeFirst();
        const isSame = before?.sha256 === source.sha256 && before.title === source.title;
        if (isSame && (await holds(transaction, source.regulation, provisions))) return false;
        const revision = (await newestRevision(transaction)) + 1;
        await remove(transaction, source.regulation);
        await insertSource(transaction, source, revision);
        await insertAll(transaction, source.regulation, prepared);
        const { regulation, sha256 } = source;
        const act = { who: AT_THE_DESK, action: "wording-imported", subject: `regulation ${regulation}` };
        await appendAudit(transaction, { ...act, detail: { sha256, provisions: provisions.length } }, clock());
        return true;
      });
    },

    async revision() {
      return await newestRevision(db);
    },
  };
}

/** The rarest of some roots that occur at all. */
async function telling(db: Database, stems: readonly string[]): Promise<string[]> {
  const words = [...new Set(stems.flatMap((stem) => stem.split(/[^\p{L}\p{N}]+/u)))].filter(tellsApart);
  if (words.length === 0) return [];
  const { rows } = await sql<{ term: string; doc: number }>`
    select term, doc from wording_vocabulary where term in (${sql.join(words.slice(0, MOST_STEMS))})`.execute(db);
  const { all } = await db
    .selectFrom("wordings")
    .select(({ fn }) => fn.max("number").as("all"))
    .executeTakeFirstOrThrow();
  const rare = rows.filter(({ doc }) => doc <= Math.max(FEW_PARTS, Number(all ?? 0) * TOO_COMMON));
  return (rare.length > 0 ? rare : rows)
    .sort((a, b) => a.doc - b.doc)
    .slice(0, MOST_TERMS)
    .map(({ term }) => term);
}

type Connection = Database | Transaction<Tables>;

async function newestRevision(db: Connection): Promise<number> {
  const row = await db
    .selectFrom("wording_sources")
    .select(({ fn }) => fn.max("revision").as("newest"))
    .executeTakeFirst();
  return Number(row?.newest ?? 0);
}

async function readOne(db: Database, id: string): Promise<Wording | undefined> {
  const rows = await db
    .selectFrom("wordings")
    .innerJoin("wording_sources", "wording_sources.regulation", "wordings.regulation")
    .select(["wordings.id", "sign", "text", "page", "wordings.regulation", "sha256", "imported_on"])
    // "/" is followed by "0": everything that begins with the id and a slash.
    .where(({ or, and, eb }) =>
      or([
        eb("wordings.id", "=", id),
        and([eb("wordings.id", ">", `${id}/`), eb("wordings.id", "<", `${id}0`), sql<SqlBool>`instr(${id}, '/') > 0`]),
      ]),
    )
    .orderBy("number")
    .execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  const { regulation, sha256, imported_on } = first;
  return { ...composeWording(id, rows), source: { regulation, sha256, importedOn: imported_on } };
}

/** Whether the parts of a regulation are these already; another version of this program may read a file better. */
async function holds(
  transaction: Transaction<Tables>,
  regulation: string,
  provisions: readonly Provision[],
): Promise<boolean> {
  const rows = await transaction
    .selectFrom("wordings")
    .select(["id", "text"])
    .where("regulation", "=", regulation)
    .orderBy("number")
    .execute();
  return (
    rows.length === provisions.length &&
    rows.every(({ id, text }, at) => id === provisions[at]?.id && text === provisions[at]?.text)
  );
}

async function remove(transaction: Transaction<Tables>, regulation: string): Promise<void> {
  await sql`delete from wording_words where rowid in (select number from wordings where regulation = ${regulation})`.execute(
    transaction,
  );
  await transaction.deleteFrom("wordings").where("regulation", "=", regulation).execute();
  await transaction.deleteFrom("wording_sources").where("regulation", "=", regulation).execute();
}

async function insertSource(transaction: Transaction<Tables>, source: WordingSource, revision: number): Promise<void> {
  const { importedOn, amends, ...row } = source;
  await transaction
    .insertInto("wording_sources")
    .values({ ...row, imported_on: importedOn, amends: amends ?? null, revision })
    .execute();
}

async function insertAll(
  transaction: Transaction<Tables>,
  regulation: string,
  prepared: ReadonlyArray<{ provision: Provision; roots: string }>,
): Promise<void> {
  const row = await transaction
    .selectFrom("wordings")
    .select(({ fn }) => fn.max("number").as("last"))
    .executeTakeFirst();
  const first = Number(row?.last ?? 0) + 1;
  for (let at = 0; at < prepared.length; at += BATCH) {
    const batch = prepared.slice(at, at + BATCH).map((each, offset) => ({ ...each, number: first + at + offset }));
    await transaction
      .insertInto("wordings")
      .values(
        batch.map(({ number, provision: { id, sign, heading, text, page, line, amends } }) => ({
          ...{ number, id, regulation, sign, heading, text, page, line },
          amends_id: amends?.id ?? null,
          amends_how: amends?.how ?? null,
        })),
      )
      .execute();
    await transaction
      .insertInto("wording_words")
      .values(batch.map(({ number, roots }) => ({ rowid: number, stems: roots })))
      .execute();
  }
}

function amendmentOf(id: string | null, how: string | null): WordingEntry["amends"] {
  if (id === null || (how !== "diubah" && how !== "disisipkan" && how !== "dihapus")) return undefined;
  return { id, how };
}
