import { copyFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { byId, change, newCase, newPart, readRows } from "../support/tips-rows.ts";

type Store = ReturnType<typeof createTipStore>;
let folder: string;
/** The service, and the desk that has the same files open. */
let store: Store;
let desk: Store;
const open = async () => createTipStore(await openTipsDatabase(folder), { patienceMs: 500, emptyingMs: 200 });
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

/** What a reporter's dialogue begins and fills. */
async function told(day: string, parts = 1) {
  const opened = newCase(day);
  await store.begin(opened);
  const written = Array.from({ length: parts }, () => newPart(opened.id, { day }));
  if (parts > 0) expect(await store.add(written)).toEqual({ kind: "stored" });
  return { opened, written };
}

const shown = async (from: Store) => (await from.cases()).map(({ id }) => id).sort();

describe("the sweep", () => {
  it("takes what was closed 90 days ago, what is a year old and what stayed without a part for a full day", async () => {
    const closed = (await told("2031-01-01")).opened.id;
    await store.close(closed, "2031-02-03");
    const open = (await told("2031-01-01")).opened.id;
    const empty = (await told("2031-01-01", 0)).opened.id;
    expect(await store.sweep("2031-01-02")).toBe(0);
    expect(await store.sweep("2031-01-03")).toBe(1);
    expect(await shown(desk)).toEqual([closed, open].sort());
    expect(empty).not.toBe(open);
    expect(await desk.sweep("2031-05-03")).toBe(0);
    expect(await desk.sweep("2031-05-04")).toBe(1);
    expect(await shown(store)).toEqual([open]);
    expect(await store.sweep("2031-12-31")).toBe(0);
    expect(await store.sweep("2032-01-01")).toBe(1);
    expect(await shown(store)).toEqual([]);
  });

  it("takes nothing on a day that is far ahead of the last one, for the clock may be wrong", async () => {
    const { opened } = await told("2031-01-01");
    await store.sweep("2031-01-02");
    expect(await store.sweep("2033-07-01")).toBe(0);
    expect(await desk.sweep("2033-07-01")).toBe(0);
    expect(await store.sweep("2031-01-03")).toBe(0);
    expect(await shown(desk)).toEqual([opened.id]);
    expect(await store.sweep("2033-07-01")).toBe(0);
    expect(await store.sweep("2033-07-02")).toBe(1);
  });

  it("leaves a case that was opened again", async () => {
    const { opened } = await told("2031-01-01");
    await store.close(opened.id, "2031-01-05");
    await store.reopen(opened.id);
    expect(await store.sweep("2031-06-01")).toBe(0);
  });

  it("takes what a crash left without its keys at once, and parts without their header when a day is over", async () => {
    const [whole, keyless] = [await told("2031-02-03", 2), await told("2031-02-03", 2)];
    const { keys, tips } = tipFiles(folder);
    const [lost, kept] = whole.written;
    change(keys, "delete from headers where part = ?", Buffer.from(lost?.id ?? "", "hex"));
    for (const table of ["headers", "mailboxes"])
      change(keys, `delete from ${table} where case_id = ?`, keyless.opened.id);
    const bodies = () => readRows<{ part: string }>(tips, "select lower(hex(part)) as part from bodies order by 1");
    const sorted = (parts: Array<string | undefined>) => parts.sort().map((part) => ({ part }));
    expect(await shown(desk)).toEqual([whole.opened.id]);
    expect((await desk.cases())[0]?.size).toBe(1_024);
    expect(await desk.sweep("2031-02-04")).toBe(0);
    expect(bodies()).toEqual(sorted([lost?.id, kept?.id]));
    expect(await desk.sweep("2031-02-05")).toBe(0);
    expect(bodies()).toEqual(sorted([kept?.id]));
    expect(readRows(tips, "select id from cases")).toEqual([{ id: whole.opened.id }]);
    expect(await store.parts(whole.opened.id)).toEqual(byId(whole.written.slice(1)));
  });

  it("takes the keys of what was shredded once more when they came back from a backup", async () => {
    const { opened } = await told("2031-02-03");
    const copies = newFolder();
    await store.copyTo(copies);
    await store.shred(opened.id);
    await Promise.all([store.end(), desk.end()]);
    copyFileSync(tipFiles(copies).keys, tipFiles(folder).keys);
    removeFolder(copies);
    [store, desk] = [await open(), await open()];
    expect(await store.find(opened.lookup)).toBeUndefined();
    await store.sweep("2031-02-05");
    for (const table of ["headers", "mailboxes"])
      expect(readRows(tipFiles(folder).keys, `select * from ${table}`)).toEqual([]);
  });

  it("takes nothing when the clock went back", async () => {
    await told("2031-02-03");
    await told("2031-02-03", 0);
    expect(await store.sweep("2030-02-03")).toBe(0);
    expect(await store.cases()).toHaveLength(2);
  });
});
