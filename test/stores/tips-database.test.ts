import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { TipFilesUnusableError } from "../../src/stores/tips-file.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { finish, newFolder, removeFolder, startFile } from "../support/process.ts";
import { change, newCase, newPart, readRows } from "../support/tips-rows.ts";

let folder: string;
let other: string;
beforeEach(() => {
  folder = newFolder();
  other = newFolder();
});
afterEach(() => {
  removeFolder(folder);
  removeFolder(other);
});

/** A store with one case, closed again; returns its lookup. */
async function used(at: string): Promise<string> {
  const store = createTipStore(await openTipsDatabase(at));
  const opened = newCase();
  await store.begin(opened);
  await store.add([newPart(opened.id)]);
  await store.end();
  return opened.lookup;
}

/** Why it does not open. */
async function refusal(): Promise<string> {
  const refused = await openTipsDatabase(folder).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(TipFilesUnusableError);
  return (refused as Error).message;
}

const run = (file: string, sql: string) => {
  const db = new Sqlite(file);
  db.exec(sql);
  db.close();
};

describe("the two files of tips", () => {
  it.skipIf(process.platform === "win32")("are for their owner alone, also where they were not before", async () => {
    await used(folder);
    for (const file of Object.values(tipFiles(folder))) chmodSync(file, 0o644);
    const store = createTipStore(await openTipsDatabase(folder));
    await store.begin(newCase());
    const modes = Object.fromEntries(
      readdirSync(folder).map((file) => [file, statSync(join(folder, file)).mode & 0o777]),
    );
    await store.end();
    const names = ["keys.db", "keys.db-shm", "keys.db-wal", "tips.db", "tips.db-shm", "tips.db-wal", "tips.spare"];
    expect(modes).toEqual(Object.fromEntries(names.map((name) => [name, 0o600])));
  });

  it("write everything through to the disk, erase what is deleted and keep nothing for the time being on the disk", async () => {
    const { keys, tips, close } = await openTipsDatabase(folder);
    const { sql } = await import("kysely");
    for (const db of [keys, tips]) {
      const value = async (name: string) =>
        Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0];
      expect(await Promise.all(["journal_mode", "synchronous", "secure_delete", "temp_store"].map(value))).toEqual([
        "wal",
        2,
        1,
        2,
      ]);
    }
    await close();
  });

  it("have tables without row numbers and no column for a moment", async () => {
    await used(folder);
    for (const file of Object.values(tipFiles(folder))) {
      const tables = readRows<{ name: string; wr: number }>(
        file,
        "select name, wr from pragma_table_list where schema = 'main'",
      );
      expect(tables.filter(({ wr, name }) => wr === 0 && name !== "sqlite_schema")).toEqual([]);
      const columns = readRows<{ name: string }>(
        file,
        "select c.name from pragma_table_list t, pragma_table_info(t.name) c where t.schema = 'main'",
      );
      expect(columns.filter(({ name }) => /time|_at$|moment|seq|rowid/.test(name))).toEqual([]);
    }
  });

  it("are not opened when one of them is missing, and neither is made anew", async () => {
    await used(folder);
    const { keys, tips } = tipFiles(folder);
    for (const missing of [keys, tips]) {
      renameSync(missing, join(other, "aside"));
      expect(await refusal()).toMatch(
        new RegExp(`^${missing} .*it is missing.* restore keys\\.db and tips\\.db together`),
      );
      expect(existsSync(missing)).toBe(false);
      renameSync(join(other, "aside"), missing);
    }
    await (await openTipsDatabase(folder)).close();
  });

  it("are not opened when the keys belong to other tips", async () => {
    await used(folder);
    await used(other);
    copyFileSync(tipFiles(other).keys, tipFiles(folder).keys);
    expect(await refusal()).toMatch(/keys\.db cannot be opened: it does not belong to the tips\.db beside it/);
  });

  it("are not opened when one is empty, no database, or the other one", async () => {
    await used(folder);
    const { keys, tips } = tipFiles(folder);
    copyFileSync(keys, join(other, "keys"));
    writeFileSync(keys, "");
    expect(await refusal()).toContain(`${keys} cannot be opened: it is empty`);
    writeFileSync(keys, "not a database at all ".repeat(400));
    expect(await refusal()).toContain(`${keys} cannot be opened: SQLITE_NOTADB`);
    copyFileSync(tips, keys);
    expect(await refusal()).toContain(`${keys} cannot be opened: it is another kind of file`);
    copyFileSync(join(other, "keys"), keys);
    await (await openTipsDatabase(folder)).close();
  });

  it.each(["keys", "tips"] as const)("are not opened when a newer version wrote %s.db", async (which) => {
    await used(folder);
    const file = tipFiles(folder)[which];
    run(file, "pragma user_version = 99");
    expect(await refusal()).toBe(`${file} cannot be opened: a newer version of this program wrote it; start that one.`);
  });

  it("are finished when their first making was killed between the two", async () => {
    await (await openTipsDatabase(folder)).close();
    const { keys, tips } = tipFiles(folder);
    const salt = readRows(keys, "select salt from meta");
    // As it stands before the second file is there.
    run(keys, "update meta set settled = 0");
    rmSync(tips);
    const lookup = await used(folder);
    expect(readRows(keys, "select salt from meta")).toEqual(salt);
    rmSync(tips);
    expect(await refusal()).toContain("tips.db cannot be opened: it is missing");
    expect(lookup).toMatch(/^[0-9a-f]{32}$/);
  });

  it("are opened for the first time while another process writes into them", async () => {
    await (await openTipsDatabase(folder)).close();
    const { keys } = tipFiles(folder);
    change(keys, "update meta set settled = 0");
    const holder = new Sqlite(keys);
    holder.exec("begin immediate");
    setTimeout(() => holder.exec("commit"), 100);
    await (await openTipsDatabase(folder)).close();
    holder.close();
    expect(readRows(keys, "select settled from meta")).toEqual([{ settled: 1 }]);
  });

  it("are made once when several processes start at the same time", async () => {
    const opener = join("test", "support", "tips-opener.ts");
    const ended = await Promise.all([1, 2, 3].map(() => finish(startFile(opener, [folder], {}))));
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(ended.map(() => [0, ""]));
    expect(new Set(ended.map(({ stdout }) => stdout)).size).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(["keys.db", "tips.db", "tips.spare"]);
    const store = createTipStore(await openTipsDatabase(folder));
    expect(await store.cases()).toHaveLength(3);
    await store.end();
  });
});
