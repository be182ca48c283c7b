import { randomBytes } from "node:crypto";
import { closeSync, existsSync, openSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type Sqlite from "better-sqlite3";
import { KEYS_DAYS } from "./backup-keys.ts";
import { migrations } from "./migrations/all.ts";
import { putInPlace, syncFolder } from "./put-in-place.ts";
import { syncFile } from "./sync-file.ts";

const DAY_MS = 86_400_000;
/** A copy, or what a killed process left of one. */
const COPY = /^before-\d{4}\.db(\.[0-9a-f]{12}\.new)?$/;
const ASIDE = /^before-restore-/;

/** Which migrations a database went through that this version does not know, and which are still before it. */
export function migrationsOf(sqlite: Sqlite.Database): { unknown: string[]; ran: string[]; ahead: string[] } {
  const hasTable = sqlite.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get() !== undefined;
  const ran = hasTable
    ? (sqlite.prepare("select name from kysely_migration order by name").pluck().all() as string[])
    : [];
  const known = Object.keys(migrations);
  return {
    ran,
    unknown: ran.filter((name) => !known.includes(name)),
    ahead: known.filter((name) => !ran.includes(name)),
  };
}

/**
 * Keeps what an office has before its tables are changed, once for each version: a copy beside it, for its owner alone and without
 * anything of reports. Nothing where there is nothing to keep. What fails here keeps the tables as they are.
 */
export function copyBeforeMigrating(sqlite: Sqlite.Database, file: string): void {
  const { ran, ahead } = migrationsOf(sqlite);
  if (ran.length === 0 || ahead.length === 0 || !holdsSomething(sqlite)) return;
  const copy = join(dirname(file), `before-${Object.keys(migrations).at(-1)?.slice(0, 4)}.db`);
  if (existsSync(copy)) return;
  const draft = `${copy}.${randomBytes(6).toString("hex")}.new`;
  try {
    closeSync(openSync(draft, "wx", 0o600));
    sqlite.prepare("vacuum into ?").run(draft);
    syncFile(draft);
    putInPlace(draft, copy);
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(dirname(copy));
}

function holdsSomething(sqlite: Sqlite.Database): boolean {
  const tables = sqlite
    .prepare(
      `select name from sqlite_master where type = 'table' and sql not like 'create virtual%'
       and name not like 'kysely_%' and name not like 'sqlite_%' and name not like 'wording_words%'`,
    )
    .pluck()
    .all() as string[];
  return tables.some((table) => sqlite.prepare(`select 1 from "${table}" limit 1`).get() !== undefined);
}

/**
 * Throws away what a data folder keeps of former states longer than people are told: copies from before a migration, and the keys of
 * reports that a restore put aside.
 */
export function dropFormerStates(folder: string, now: Date): void {
  const until = now.getTime() - KEYS_DAYS * DAY_MS;
  for (const name of readdirSync(folder).filter((each) => COPY.test(each) || ASIDE.test(each))) {
    const path = join(folder, name);
    const { mtimeMs = now.getTime() } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs > until) continue;
    const old = COPY.test(name) ? [path] : ["-wal", "-shm", ""].map((end) => join(path, `keys.db${end}`));
    for (const file of old) rmSync(file, { force: true });
  }
}
