import { existsSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { accountOf, giveBack, notAllowed, withLogs } from "./accounts.ts";
import { diskTrouble } from "./disk-trouble.ts";
import { keepForOwner } from "./keep-for-owner.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";

/** One of the two files of tips cannot be used; the message names it and says what to do. */
export class TipFilesUnusableError extends Error {
  constructor(file: string, reason: string) {
    super(`${file} cannot be opened: ${reason}.`);
    this.name = "TipFilesUnusableError";
  }
}

/** What a file is: its mark (`application_id`), and what it went through. */
export type FileKind = { mark: number; migrations: readonly Migration[] };

/** Opening waits for another process that is just opening too; afterwards the waiting is done without holding the process. */
const OPEN_BUSY_MS = 5_000;
const BUSY_MS = 10;
const RESTORE = "restore keys.db and tips.db together from one backup";

/** Opens one of the files, which is there, with its tables up to date. Throws a {@link TipFilesUnusableError}. */
export async function openTipsFile<Tables>(file: string, kind: FileKind, mostPages?: number): Promise<Kysely<Tables>> {
  // SQLite would take an empty file for a new database.
  if (!existsSync(file) || statSync(file).size === 0) throw new TipFilesUnusableError(file, `it is empty; ${RESTORE}`);
  return await open<Tables>(file, kind, mostPages);
}

/** Whether opening a file would bring its tables up to date; false for what is none of ours or cannot be read. Changes nothing. */
export function isOlderTipsFile(file: string, { mark, migrations }: FileKind): boolean {
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(file, { fileMustExist: true });
    const ours = sqlite.pragma("application_id", { simple: true }) === mark;
    return ours && (sqlite.pragma("user_version", { simple: true }) as number) < migrations.length;
  } catch {
    // Why it cannot be read, opening it tells.
    return false;
  } finally {
    sqlite?.close();
  }
}

/** Makes a new one under the name of a draft. */
export async function makeTipsFile<Tables>(draft: string, kind: FileKind): Promise<Kysely<Tables>> {
  return await open<Tables>(draft, kind);
}

async function open<Tables>(file: string, { mark, migrations }: FileKind, mostPages?: number) {
  let db: Kysely<Tables> | undefined;
  const other = notAllowed(withLogs(file));
  if (other !== undefined)
    throw new TipFilesUnusableError(
      file,
      `${basename(other)} belongs to ${accountOf(other)}; ${giveBack(dirname(file))}`,
    );
  try {
    keepForOwner(file);
    const sqlite = new Sqlite(file, { timeout: OPEN_BUSY_MS, fileMustExist: true });
    db = new Kysely<Tables>({ dialect: sqliteDialect(sqlite) });
    const isNew = statSync(file).size === 0;
    if (isNew) sqlite.pragma(`application_id = ${mark}`);
    else if (sqlite.pragma("application_id", { simple: true }) !== mark)
      throw new TipFilesUnusableError(file, `it is another kind of file; ${RESTORE}`);
    sqlite.pragma("cell_size_check = ON");
    sqlite.pragma("temp_store = MEMORY");
    sqlite.pragma("journal_mode = WAL");
    // A ✔ says that a power failure takes nothing back.
    sqlite.pragma("synchronous = FULL");
    sqlite.pragma("secure_delete = ON");
    await migrate(db, file, migrations);
    if (mostPages !== undefined) sqlite.pragma(`max_page_count = ${mostPages}`);
    sqlite.pragma(`busy_timeout = ${BUSY_MS}`);
    return db;
  } catch (error) {
    await db?.destroy();
    if (error instanceof TipFilesUnusableError) throw error;
    const code = (error as { code?: unknown }).code;
    if (typeof code !== "string") throw error;
    const remedy = diskTrouble(error) === undefined ? RESTORE : "see to the disk";
    throw new TipFilesUnusableError(file, `${code}; ${remedy}`);
  }
}

/** A process that comes second finds it done. */
async function migrate<Tables>(db: Kysely<Tables>, file: string, migrations: readonly Migration[]): Promise<void> {
  const versionOf = async (at: Kysely<Tables>) =>
    (await sql<{ user_version: number }>`pragma user_version`.execute(at)).rows[0]?.user_version ?? 0;
  const version = await versionOf(db);
  if (version > migrations.length)
    throw new TipFilesUnusableError(file, "a newer version of this program wrote it; start that one");
  if (version === migrations.length) return;
  await db.transaction().execute(async (transaction) => {
    for (const migration of migrations.slice(await versionOf(transaction))) await migration.up(transaction);
    await sql.raw(`pragma user_version = ${migrations.length}`).execute(transaction);
  });
}
