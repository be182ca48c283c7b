import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { dropFormerStates } from "../../src/stores/before-migrating.ts";
import { databaseFile, openDatabase } from "../../src/stores/database.ts";
import { migrations } from "../../src/stores/migrations/all.ts";
import { sqliteDialect } from "../../src/stores/sqlite-dialect.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import { change, readRows } from "../support/tips-rows.ts";

const names = Object.keys(migrations);
const newest = `before-${names.at(-1)?.slice(0, 4)}.db`;

/** Of all tables after each migration: a released one is never changed. */
const SCHEMAS: Readonly<Record<string, string>> = {
  "0001-updates": "360cf547063c",
  "0002-office": "e7ba80e3843c",
  "0003-wordings": "7718964e44d9",
  "0004-counts": "4e8d8fcc99a1",
  "0005-cold-budget": "bd62fb3952f4",
  "0006-undelivered": "ed2a44f061d1",
  "0007-reminders": "9c0965d00cd4",
  "0009-agreed": "35ea71f7c6fd",
  "0010-notices": "fa012fefb3fe",
  "0011-one-words": "ca32b2267649",
  "0012-notice-hours": "5353a6b67b75",
};

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

/** A database as the version left it whose newest migration that was. */
async function oldDatabase(last: string): Promise<void> {
  const sqlite = new Sqlite(databaseFile(folder));
  // Nothing here outlives the machine.
  sqlite.pragma("synchronous = OFF");
  const db = new Kysely<unknown>({ dialect: sqliteDialect(sqlite) });
  const until = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= last));
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => until } }).migrateToLatest();
  await db.destroy();
  if (error !== undefined) throw error;
}

type Column = { name: string; type: string };

const TABLES = `select name from sqlite_master where type = 'table' and name not like 'kysely_%' and name not like 'sqlite_%'
  and name not like 'wording\\_words%' escape '\\' and name <> 'wording_vocabulary' order by rowid`;

const tablesOf = (file: string) => readRows<{ name: string }>(file, TABLES).map(({ name }) => name);
const columnsOf = (file: string, table: string) => readRows<Column>(file, `pragma table_info(${table})`);

/** Two rows in every table, with something in every column. */
function fill(): void {
  const file = databaseFile(folder);
  const shape = shapeOf(file);
  const db = new Sqlite(file);
  db.pragma("synchronous = OFF");
  for (const [table, columns] of shape) {
    const list = columns.map(({ name }) => `"${name}"`).join(", ");
    const insert = db.prepare(`insert into ${table} (${list}) values (${columns.map(() => "?").join(", ")})`);
    for (const n of [1, 2]) insert.run(...columns.map((column) => valueFor(column, n)));
  }
  if (shape.some(([table]) => table === "wordings"))
    db.exec("insert into wording_words (rowid, stems) values (1, 'netral suka')");
  db.close();
}

function valueFor({ name, type: declared }: Column, n: number): unknown {
  const type = declared.toLowerCase();
  if (name === "alone") return 0;
  // One officer who made it and let it go.
  if (name === "made_by" || name === "approved_by") return "ana";
  if (type === "blob") return Buffer.from([0, n, 255]);
  if (type === "integer") return n;
  if (name === "told") return JSON.stringify([{ title: `dulu ${n}` }]);
  if (name === "body") return JSON.stringify({ title: `kini ${n}`, audience: `unit:BKD ${n}` });
  return `${name} ${n} “é”`;
}

/** All rows of these tables, by these columns. */
function rowsOf(file: string, shape: ReadonlyArray<readonly [string, readonly Column[]]>) {
  return shape.map(([table, columns]) => [
    table,
    readRows(file, `select ${columns.map(({ name }) => `"${name}"`).join(", ")} from ${table} order by 1, 2`),
  ]);
}

const shapeOf = (file: string) => tablesOf(file).map((table) => [table, columnsOf(file, table)] as const);

function schemaOf(file: string): string {
  const tables = readRows(file, "select name, sql from sqlite_master where name not like 'kysely%' order by 1");
  return createHash("sha256").update(JSON.stringify(tables)).digest("hex").slice(0, 12);
}

