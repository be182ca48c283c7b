import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import type { SignedList } from "../../src/tips/reader.ts";
import { type StoredPart, TipNotStoredError } from "../../src/tips/tip-store.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { byId, hex, newCase, newPart, readRows } from "../support/tips-rows.ts";

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
  if (parts > 0) expect(await store.add(written)).toEqual(stored);
  return { opened, written };
}

const stored = { kind: "stored" };
const stateOf = (text: string) => new Uint8Array(Buffer.from(text));
const shown = async (from: Store) => (await from.cases()).map(({ id }) => id).sort();

describe("a case", () => {
  it("is found by its lookup alone, with its state, also by another process and after the next start", async () => {
    const { opened } = await told("2031-02-03");
    const { lookup, state, ...about } = opened;
    const found = { stored: about, state: new Uint8Array(state) };
    expect(await store.find(lookup)).toEqual(found);
    expect(await desk.find(lookup)).toEqual(found);
    expect(await store.find(hex())).toBeUndefined();
    await store.end();
    store = await open();
    expect(await store.find(lookup)).toEqual(found);
    expect(await store.caseOf(opened.id)).toEqual(about);
  });

  it("gives its parts back as they came, in the order of their random ids", async () => {
    const { opened, written } = await told("2031-02-03", 12);
    await told("2031-02-03", 2);
    expect(await desk.parts(opened.id)).toEqual(byId(written));
    expect(await desk.parts("aaaa-aaaa-aaaa")).toEqual([]);
    const answer = newPart(opened.id, { from: "pembaca" });
    await desk.add([answer]);
    expect(await store.parts(opened.id, "pembaca")).toEqual(byId([answer]));
    expect(await store.parts(opened.id, "pelapor")).toEqual(byId(written));
    expect(await store.parts(opened.id, "asli")).toEqual([]);
  });

  it("gives back a body of any length", async () => {
    const { opened } = await told("2031-02-03", 0);
    const lengths = [0, 1, 16_383, 16_384, 16_385, 32_768, 5_000_001];
    const written = lengths.map((bytes) => newPart(opened.id, { bytes }));
    expect(await store.add(written)).toEqual(stored);
    const expected = byId(written);
    for (const [n, part] of (await desk.parts(opened.id)).entries()) {
      expect(part.body.length).toBe(expected[n]?.body.length);
      expect(Buffer.compare(part.body, expected[n]?.body ?? new Uint8Array())).toBe(0);
    }
    expect((await desk.cases())[0]?.size).toBe(lengths.reduce((sum, each) => sum + each));
    await store.sweep("2031-02-04");
    expect(
      Buffer.compare((await desk.parts(opened.id)).at(-1)?.body ?? Buffer.of(), expected.at(-1)?.body ?? Buffer.of(1)),
    ).toBe(0);
  });

  it("takes its new state with the parts", async () => {
    const { opened } = await told("2031-02-03");
    const [second, third] = [stateOf("second"), stateOf("third")];
    const { id, lookup, state } = opened;
    expect(await store.add([newPart(id)], { case: id, read: state, sealed: second })).toEqual(stored);
    expect((await store.find(lookup))?.state).toEqual(second);
    expect(await store.add([], { case: id, read: second, sealed: third })).toEqual(stored);
    expect((await store.find(lookup))?.state).toEqual(third);
  });

  it("takes nothing that follows another state than it has, and gives back the one it has", async () => {
    const { opened, written } = await told("2031-02-03");
    const { id, lookup, state } = opened;
    const part = newPart(id);
    expect(await desk.add([part], { case: id, read: state, sealed: stateOf("second") })).toEqual(stored);
    const late = { case: id, read: state, sealed: stateOf("late") };
    for (const each of [store, desk])
      expect(await each.add([newPart(id)], late)).toEqual({ kind: "outrun", state: stateOf("second") });
    expect((await store.find(lookup))?.state).toEqual(stateOf("second"));
    expect(await desk.parts(id)).toEqual(byId([...written, part]));
    expect(readRows(tipFiles(folder).tips, "select 1 from bodies")).toHaveLength(2);
  });

  it("takes one of two parts that follow the same state, from whichever process, and the other after that one", async () => {
    const opened = newCase("2031-02-03", { state: stateOf("start") });
    await store.begin(opened);
    const { id, lookup } = opened;
    const parts: StoredPart[] = [];
    /** Writes until it is taken, as a session does; resolves to how often it was outrun. */
    async function write(into: Store, n: number): Promise<number> {
      const part = newPart(id);
      parts.push(part);
      for (let read = opened.state, outrun = 0; ; outrun += 1) {
        const sealed = stateOf(`${Buffer.from(read)},${n}`);
        const added = await into.add([part], { case: id, read, sealed });
        if (added.kind === "stored") return outrun;
        if (added.kind === "gone") throw new Error("the case is there");
        read = added.state;
      }
    }
    const outrun = await Promise.all(Array.from({ length: 12 }, (_, n) => write(n % 2 === 0 ? store : desk, n)));
    expect(outrun.filter((times) => times === 0)).toHaveLength(1);
    const [, ...order] = Buffer.from((await store.find(lookup))?.state ?? [])
      .toString()
      .split(",");
    expect(order.sort()).toEqual(outrun.map((_, n) => `${n}`).sort());
    expect(await store.parts(id)).toEqual(byId(parts));
  });

  it("takes what readers write whatever its state is", async () => {
    const { opened } = await told("2031-02-03");
    await store.add([newPart(opened.id)], { case: opened.id, read: opened.state, sealed: stateOf("second") });
    expect(await desk.add([newPart(opened.id, { from: "pembaca" })])).toEqual(stored);
    expect((await store.find(opened.lookup))?.state).toEqual(stateOf("second"));
  });

  it("takes nothing once it is gone, and says so", async () => {
    const { opened } = await told("2031-02-03");
    expect(await desk.shred(opened.id)).toBe(true);
    const late = { case: opened.id, read: opened.state, sealed: Buffer.from("x") };
    expect(await store.add([newPart(opened.id)], late)).toEqual({ kind: "gone" });
    expect(await store.add([newPart(opened.id)])).toEqual({ kind: "gone" });
    expect(await store.find(opened.lookup)).toBeUndefined();
    expect(await store.parts(opened.id)).toEqual([]);
  });

  it("takes all of several parts or none of them", async () => {
    const { opened, written } = await told("2031-02-03");
    const again = [newPart(opened.id), ...written];
    const next = { case: opened.id, read: opened.state, sealed: Buffer.from("x") };
    await expect(store.add(again, next)).rejects.toThrow(TipNotStoredError);
    expect(await store.parts(opened.id)).toEqual(byId(written));
    expect((await store.find(opened.lookup))?.state).toEqual(new Uint8Array(opened.state));
  });

  it("is not begun twice", async () => {
    const { opened } = await told("2031-02-03");
    await expect(store.begin(opened)).rejects.toThrow(TipNotStoredError);
    await expect(store.begin(newCase("2031-02-03", { lookup: opened.lookup }))).rejects.toThrow(TipNotStoredError);
    expect(await shown(desk)).toEqual([opened.id]);
  });

  it("is listed with the newest day first and the bytes of its bodies, within a day by its random id", async () => {
    const days = ["2031-02-03", "2031-02-05", "2031-02-04", "2031-02-05", "2031-02-05", "2031-02-03"];
    for (const day of days) await told(day, 2);
    const listed = await desk.cases();
    expect(listed.map(({ day }) => day)).toEqual([...days].sort().reverse());
    expect(listed.every(({ size }) => size === 2_048)).toBe(true);
    const newest = listed.slice(0, 3).map(({ id }) => id);
    expect(newest).toEqual([...newest].sort());
    expect(await store.casesOn("2031-02-05")).toBe(3);
    expect(await store.casesOn("2031-02-06")).toBe(0);
  });

  it("keeps the day on which it was first closed, until it is opened again", async () => {
    const { opened } = await told("2031-02-03");
    for (const day of ["2031-02-10", "2031-02-20"]) await desk.close(opened.id, day);
    expect((await store.caseOf(opened.id))?.closed).toBe("2031-02-10");
    await store.reopen(opened.id);
    expect((await desk.caseOf(opened.id))?.closed).toBeUndefined();
    await desk.close(opened.id, "2031-02-20");
    expect((await store.cases())[0]?.closed).toBe("2031-02-20");
  });

  it("is named by random ids and days alone: anything else is refused, and not repeated", async () => {
    const { opened } = await told("2031-02-03");
    const number = "6281234567890";
    for (const wrong of [{ id: number }, { lookup: number }, { tag: number }, { day: number }, { closed: number }])
      await expect(store.begin(newCase("2031-02-03", wrong))).rejects.toThrow(/^not the \w+ of a tip$/);
    for (const wrong of [{ id: number }, { case: number }, { day: number }])
      await expect(store.add([{ ...newPart(opened.id), ...wrong }])).rejects.toThrow(/^not the \w+ of a tip$/);
    expect(await shown(store)).toEqual([opened.id]);
  });
});

