import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Kysely } from "kysely";
import { settleFolder } from "./owner.ts";
import { putInPlace, syncFolder } from "./put-in-place.ts";
import { type FileKind, makeTipsFile, openTipsFile, TipFilesUnusableError } from "./tips-file.ts";
import { keysMigrations, tipsMigrations } from "./tips-migrations/all.ts";
import { createPatience } from "./tips-patience.ts";
import type { KeysTables, TipsTables } from "./tips-tables.ts";

/** The two files of tips: `keys` has what opens the sealed bodies in `tips`. Whoever locks both locks `keys` first. */
export type TipsDatabase = {
  keys: Kysely<KeysTables>;
  tips: Kysely<TipsTables>;
  files: TipFiles;
  close(): Promise<void>;
};

export type TipFiles = { keys: string; tips: string };

export const tipFiles = (folder: string): TipFiles => ({
  keys: join(folder, "keys.db"),
  tips: join(folder, "tips.db"),
});

export const keysKind: FileKind = { mark: 0x73_6e_6b_31, migrations: keysMigrations };
export const tipsKind: FileKind = { mark: 0x73_6e_74_31, migrations: tipsMigrations };

const TOGETHER = "restore keys.db and tips.db together from one backup, or move both away to start without any reports";

/**
 * Opens both files in a data folder, and makes them where neither is there. Several processes may have them open. `mostPages` is how
 * large each may grow, in pages of 4 KB; as the disk allows unless told. Throws a {@link TipFilesUnusableError} that names the file.
 */
export async function openTipsDatabase(folder: string, mostPages: Partial<Record<keyof TipFiles, number>> = {}) {
  settleFolder(folder);
  const files = tipFiles(folder);
  // The keys are put in place first: whoever finds the other file finds them too, whatever was killed.
  const hasTips = existsSync(files.tips);
  if (!existsSync(files.keys)) {
    if (hasTips) throw new TipFilesUnusableError(files.keys, `it is missing, and tips.db is there; ${TOGETHER}`);
    await place<KeysTables>(files.keys, keysKind, async (keys) => {
      await keys
        .insertInto("meta")
        .values({ pair: randomBytes(16), salt: randomBytes(16) })
        .execute();
    });
  }
  // Others may be opening, writing or emptying a log just now.
  const attempt = createPatience();
  const keys = await openTipsFile<KeysTables>(files.keys, keysKind, mostPages.keys);
  try {
    const { pair, settled } = await attempt(() =>
      keys.selectFrom("meta").select(["pair", "settled"]).executeTakeFirstOrThrow(),
    );
    if (!existsSync(files.tips)) {
      if (settled === 1)
        throw new TipFilesUnusableError(files.tips, `it is missing, and keys.db is there; ${TOGETHER}`);
      await place<TipsTables>(files.tips, tipsKind, async (tips) => {
        await tips.insertInto("meta").values({ pair }).execute();
      });
    }
    const tips = await openTipsFile<TipsTables>(files.tips, tipsKind, mostPages.tips);
    try {
      const own = await attempt(() => tips.selectFrom("meta").select("pair").executeTakeFirstOrThrow());
      if (!own.pair.equals(pair))
        throw new TipFilesUnusableError(files.keys, `it does not belong to the tips.db beside it; ${TOGETHER}`);
      if (settled === 0) await attempt(() => keys.updateTable("meta").set({ settled: 1 }).execute());
      const database: TipsDatabase = {
        keys,
        tips,
        files,
        async close() {
          await tips.destroy();
          await keys.destroy();
        },
      };
      return database;
    } catch (error) {
      await tips.destroy();
      throw error;
    }
  } catch (error) {
    await keys.destroy();
    throw error;
  }
}

/** Makes a file whole or not at all. Whoever comes second keeps what the first made. */
async function place<Tables>(file: string, kind: FileKind, fill: (db: Kysely<Tables>) => Promise<void>): Promise<void> {
  if (existsSync(`${file}-wal`)) {
    // A log is only there after its file: another process has made both meanwhile.
    if (existsSync(file)) return;
    throw new TipFilesUnusableError(file, `it is missing, its log is there; ${TOGETHER}`);
  }
  const draft = `${file}.${randomBytes(6).toString("hex")}.new`;
  try {
    const db = await makeTipsFile<Tables>(draft, kind);
    try {
      await fill(db);
    } finally {
      await db.destroy();
    }
    putInPlace(draft, file);
  } finally {
    for (const end of ["", "-wal", "-shm"]) rmSync(`${draft}${end}`, { force: true });
  }
  syncFolder(dirname(file));
}
