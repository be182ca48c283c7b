import { existsSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { migrationsOf } from "./before-migrating.ts";
import { databaseFile } from "./database.ts";
import { diskTrouble } from "./disk-trouble.ts";

/** How the tables of the office's database stand to this version. */
export type SchemaState =
  | { kind: "none" }
  | { kind: "current"; newest: string }
  /** It goes through these when it is opened next. */
  | { kind: "older"; ahead: readonly string[] }
  | { kind: "newer"; unknown: readonly string[] }
  | { kind: "unreadable"; code: string };

/** A reader alone would leave its logs behind. */
const WHOLE = { fileMustExist: true };

/** Looks at the tables and changes nothing, which opening the database would. */
export function schemaState(folder: string): SchemaState {
  const file = databaseFile(folder);
  if (!existsSync(file)) return { kind: "none" };
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(file, WHOLE);
    const { ran, ahead, unknown } = migrationsOf(sqlite);
    if (unknown.length > 0) return { kind: "newer", unknown };
    if (ahead.length > 0) return { kind: "older", ahead };
    return { kind: "current", newest: ran.at(-1) ?? "" };
  } catch (error) {
    return { kind: "unreadable", code: diskTrouble(error) ?? (error as { code?: string }).code ?? "unknown" };
  } finally {
    sqlite?.close();
  }
}

/** Whether pages of the office's database are damaged, as SQLite calls it; reads all of them. Throws what the disk says. */
export function damageIn(folder: string): string | undefined {
  const sqlite = new Sqlite(databaseFile(folder), WHOLE);
  try {
    return sqlite.pragma("quick_check(1)", { simple: true }) === "ok" ? undefined : "SQLITE_CORRUPT";
  } catch (error) {
    const { code } = error as { code?: string };
    if (code?.startsWith("SQLITE_CORRUPT") === true) return code;
    throw error;
  } finally {
    sqlite.close();
  }
}

/** Whether an office has anything in its database yet that only a backup brings back; true where that cannot be seen. */
export function keepsSomething(folder: string): boolean {
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(databaseFile(folder), WHOLE);
    const read = sqlite;
    return KEPT.some((table) => read.prepare(`select 1 from ${table} limit 1`).get() !== undefined);
  } catch {
    // Not to be read, or of an older version: rather one backup too many.
    return true;
  } finally {
    sqlite?.close();
  }
}

const KEPT = ["officers", "subscribers", "join_codes", "events", "broadcasts", "asked", "proposals", "wordings"];
