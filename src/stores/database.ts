import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { diskTrouble } from "./disk-trouble.ts";
import { keepForOwner } from "./keep-for-owner.ts";
import { migrations } from "./migrations/all.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

/** The stored data cannot be used by this version. */
export class DatabaseUnusableError extends Error {
  constructor(file: string, reason: string) {
    super(`${file} cannot be opened (${reason}). Restore a backup of DATA_DIR, or move the file away to start empty.`);
    this.name = "DatabaseUnusableError";
  }
}

/** Where the office's database lies. */
export const databaseFile = (folder: string) => join(folder, "sinetral.db");

/**
 * Opens the office's database in its data folder and brings its tables up to date. A kill loses nothing that was written;
 * a power failure may lose the last moments, never more. Throws {@link DatabaseUnusableError}.
 */
export async function openDatabase(folder: string): Promise<Database> {
  const file = databaseFile(folder);
  try {
    keepForOwner(file);
    const sqlite = new Sqlite(file);
    sqlite.pragma("journal_mode = WAL");
    sqlite.pragma("synchronous = NORMAL");
    sqlite.pragma("secure_delete = ON");
    const db = new Kysely<Tables>({ dialect: sqliteDialect(sqlite) });
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
    if (error !== undefined) throw error;
    return db;
  } catch (error) {
    // Of a full disk its own words tell better.
    if (diskTrouble(error) !== undefined) throw error;
    throw new DatabaseUnusableError(file, (error as { code?: string }).code ?? "its tables are of another version");
  }
}
