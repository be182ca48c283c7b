import { randomBytes } from "node:crypto";
import { closeSync, openSync, rmSync } from "node:fs";
import { type Kysely, sql } from "kysely";
import { syncFolder } from "./put-in-place.ts";
import { syncFile } from "./sync-file.ts";
import { keysKind, type TipsDatabase, tipFiles, tipsKind } from "./tips-database.ts";
import { makeTipsFile, openTipsFile } from "./tips-file.ts";
import { nameOf } from "./tips-reading.ts";
import type { KeysTables, TipsTables } from "./tips-tables.ts";
import { keepDays } from "./tips-times.ts";

/**
 * Copies both files into a folder that has neither, without what was deleted, while others write. The keys go first: whatever has
 * a header then got its body before, so the later copy has it too, unless it was shredded in between; the copy then forgets its
 * case. The other way round a part that came in between would have a header and no body. The process stands still meanwhile.
 */
export async function copyTips({ keys, tips }: TipsDatabase, folder: string): Promise<void> {
  const files = tipFiles(folder);
  const made: string[] = [];
  try {
    await copy(keys, files.keys, made);
    await copy(tips, files.tips, made);
    await forgetShredded(files);
    keepDays(made);
    for (const file of made) syncFile(file);
    syncFolder(folder);
  } catch (error) {
    for (const file of made) for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
    throw error;
  }
}

async function copy<Tables>(db: Kysely<Tables>, file: string, made: string[]): Promise<void> {
  closeSync(openSync(file, "wx", 0o600));
  made.push(file);
  await sql`vacuum into ${file}`.execute(db);
}

/** Takes from keys what has no body beside them. */
export async function forgetShredded(files: { keys: string; tips: string }): Promise<void> {
  const keys = await openTipsFile<KeysTables>(files.keys, keysKind);
  const tips = await openTipsFile<TipsTables>(files.tips, tipsKind);
  try {
    const cases = new Set((await tips.selectFrom("cases").select("id").execute()).map(({ id }) => id));
    const bodies = new Set((await tips.selectFrom("bodies").select(["case_id", "part"]).execute()).map(nameOf));
    for (const header of await keys.selectFrom("headers").select(["case_id", "part"]).execute())
      if (!cases.has(header.case_id) || !bodies.has(nameOf(header)))
        await keys
          .deleteFrom("headers")
          .where("case_id", "=", header.case_id)
          .where("part", "=", header.part)
          .execute();
    for (const { case_id } of await keys.selectFrom("mailboxes").select("case_id").execute())
      if (!cases.has(case_id)) await keys.deleteFrom("mailboxes").where("case_id", "=", case_id).execute();
  } finally {
    // The last one to close it leaves no log.
    await keys.destroy();
    await tips.destroy();
  }
}

/** Makes keys for bodies whose own are gone: they open nothing of what is there, and the list of readers holds on. */
export async function freshKeys(files: { keys: string; tips: string }): Promise<void> {
  const tips = await openTipsFile<TipsTables>(files.tips, tipsKind);
  try {
    const { pair } = await tips.selectFrom("meta").select("pair").executeTakeFirstOrThrow();
    closeSync(openSync(files.keys, "wx", 0o600));
    const keys = await makeTipsFile<KeysTables>(files.keys, keysKind);
    try {
      await keys
        .insertInto("meta")
        .values({ pair, salt: randomBytes(16), settled: 1 })
        .execute();
    } finally {
      await keys.destroy();
    }
  } finally {
    await tips.destroy();
  }
}
