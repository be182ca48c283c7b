import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, sql } from "kysely";
import type { VectorStore } from "../answer/vectors.ts";
import { diskTrouble } from "./disk-trouble.ts";
import { keepForOwner } from "./keep-for-owner.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";

type Tables = { vectors: { key: string; vector: Buffer } };

export type VectorFile = VectorStore & { close(): Promise<void> };

const MOST_KEYS = 500;

/**
 * Vectors in a file of the data folder of their own, `vectors.db`: no texts, and nothing that could not be computed again. A file
 * that cannot be read is taken for none. Several processes may have it open.
 */
export async function openVectorFile(folder: string): Promise<VectorFile> {
  const file = join(folder, "vectors.db");
  try {
    return await open(file);
  } catch (error) {
    // Of a full disk a new file would be no better.
    if (diskTrouble(error) !== undefined) throw error;
    for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
    return await open(file);
  }
}

async function open(file: string): Promise<VectorFile> {
  mkdirSync(dirname(file), { recursive: true });
  keepForOwner(file);
  const sqlite = new Sqlite(file);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(sqlite) });
  try {
    sqlite.pragma("journal_mode = WAL");
    sqlite.pragma("synchronous = NORMAL");
    await sql`create table if not exists vectors (key text primary key, vector blob not null)`.execute(db);
    await db.selectFrom("vectors").select(["key", "vector"]).limit(1).execute();
    if (sqlite.pragma("quick_check(1)", { simple: true }) !== "ok") throw new Error("its pages are damaged");
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    async read(keys) {
      const rows = await inParts(keys, (part) =>
        db.selectFrom("vectors").select(["key", "vector"]).where("key", "in", part).execute(),
      );
      // Copied: what SQLite hands out need not begin where numbers may.
      return new Map(rows.map(({ key, vector }) => [key, new Float32Array(new Uint8Array(vector).buffer)]));
    },
    async keep(vectors) {
      const rows = [...vectors].map(([key, { buffer, byteOffset, byteLength }]) => ({
        key,
        vector: Buffer.from(buffer, byteOffset, byteLength),
      }));
      if (rows.length > 0) await db.replaceInto("vectors").values(rows).execute();
    },
    async keepOnly(keys) {
      const wanted = new Set(keys);
      const all = await db.selectFrom("vectors").select("key").execute();
      const others = all.map(({ key }) => key).filter((key) => !wanted.has(key));
      await inParts(others, async (part) => {
        await db.deleteFrom("vectors").where("key", "in", part).execute();
        return [];
      });
    },
    close: () => db.destroy(),
  };
}

/** So many at a time that a statement takes them. */
async function inParts<T>(keys: readonly string[], does: (part: readonly string[]) => Promise<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for (let from = 0; from < keys.length; from += MOST_KEYS)
    rows.push(...(await does(keys.slice(from, from + MOST_KEYS))));
  return rows;
}
