import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import type { NewCase, StoredPart } from "../../src/tips/tip-store.ts";
import { findLeaks, placesIn, type Secret } from "../support/leaks.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { addAfterAll, change, newCase, newPart } from "../support/tips-rows.ts";

type Store = ReturnType<typeof createTipStore>;
let folder: string;
let store: Store;
let desk: Store;
const open = async () => createTipStore(await openTipsDatabase(folder), { emptyingMs: 100 });
beforeEach(async () => {
  folder = newFolder();
  store = await open();
  desk = await open();
});
afterEach(async () => {
  await desk.end();
  await store.end();
  removeFolder(folder);
});

async function told(day: string, bytes: number[]) {
  const opened = newCase(day);
  await store.begin(opened);
  const parts = bytes.map((each) => newPart(opened.id, { day, bytes: each }));
  for (const part of parts) await addAfterAll(store, opened, [part], randomBytes(1_024));
  return { opened, parts };
}

/** Whatever could be found of a case: its names, and pieces from everywhere in what is sealed. */
function tracesOf(opened: NewCase, parts: readonly StoredPart[]): Secret[] {
  const pieces = (what: string, bytes: Uint8Array) =>
    [0, 0.25, 0.5, 0.75, 1].map((at) => {
      const start = Math.floor((bytes.length - 24) * at);
      return { name: `${what} at ${start}`, value: bytes.subarray(start, start + 24) };
    });
  return [
    { name: "case", value: opened.id },
    { name: "tag", value: opened.tag },
    { name: "mailbox", value: opened.mailbox },
    { name: "part key", value: opened.partKey },
    { name: "lookup", value: Buffer.from(opened.lookup, "hex") },
    ...pieces("state", opened.state),
    ...parts.flatMap(({ id, header, body }) => [
      { name: "part", value: Buffer.from(id, "hex") },
      ...pieces("header", header),
      ...pieces("body", body),
    ]),
  ];
}

/** Raw bytes: sealed noise is packed nowhere, and the files are large. */
function traces(secrets: readonly Secret[]): string[] {
  const places = placesIn(folder);
  return secrets.flatMap(({ name, value }) =>
    places.filter(({ bytes }) => bytes.includes(Buffer.from(value))).map((place) => `${name} in ${place.name}`),
  );
}

const logSizes = () => ["keys.db-wal", "tips.db-wal"].map((name) => statSync(join(folder, name)).size);

describe("a case that is shredded", () => {
  it("leaves no byte of its header, lookup, tag, state or bodies in any file, while others stay", async () => {
    const others = [await told("2031-02-03", [1_024, 16_384])];
    const gone = await told("2031-02-03", [1_024, 4_096, 65_536, 1_048_576]);
    others.push(await told("2031-02-04", [1_024, 262_144]));
    const secrets = tracesOf(gone.opened, gone.parts);
    expect(traces(secrets).length).toBeGreaterThan(secrets.length - 6);
    expect(await store.shred(gone.opened.id)).toBe(true);
    expect(traces(secrets)).toEqual([]);
    expect(findLeaks(secrets, placesIn(folder))).toEqual([]);
    expect(logSizes()).toEqual([0, 0]);
    for (const { opened, parts } of others) {
      expect(await desk.parts(opened.id)).toHaveLength(parts.length);
      expect(traces([{ name: "case", value: opened.id }])).not.toEqual([]);
    }
  });

  it("leaves none either when the sweep took it, or when a crash had left bodies without their header", async () => {
    const old = await told("2031-01-01", [1_024, 65_536]);
    await store.close(old.opened.id, "2031-01-05");
    const crashed = await told("2031-04-01", [65_536]);
    for (const table of ["headers", "mailboxes"])
      change(tipFiles(folder).keys, `delete from ${table} where case_id = ?`, crashed.opened.id);
    const young = await told("2031-04-04", [1_024]);
    expect(await store.cases()).toHaveLength(2);
    expect(await store.sweep("2031-04-05")).toBe(1);
    expect(traces([old, crashed].flatMap(({ opened, parts }) => tracesOf(opened, parts)))).toEqual([]);
    expect(logSizes()).toEqual([0, 0]);
    expect((await store.cases()).map(({ id }) => id)).toEqual([young.opened.id]);
  });

  it("says that its traces stay while somebody reads an older state, and they go when that has ended", async () => {
    const { opened, parts } = await told("2031-02-03", [4_096]);
    const secrets = tracesOf(opened, parts);
    const reader = new Sqlite(tipFiles(folder).keys, { readonly: true });
    reader.exec("begin");
    reader.prepare("select count(*) from headers").get();
    expect(await store.shred(opened.id)).toBe(false);
    expect(await store.find(opened.lookup)).toBeUndefined();
    expect(traces(secrets)).not.toEqual([]);
    reader.exec("commit");
    reader.close();
    expect(await store.emptyLogs()).toBe(true);
    expect(traces(secrets)).toEqual([]);
  });
});

describe("what the files tell of when something came", () => {
  it("is the day alone: the time of day of the last write is on none of them", async () => {
    await told("2031-02-03", [1_024, 65_536]);
    const times = readdirSync(folder).map((file) => statSync(join(folder, file)).mtimeMs % 86_400_000);
    expect(new Set(times)).toEqual(new Set([0]));
  });

  it("is no order within a day that is over, neither by ids nor by where in the file it lies", async () => {
    const parts: StoredPart[] = [];
    for (let n = 0; n < 30; n += 1) {
      const { opened } = await told("2031-02-03", []);
      const own = [900, 900, 6_000, 6_000, 6_000, 6_000, 20_000, 20_000].map((bytes) => newPart(opened.id, { bytes }));
      await store.add(own);
      parts.push(...own);
    }
    const order = parts.map((_, n) => n);
    const { keys, tips } = tipFiles(folder);
    const places = (file: string, of: "header" | "body") => {
      const bytes = readFileSync(file);
      return parts.map((part) => bytes.indexOf(part[of].subarray(part[of].length - 24)));
    };
    await store.emptyLogs();
    // Before, it does tell, more or less well by the chance of the ids.
    expect(correlation(order, places(tips, "body"))).toBeGreaterThan(0.5);
    expect(correlation(order, places(keys, "header"))).toBeGreaterThan(0.5);
    await store.sweep("2031-02-04");
    expect(places(tips, "body")).not.toContain(-1);
    // Of 240, five times what chance gives.
    for (const each of [
      places(tips, "body"),
      places(keys, "header"),
      parts.map(({ id }) => Number.parseInt(id.slice(0, 12), 16)),
    ])
      expect(Math.abs(correlation(order, each))).toBeLessThan(0.32);
    expect((await store.cases()).length).toBe(30);
    expect(logSizes()).toEqual([0, 0]);
  });
});

/** Spearman's. */
function correlation(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [ranks(one), ranks(other)];
  const n = one.length;
  const squares = a.reduce((sum, rank, at) => sum + (rank - (b[at] ?? 0)) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

function ranks(values: readonly number[]): number[] {
  const sorted = values.map((value, at) => ({ value, at })).sort((x, y) => x.value - y.value);
  const result: number[] = [];
  for (const [rank, { at }] of sorted.entries()) result[at] = rank;
  return result;
}
