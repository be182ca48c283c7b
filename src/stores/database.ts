import { basename, join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { accountOf, giveBack, notAllowed, withLogs } from "./accounts.ts";
import { copyBeforeMigrating, migrationsOf } from "./before-migrating.ts";
import { diskTrouble } from "./disk-trouble.ts";
import { keepForOwner } from "./keep-for-owner.ts";
import { migrations } from "./migrations/all.ts";
import { settleFolder } from "./owner.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

/** The stored data cannot be used by this version. */
export class DatabaseUnusableError extends Error {
  constructor(
    file: string,
    reason: string,
    remedy = "Restore a backup (desk restore FILE --force), or move the file away to start empty.",
  ) {
    super(`${file} cannot be opened (${reason}). ${remedy}`);
    this.name = "DatabaseUnusableError";
  }
}

/** Where the office's database lies. */
export const databaseFile = (folder: string) => join(folder, "sinetral.db");

/**
 * Opens the office's database in its data folder and brings its tables up to date, after a copy was put beside it unless told. A
 * kill loses nothing that was written; a power failure may lose the last moments, never more. Throws {@link DatabaseUnusableError}.
 */
export async function openDatabase(folder: string, { copyFirst = true } = {}): Promise<Database> {
  settleFolder(folder);
  const file = databaseFile(folder);
  const other = notAllowed(withLogs(file));
  if (other !== undefined)
    throw new DatabaseUnusableError(
      file,
      `${basename(other)} belongs to ${accountOf(other)}`,
      `Nothing is lost: ${giveBack(folder)}.`,
    );
  let sqlite: Sqlite.Database | undefined;
  try {
    keepForOwner(file);
    sqlite = new Sqlite(file);
    const { unknown } = migrationsOf(sqlite);
    if (unknown.length > 0) throw newer(file, unknown);
    sqlite.pragma("journal_mode = WAL");
    sqlite.pragma("synchronous = NORMAL");
    sqlite.pragma("secure_delete = ON");
    if (copyFirst) copyBeforeMigrating(sqlite, file);
    const db = new Kysely<Tables>({ dialect: sqliteDialect(sqlite) });
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
    if (error !== undefined) throw error;
    return db;
  } catch (error) {
    sqlite?.close();
    if (error instanceof DatabaseUnusableError) throw error;
    // Of a full disk its own words tell better.
    if (diskTrouble(error) !== undefined) throw error;
    throw new DatabaseUnusableError(file, (error as { code?: string }).code ?? "its tables are of another version");
  }
}

/**
 * Opens a database of this version for whoever only looks at it: nothing is brought up to date, put in place or written. Throws what
 * SQLite says.
 */
export function openToLook(folder: string): Database {
  const sqlite = new Sqlite(databaseFile(folder), { fileMustExist: true });
  sqlite.pragma("query_only = ON");
  return new Kysely<Tables>({ dialect: sqliteDialect(sqlite) });
}

function newer(file: string, unknown: readonly string[]): DatabaseUnusableError {
  return new DatabaseUnusableError(
    file,
    `a newer version of this program wrote it: ${unknown.join(", ")}`,
    "Start that version, or restore a backup from before it (desk restore FILE --force).",
  );
}
