import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { databaseFile } from "./database.ts";
import { keysKind, type TipFiles, tipFiles, tipsKind } from "./tips-database.ts";
import { openTipsFile } from "./tips-file.ts";
import { nameOf } from "./tips-reading.ts";
import type { KeysTables } from "./tips-tables.ts";

/** What some keys open, by name. */
type Opened = { cases: Set<string>; headers: Set<string> };

/**
 * Takes from restored keys what was deleted since they were copied, as far as newer keys of the same reports tell: those that are in
 * place, and those that an earlier restore put aside. Tells whether any were there to be asked.
 */
export async function forgetSince(restored: TipFiles, folder: string, madeAt: string): Promise<boolean> {
  const pair = pairOf(restored.keys);
  const aside = readdirSync(folder).filter((name) => name.startsWith("before-restore-"));
  const older = aside
    .map((name) => opened(tipFiles(join(folder, name)).keys, pair))
    .filter((each) => each !== undefined);
  const inPlace = opened(tipFiles(folder).keys, pair);
  // What was itself restored from an older backup lacks what came between the two, and alone would take that for deleted.
  const isNewest = inPlace !== undefined && !isOlder(folder, madeAt);
  const known = isNewest ? [inPlace] : older.length === 0 || inPlace === undefined ? older : [...older, inPlace];
  if (known.length === 0) return false;
  const keys = await openTipsFile<KeysTables>(restored.keys, keysKind);
  try {
    for (const { case_id } of await keys.selectFrom("mailboxes").select("case_id").execute())
      if (!known.some(({ cases }) => cases.has(case_id)))
        await keys.deleteFrom("mailboxes").where("case_id", "=", case_id).execute();
    for (const header of await keys.selectFrom("headers").select(["case_id", "part"]).execute())
      if (!known.some(({ headers }) => headers.has(nameOf(header))))
        await keys
          .deleteFrom("headers")
          .where("case_id", "=", header.case_id)
          .where("part", "=", header.part)
          .execute();
  } finally {
    await keys.destroy();
  }
  return true;
}

/** The number that two files of tips share; see `openTipsDatabase`. Undefined where a file is none of ours or cannot be read. */
function pairOf(file: string): string | undefined {
  return looking(file, keysKind.mark, (db) => db.prepare("select lower(hex(pair)) from meta").pluck().get() as string);
}

/** Whether the keys and the bodies that were restored belong together. */
export function isOnePair(files: TipFiles): boolean {
  const pair = pairOf(files.keys);
  const own = looking(files.tips, tipsKind.mark, (db) => db.prepare("select lower(hex(pair)) from meta").pluck().get());
  return pair !== undefined && pair === own;
}

function opened(file: string, pair: string | undefined): Opened | undefined {
  if (pair === undefined || pairOf(file) !== pair) return undefined;
  return looking(file, keysKind.mark, (db) => {
    const cases = db.prepare("select case_id from mailboxes").pluck().all() as string[];
    const headers = db.prepare("select case_id, part from headers").all() as Array<{ case_id: string; part: Buffer }>;
    return { cases: new Set(cases), headers: new Set(headers.map(nameOf)) };
  });
}

/** By the audit: whether the office's data in a folder was itself restored, from a backup that is older than that moment. */
function isOlder(folder: string, madeAt: string): boolean {
  const from = looking(databaseFile(folder), undefined, (db) =>
    db
      .prepare("select json_extract(detail, '$.madeAt') from audit where action = 'restored' order by n desc limit 1")
      .pluck()
      .get(),
  );
  return typeof from === "string" && from < madeAt;
}

function looking<T>(file: string, mark: number | undefined, look: (db: Sqlite.Database) => T): T | undefined {
  if (!existsSync(file)) return undefined;
  let db: Sqlite.Database | undefined;
  try {
    db = new Sqlite(file, { readonly: true, fileMustExist: true });
    if (mark !== undefined && db.pragma("application_id", { simple: true }) !== mark) return undefined;
    return look(db);
  } catch {
    // Damaged, or of another kind: why something is restored. It tells nothing then.
    return undefined;
  } finally {
    db?.close();
  }
}