describe("lists of readers and requests", () => {
  const list = (version: number, signatures: string[]): SignedList => ({
    list: { version, before: "", readers: [] },
    signatures: signatures.map((name) => ({ name, signature: "s" })),
  });

  it("are kept by version, the last as it was put last", async () => {
    expect(await store.lists()).toEqual([]);
    for (const each of [list(2, ["ana"]), list(1, ["ana", "budi"]), list(2, ["ana", "budi"])]) await desk.putList(each);
    expect(await store.lists()).toEqual([list(1, ["ana", "budi"]), list(2, ["ana", "budi"])]);
  });

  it("count once, whoever brings them again, and go with their case", async () => {
    const { opened } = await told("2031-02-03");
    const base = { act: "hapus", case: opened.id, digest: hex(32), day: "2031-02-03" } as const;
    const request = (nonce: string, names: string[]) => ({
      ...base,
      nonce,
      signatures: names.map((name) => ({ name, signature: "s" })),
    });
    await desk.putRequest(request("a1", ["ana"]));
    await desk.putRequest(request("a1", ["ana", "budi"]));
    await desk.putRequest(request("b2", ["ana"]));
    expect(await store.requests()).toEqual([request("a1", ["ana", "budi"]), request("b2", ["ana"])]);
    expect(await Promise.all([store.spendRequest("a1"), desk.spendRequest("a1")])).toEqual(
      expect.arrayContaining([true, false]),
    );
    await desk.putRequest(request("a1", ["ana"]));
    expect(await store.spendRequest("a1")).toBe(false);
    expect(await store.requests()).toEqual([request("b2", ["ana"])]);
    await store.shred(opened.id);
    expect(await store.requests()).toEqual([]);
    expect(await store.spendRequest("never asked")).toBe(false);
  });
});

describe("the salt", () => {
  it("is 16 random bytes, the same for every process and after every start", async () => {
    const salt = await store.salt();
    expect(salt).toHaveLength(16);
    expect(await desk.salt()).toEqual(salt);
    await store.end();
    store = await open();
    expect(await store.salt()).toEqual(salt);
  });
});