describe("a database that an earlier version wrote", () => {
  it.each(names.slice(0, -1))(
    "of %s opens with every row it had, and a copy of it as it was lies beside it",
    async (last) => {
      await oldDatabase(last);
      fill();
      const file = databaseFile(folder);
      expect(schemaOf(file)).toBe(SCHEMAS[last]);
      const shape = shapeOf(file);
      const before = rowsOf(file, shape);
      const db = await openDatabase(folder);
      await db.destroy();
      expect(schemaOf(file)).toBe(SCHEMAS[names.at(-1) ?? ""]);
      expect(readRows(file, "select name from kysely_migration order by name")).toEqual(
        names.map((name) => ({ name })),
      );
      expect(rowsOf(file, shape)).toEqual(before);
      if (last >= "0003")
        expect(readRows(file, "select rowid from wording_words where wording_words match 'suka'")).toEqual([
          { rowid: 1 },
        ]);
      if (last >= "0007" && last < "0009")
        expect(readRows(file, "select agreed = body as same from events")).toEqual([{ same: 1 }, { same: 1 }]);
      if (last >= "0007" && last < "0011")
        expect(readRows(file, "select officer, audience from one_words order by id")).toHaveLength(4);

      const copy = join(folder, newest);
      expect(statSync(copy).mode & 0o777).toBe(0o600);
      expect(rowsOf(copy, shapeOf(copy))).toEqual(before);
      expect(readRows(copy, "select max(name) as name from kysely_migration")).toEqual([{ name: last }]);
      expect(readdirSync(folder).filter((name) => name.endsWith(".new"))).toEqual([]);
    },
  );

  it("is copied once, and not at all where it holds nothing", async () => {
    await oldDatabase("0002-office");
    await (await openDatabase(folder)).destroy();
    expect(existsSync(join(folder, newest))).toBe(false);
    removeFolder(folder);
    folder = newFolder();
    await oldDatabase("0002-office");
    fill();
    await (await openDatabase(folder)).destroy();
    const first = readFileSync(join(folder, newest));
    change(databaseFile(folder), "delete from kysely_migration where name > '0012'");
    change(databaseFile(folder), "drop table notice_hours");
    change(databaseFile(folder), "alter table deliveries drop column until");
    await (await openDatabase(folder)).destroy();
    expect(readFileSync(join(folder, newest)).equals(first)).toBe(true);
  });

  it("is left as it was when it cannot be copied", async () => {
    await oldDatabase("0002-office");
    fill();
    const file = databaseFile(folder);
    const [{ rootpage = 0 } = {}] = readRows<{ rootpage: number }>(
      file,
      "select rootpage from sqlite_master where name = 'checks'",
    );
    const bytes = readFileSync(file);
    bytes.fill(0xff, (rootpage - 1) * 4_096, rootpage * 4_096);
    writeFileSync(file, bytes);
    await expect(openDatabase(folder)).rejects.toThrow(
      /sinetral\.db cannot be opened \(SQLITE_CORRUPT\).*Restore a backup/,
    );
    expect(readRows(file, "select name from kysely_migration order by 1")).toEqual(
      names.slice(0, 2).map((name) => ({ name })),
    );
    expect(readdirSync(folder).filter((name) => name.startsWith("before-"))).toEqual([]);
  });

  it("throws the copy away when seven days are over", async () => {
    await oldDatabase("0002-office");
    fill();
    await (await openDatabase(folder)).destroy();
    const now = new Date();
    dropFormerStates(folder, now);
    expect(existsSync(join(folder, newest))).toBe(true);
    utimesSync(join(folder, newest), now, new Date(now.getTime() - 7 * 86_400_000 - 1_000));
    dropFormerStates(folder, now);
    expect(readdirSync(folder)).toEqual(["sinetral.db"]);
  });
});

describe("a database that a newer version wrote", () => {
  it("is not opened and not changed, and the sentence says which version to start", async () => {
    await (await openDatabase(folder)).destroy();
    change(databaseFile(folder), "insert into kysely_migration values ('0099-later', '2031-01-01')");
    const before = readFileSync(databaseFile(folder));
    const says =
      /sinetral\.db cannot be opened \(a newer version of this program wrote it: 0099-later\)\. Start that version/;
    await expect(openDatabase(folder)).rejects.toThrow(says);
    const { code, stderr } = await runInside(runDesk, ["officer", "list"], { environment: { DATA_DIR: folder } });
    expect([code, stderr]).toEqual([3, expect.stringMatching(says)]);
    expect(readFileSync(databaseFile(folder)).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(["sinetral.db"]);
  });
});
