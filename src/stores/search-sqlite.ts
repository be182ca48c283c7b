import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";
import type { Document, Hit, Search } from "../answer/search.ts";
import { tellsApart } from "../answer/stop-words.ts";
import type { Normalise } from "../answer/words.ts";

/** BM25 column weights: heading, body, questions (measured in docs/answers.md). */
const WEIGHTS = { heading: 5, body: 1, questions: 2 } as const;

const BATCH = 200;

type Tables = { shelf: Document & { rank: number } };

export type SearchIndex = { search: Search; close(): Promise<void> };

/**
 * Opens the full-text index of one knowledge version in `folder`, building it first if it is not there. Several
 * processes may do so at once: each builds its own file and the last rename wins, with the same contents.
 */
export async function openSearchIndex(
  folder: string,
  version: string,
  documents: () => Iterable<Document>,
  normalise: Normalise,
): Promise<SearchIndex> {
  await mkdir(folder, { recursive: true });
  const name = `search-${version}.db`;
  const file = join(folder, name);
  if (!(await readdir(folder)).includes(name)) {
    const temporary = `${file}.${randomUUID()}.tmp`;
    await buildIndex(temporary, documents());
    await rename(temporary, file);
    await removeOthers(folder, name);
  }
  return searchIn(new Sqlite(file, { readonly: true }), normalise);
}

/** An index in memory, for tools that leave nothing behind. */
export async function openSearchInMemory(documents: Iterable<Document>, normalise: Normalise): Promise<SearchIndex> {
  const database = new Sqlite(":memory:");
  await fill(database, documents);
  return searchIn(database, normalise);
}

async function buildIndex(file: string, documents: Iterable<Document>): Promise<void> {
  const database = new Sqlite(file);
  database.pragma("journal_mode = OFF");
  database.pragma("synchronous = OFF");
  await fill(database, documents);
  database.close();
}

async function fill(database: Sqlite.Database, documents: Iterable<Document>): Promise<void> {
  const db = kysely(database);
  await sql`create virtual table shelf using fts5(
    kind unindexed, id unindexed, heading, body, questions, tokenize = "unicode61 remove_diacritics 2 tokenchars '_/'"
  )`.execute(db);
  await db.transaction().execute(async (transaction) => {
    let batch: Document[] = [];
    const flush = async () => {
      if (batch.length > 0)
        await transaction
          .insertInto("shelf")
          .values(batch as Array<Document & { rank: number }>)
          .execute();
      batch = [];
    };
    for (const document of documents) {
      batch.push(document);
      if (batch.length >= BATCH) await flush();
    }
    await flush();
  });
  await sql`insert into shelf(shelf) values ('optimize')`.execute(db);
  await sql`create virtual table shelf_words using fts5vocab(shelf, row)`.execute(db);
}

/** Rare words tell documents apart, and cost little: of a long question only this many, the rarest, are searched. */
const MOST_TERMS = 8;
/** A word in more of the documents than this says nothing, and costs the most. */
const TOO_COMMON = 0.15;

function searchIn(database: Sqlite.Database, normalise: Normalise): SearchIndex {
  const db = kysely(database);
  const all = database.prepare("select count(*) as n from shelf").get() as { n: number };

  /** The rarest words of a question that occur at all, by how many documents have them. */
  async function telling(words: readonly string[]): Promise<string[]> {
    if (words.length === 0) return [];
    const { rows } = await sql<{ term: string; doc: number }>`
      select term, doc from shelf_words where term in (${sql.join(words)})`.execute(db);
    const rare = rows.filter(({ doc }) => doc <= Math.max(FEW_DOCUMENTS, all.n * TOO_COMMON));
    return (rare.length > 0 ? rare : rows)
      .sort((a, b) => a.doc - b.doc)
      .slice(0, MOST_TERMS)
      .map(({ term }) => term);
  }

  return {
    async search(text, most) {
      const terms = await telling(searchable(normalise(text).stems));
      if (terms.length === 0) return [];
      const query = terms.map((term) => `"${term}"`).join(" OR ");
      const rows = await sql<Hit>`
        select kind, id, -bm25(shelf, 0, 0, ${WEIGHTS.heading}, ${WEIGHTS.body}, ${WEIGHTS.questions}) as score
        from shelf where shelf match ${query} order by bm25(shelf, 0, 0, ${WEIGHTS.heading}, ${WEIGHTS.body}, ${WEIGHTS.questions})
        limit ${most}`.execute(db);
      return rows.rows;
    },
    async close() {
      await db.destroy();
    },
  };
}

const MOST_WORDS = 24;
/** In a small shelf even a common word costs nothing. */
const FEW_DOCUMENTS = 200;

function searchable(stems: readonly string[]): string[] {
  return [...new Set(stems)].filter(tellsApart).slice(0, MOST_WORDS);
}

function kysely(database: Sqlite.Database): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

async function removeOthers(folder: string, keep: string): Promise<void> {
  for (const file of await readdir(folder)) {
    if (/^search-[0-9a-f]+\.db$/.test(file) && file !== keep) await rm(join(folder, file), { force: true });
  }
}
