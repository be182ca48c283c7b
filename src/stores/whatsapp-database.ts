import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { damaged, orDamaged } from "./session-damage.ts";
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
    const db = await openWhatsAppDatabase(draft);
    await db.insertInto("meta").values(meta).execute();
    await db.destroy();
    linkSync(draft, file);
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
  } finally {
    for (const end of ["", "-wal", "-shm"]) rmSync(`${draft}${end}`, { force: true });
  }
  syncFolder(join(file, ".."));
}

/** Opens a file that is there, or a database in memory, with its tables up to date. Throws a SessionDamagedError. */
export async function openWhatsAppDatabase(file: string): Promise<WhatsAppDatabase> {
  if (file !== inMemory) chmodSync(file, 0o600);
  const sqlite = await orDamaged(file, async () => new Sqlite(file, { timeout: 2_000 }));
  const db = new Kysely<WhatsAppTables>({ dialect: new SqliteDialect({ database: sqlite }) });
  try {
    await orDamaged(file, async () => {
      sqlite.pragma("cell_size_check = ON");
      sqlite.pragma("temp_store = MEMORY");
      sqlite.pragma("journal_mode = WAL");
      // A ratchet that a power failure takes back would be used twice.
      sqlite.pragma("synchronous = FULL");
      sqlite.pragma("secure_delete = ON");
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

async function migrate(file: string, db: WhatsAppDatabase): Promise<void> {
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  if (error === undefined) return;
  if ((error as { code?: string }).code !== undefined) throw error;
  throw damaged(file, "its tables are of another version of this program; starting that one is the other way");
}

/** A name is on the disk only when its folder is. Windows cannot be told, and keeps its names itself. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
