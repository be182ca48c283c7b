import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, existsSync, openSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { FolderUnusableError } from "./owner.ts";
import { putInPlace, syncFolder } from "./put-in-place.ts";
import { damaged, orDamaged } from "./session-damage.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { migrations } from "./whatsapp-migrations/all.ts";
import type { WhatsAppTables } from "./whatsapp-tables.ts";

export type WhatsAppDatabase = Kysely<WhatsAppTables>;

/**
 * The linked device lies in a file of its own: a backup of the office's database must not carry it, and restoring one must
 * not wind its ratchets back, for whoever uses a ratchet twice breaks the conversation with that person.
 */
export const whatsappFile = (folder: string) => join(folder, "whatsapp.db");

export const inMemory = ":memory:";

/** The only rows a new database has; see `whatsapp-key.ts`. */
type Meta = WhatsAppTables["meta"];

/**
 * Makes the file whole or not at all, so that an empty or half-made one can only be a damaged one. Whoever comes second
 * keeps what the first made.
 */
export async function createWhatsAppDatabase(file: string, meta: Meta): Promise<void> {
  if (existsSync(`${file}-wal`)) throw damaged(file, "the file is gone, its log is there");
  const draft = `${file}.${randomBytes(6).toString("hex")}.new`;
  try {
    closeSync(openSync(draft, "wx", 0o600));
    const db = await openTables(draft);
    await db.insertInto("meta").values(meta).execute();
    await db.destroy();
    putInPlace(draft, file);
  } finally {
    for (const end of ["", "-wal", "-shm"]) rmSync(`${draft}${end}`, { force: true });
  }
  syncFolder(dirname(file));
}

/**
 * Opens a file that is there, or a database in memory, with its tables up to date. Throws a SessionDamagedError, or a
 * FolderUnusableError where this process may not read and write it.
 */
export async function openWhatsAppDatabase(file: string, mostPages?: number): Promise<WhatsAppDatabase> {
  if (file !== inMemory) {
    const about = statSync(file);
    if (!about.isFile()) throw new FolderUnusableError(dirname(file), `${basename(file)} is not a file, move it away`);
    // SQLite would take an empty file for a new database.
    if (about.size < SMALLEST_BYTES) throw damaged(file, "it is empty");
  }
  return await openTables(file, mostPages);
}

const SMALLEST_BYTES = 512;

async function openTables(file: string, mostPages?: number): Promise<WhatsAppDatabase> {
  const sqlite = openFile(file);
  const db = new Kysely<WhatsAppTables>({ dialect: sqliteDialect(sqlite) });
  try {
    await orDamaged(file, async () => {
      sqlite.pragma("cell_size_check = ON");
      sqlite.pragma("temp_store = MEMORY");
      sqlite.pragma("journal_mode = WAL");
      // A ratchet that a power failure takes back would be used twice.
      sqlite.pragma("synchronous = FULL");
      sqlite.pragma("secure_delete = ON");
      if (mostPages !== undefined) sqlite.pragma(`max_page_count = ${mostPages}`);
      const verdict = sqlite.pragma("integrity_check(1)", { simple: true });
      if (verdict !== "ok") throw damaged(file, "its pages do not fit together");
      await migrate(file, db);
    });
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function openFile(file: string): Sqlite.Database {
  try {
    if (file !== inMemory) chmodSync(file, 0o600);
    return new Sqlite(file, { timeout: 2_000, fileMustExist: file !== inMemory });
  } catch (error) {
    throw new FolderUnusableError(
      dirname(file),
      `${basename(file)}: ${(error as { code?: string }).code ?? "unknown"}`,
    );
  }
}

async function migrate(file: string, db: WhatsAppDatabase): Promise<void> {
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  if (error === undefined) return;
  if ((error as { code?: string }).code !== undefined) throw error;
  throw damaged(file, "its tables are of another version of this program; starting that one is the other way");
}
