import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keptType, LeaseLostError } from "../../src/chat/session-store.ts";
import type { WhatsAppStore, WhatsAppStoreOptions } from "../../src/stores/whatsapp-store.ts";
import { openSession } from "../support/open-session.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const material = Buffer.from("sixteen bytes and some more");

let folder: string;
let opened: WhatsAppStore[];
beforeEach(() => {
  folder = newFolder();
  opened = [];
});
afterEach(async () => {
  for (const one of opened) await one.close();
  removeFolder(folder);
});

async function open(key: Buffer | undefined, options?: WhatsAppStoreOptions): Promise<WhatsAppStore> {
  const one = await openSession(folder, key, options);
  opened.push(one);
  return one;
}

/** Closed and opened again, as a restart does. */
async function reopen(one: WhatsAppStore): Promise<WhatsAppStore> {
  await one.close();
  opened = opened.filter((other) => other !== one);
  const next = await open(material);
  expect(await next.lease.take()).toBe(true);
  return next;
}

describe.each([
  ["on disk", material],
  ["in memory", undefined],
])("a session %s", (_, key) => {
  const taken = async (options?: WhatsAppStoreOptions) => {
    const one = await open(key, options);
    expect(await one.lease.take()).toBe(true);
    return one.store;
  };

  it("says whether it outlives the process", async () => {
    expect((await open(key)).store.lasting).toBe(key !== undefined);
  });

  it("has no identity until one is written, and then that one", async () => {
    const store = await taken();
    expect(await store.creds()).toBeUndefined();
    await store.write([], '{"me":1}');
    await store.write([{ type: "session", id: "1.0", value: "x" }]);
    expect(await store.creds()).toBe('{"me":1}');
    await store.write([], '{"me":2}');
    expect(await store.creds()).toBe('{"me":2}');
  });

  it("gives back what was written under a type and id, and nothing of what is not there", async () => {
    const store = await taken();
    const many = Array.from({ length: 1_203 }, (_, n) => ({ type: "pre-key", id: String(n), value: `key ${n}` }));
    await store.write([...many, { type: "session", id: "7", value: "another 7" }], "{}");
    expect(await store.read("pre-key", ["7", "1202", "9999"])).toEqual(
      new Map([
        ["7", "key 7"],
        ["1202", "key 1202"],
      ]),
    );
    expect(
      (
        await store.read(
          "pre-key",
          many.map(({ id }) => id),
        )
      ).size,
    ).toBe(many.length);
    expect(await store.read("session", ["7"])).toEqual(new Map([["7", "another 7"]]));
    expect(await store.read("any type at all", [])).toEqual(new Map());
  });

  it("deletes what is set to null, and believes the last word on an id", async () => {
    const store = await taken();
    await store.write([{ type: "session", id: "a", value: "1" }], "{}");
    await store.write([
      { type: "session", id: "a", value: null },
      { type: "session", id: "b", value: null },
      { type: "session", id: "b", value: "2" },
      { type: "session", id: "c", value: "3" },
      { type: "session", id: "c", value: null },
    ]);
    expect(await store.read("session", ["a", "b", "c"])).toEqual(new Map([["b", "2"]]));
  });

  it("takes values of any length and any characters", async () => {
    const store = await taken();
    const values = ["", "a", "ñ😀\u0000\n", "x".repeat(251), "x".repeat(252), "x".repeat(253), "é".repeat(3_000_000)];
    await store.write(
      values.map((value, n) => ({ type: "app-state-sync-version", id: String(n), value })),
      "{}",
    );
    const read = await store.read("app-state-sync-version", [...values.keys()].map(String));
    expect(values.every((value, n) => read.get(String(n)) === value)).toBe(true);
  });

  it("keeps messages in their order with how often they were begun, until they are finished", async () => {
    const store = await taken();
    await store.write([{ type: keptType, id: "B", value: "first" }], "{}");
    await store.write([
      { type: keptType, id: "A", value: "second" },
      { type: "session", id: "1", value: "ratchet" },
    ]);
    await store.write([{ type: keptType, id: "B", value: "first, again" }]);
    expect(await store.read(keptType, ["A", "C"])).toEqual(new Map([["A", "second"]]));
    expect(await store.kept.left()).toEqual([
      { id: "B", body: "first, again", starts: 0 },
      { id: "A", body: "second", starts: 0 },
    ]);
    await store.kept.begin("A");
    await store.kept.begin("never kept");
    await store.kept.finish("B");
    await store.kept.finish("never kept");
    await store.write([{ type: keptType, id: "C", value: "third" }]);
    expect(await store.kept.left()).toEqual([
      { id: "A", body: "second", starts: 1 },
      { id: "C", body: "third", starts: 0 },
    ]);
    await store.write([{ type: keptType, id: "A", value: null }]);
    expect((await store.kept.left()).map(({ id }) => id)).toEqual(["C"]);
  });

  it("keeps what was sent until its time is over", async () => {
    let at = 1_000_000;
    const store = await taken({ now: () => at });
    await store.write([], "identity");
    await store.sent.put("1", "one", at + 10);
    await store.sent.put("1", "one, again", at + 10);
    expect(await store.sent.get("1")).toBe("one, again");
    expect(await store.sent.get("2")).toBeUndefined();
    at += 3_600_000;
    expect(await store.sent.get("1")).toBeUndefined();
  });

  it("keeps nothing that is sent while no device is linked", async () => {
    const store = await taken();
    await store.write([], "identity");
    await store.wipe();
    await store.sent.put("1", "one", Date.now() + 1_000_000);
    expect(await store.sent.get("1")).toBeUndefined();
    expect(await store.creds()).toBeUndefined();
  });

  it("forgets everything when it is wiped", async () => {
    const store = await taken();
    await store.write(
      [
        { type: "session", id: "1", value: "ratchet" },
        { type: keptType, id: "A", value: "a" },
      ],
      "{}",
    );
    await store.sent.put("1", "one", Date.now() + 1_000_000);
    await store.wipe();
    expect(await store.creds()).toBeUndefined();
    expect(await store.read("session", ["1"])).toEqual(new Map());
    expect(await store.kept.left()).toEqual([]);
    expect(await store.sent.get("1")).toBeUndefined();
  });

  it("names the same words the same, and others differently", async () => {
    const store = await taken();
    expect(store.idFor("reply a 1")).toMatch(/^[0-9a-f]{64}$/);
    expect(store.idFor("reply a 1")).toBe(store.idFor("reply a 1"));
    expect(store.idFor("reply a 1")).not.toBe(store.idFor("reply a 2"));
  });

  it("writes nothing without the lease", async () => {
    const { store, lease } = await open(key);
    await expect(store.write([], "{}")).rejects.toThrow(LeaseLostError);
    await lease.take();
    await store.write([], "{}");
    await lease.release();
    await expect(store.kept.begin("A")).rejects.toThrow(LeaseLostError);
    await expect(store.wipe()).rejects.toThrow(LeaseLostError);
    expect(await store.creds()).toBe("{}");
  });
});

describe("a session on disk", () => {
  it("is all there after a restart, with the same names for the same words", async () => {
    const first = await open(material);
    await first.lease.take();
    await first.store.write(
      [
        { type: "session", id: "1", value: "ratchet" },
        { type: keptType, id: "A", value: "a" },
      ],
      "{}",
    );
    await first.store.sent.put("1", "one", Date.now() + 1_000_000);
    const name = first.store.idFor("reply a 1");
    const { store } = await reopen(first);
    expect(await store.creds()).toBe("{}");
    expect(await store.read("session", ["1"])).toEqual(new Map([["1", "ratchet"]]));
    expect(await store.kept.left()).toEqual([{ id: "A", body: "a", starts: 0 }]);
    expect(await store.sent.get("1")).toBe("one");
    expect(store.idFor("reply a 1")).toBe(name);
  });

  it("counts the starts at which a message was begun", async () => {
    const first = await open(material);
    await first.lease.take();
    await first.store.write([{ type: keptType, id: "A", value: "a" }], "{}");
    await first.store.kept.begin("A");
    const second = await reopen(first);
    await second.store.kept.begin("A");
    expect((await second.store.kept.left())[0]?.starts).toBe(2);
  });
});
