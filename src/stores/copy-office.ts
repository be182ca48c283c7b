import { closeSync, openSync } from "node:fs";
import Sqlite from "better-sqlite3";

/** Others may be migrating or emptying the log just now. */
const BUSY_MS = 10_000;

/**
 * Copies the office's database into a file that is not there yet, while others write. VACUUM INTO reads one state of it, whatever is
 * written meanwhile, and leaves out what was deleted; SQLite's backup interface begins anew with each page that another process
 * writes, and never ends beside a busy service. Changes nothing in the original, its tables neither.
 */
export function copyOffice(file: string, target: string): void {
  closeSync(openSync(target, "wx", 0o600));
  const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    db.prepare("vacuum into ?").run(target);
  } finally {
    db.close();
  }
}

const COUNTED = ["officers", "subscribers", "events", "broadcasts", "asked", "proposals", "wordings", "audit"];

/** What a copy holds. Throws where its pages do not fit together. */
export function lookInto(file: string): { migration: string; migrations: string[]; counts: Record<string, number> } {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    checkPages(db, file);
    const names = db.prepare("select name from kysely_migration order by name").pluck().all() as string[];
    const tables = new Set(db.prepare("select name from sqlite_master where type = 'table'").pluck().all());
    const counts = COUNTED.filter((table) => tables.has(table)).map((table) => [
      table,
      db.prepare(`select count(*) from ${table}`).pluck().get() as number,
    ]);
    return { migration: names.at(-1) ?? "", migrations: names, counts: Object.fromEntries(counts) };
  } finally {
    db.close();
  }
}

/** Throws a SqliteError where the pages of a file do not fit together. */
export function checkFile(file: string): void {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    checkPages(db, file);
  } finally {
    db.close();
  }
}

function checkPages(db: Sqlite.Database, file: string): void {
  const verdict = db.pragma("integrity_check(1)", { simple: true });
  if (verdict !== "ok") throw new Sqlite.SqliteError(`${file}: ${String(verdict)}`, "SQLITE_CORRUPT");
}
