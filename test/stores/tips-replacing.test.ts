import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTipsDatabase } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { TipNotStoredError } from "../../src/tips/tip-store.ts";
import { findLeaks, placesIn } from "../support/leaks.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { byId, hex, newCase, newPart } from "../support/tips-rows.ts";

let folder: string;
let store: ReturnType<typeof createTipStore>;
beforeEach(async () => {
  folder = newFolder();
  store = createTipStore(await openTipsDatabase(folder), { patienceMs: 500, emptyingMs: 200 });
});
afterEach(async () => {
  await store.end();
  removeFolder(folder);
});

async function told(parts: number) {
  const opened = newCase("2031-02-03");
  await store.begin(opened);
  const written = Array.from({ length: parts }, () => newPart(opened.id, { day: "2031-02-03" }));
  await store.add(written);
  return { opened, written };
}

describe("parts in place of others", () => {
  it("are there and the others are gone, from the disk too", async () => {
    const { opened, written } = await told(3);
    const [first, ...rest] = written;
    if (first === undefined) throw new Error("There are three");
    const old = { ...newPart(opened.id), body: new TextEncoder().encode(`${hex()} lama sekali`) };
    await store.add([old]);
    const anew = [newPart(opened.id), newPart(opened.id), newPart(opened.id)];
    expect(await store.replace(opened.id, [first.id, old.id], anew)).toBe(true);
    expect(await store.parts(opened.id)).toEqual(byId([...rest, ...anew]));
    expect(findLeaks([{ name: "old", value: new TextDecoder().decode(old.body) }], placesIn(folder))).toEqual([]);
  });

  it("change nothing where one that they are for is gone, or the case", async () => {
    const { opened, written } = await told(2);
    const anew = [newPart(opened.id)];
    expect(await store.replace(opened.id, [written[0]?.id ?? "", hex()], anew)).toBe(false);
    expect(await store.parts(opened.id)).toEqual(byId(written));
    await store.shred(opened.id);
    expect(await store.replace(opened.id, [written[0]?.id ?? ""], anew)).toBe(false);
    expect(await store.parts(opened.id)).toEqual([]);
  });

  it("change nothing where one of them is there already", async () => {
    const { opened, written } = await told(2);
    const taken = written.map(({ id }) => id);
    await expect(store.replace(opened.id, taken, [newPart(opened.id), ...written])).rejects.toThrow(TipNotStoredError);
    expect(await store.parts(opened.id)).toEqual(byId(written));
  });
});
