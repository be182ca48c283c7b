import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { newFolder, removeFolder, startFile } from "../support/process.ts";
import { byId, newCase, newPart, readRows } from "../support/tips-rows.ts";

let folder: string;
let copies: string;
let store: ReturnType<typeof createTipStore>;
beforeEach(async () => {
  folder = newFolder();
  copies = newFolder();
  store = createTipStore(await openTipsDatabase(folder));
});
afterEach(async () => {
  await store.end();
  removeFolder(folder);
  removeFolder(copies);
});

describe("a copy of the tips", () => {
  it("is a store of its own with everything but what was shredded, for its owner alone, and tells the day it was made", async () => {
    const [kept, gone] = [newCase(), newCase()];
    for (const opened of [kept, gone]) await store.begin(opened);
    const part = newPart(kept.id, { bytes: 70_000 });
    await store.add([part]);
    await store.add([newPart(gone.id, { bytes: 70_000 })]);
    await store.shred(gone.id);
    await store.copyTo(copies);
    expect(readdirSync(copies).sort()).toEqual(["keys.db", "tips.db"]);
    for (const file of Object.values(tipFiles(copies))) {
      const { mode, mtimeMs } = statSync(file);
      expect([mode & 0o777, mtimeMs % 86_400_000]).toEqual([0o600, 0]);
    }
    const copy = createTipStore(await openTipsDatabase(copies));
    expect((await copy.cases()).map(({ id }) => id)).toEqual([kept.id]);
    expect(await copy.parts(kept.id)).toEqual(byId([part]));
    expect(await copy.salt()).toEqual(await store.salt());
    await copy.end();
  });

  it("is never laid over one that is there, nor left half made", async () => {
    await store.copyTo(copies);
    const made = statSync(tipFiles(copies).keys).ino;
    await expect(store.copyTo(copies)).rejects.toThrow(/EEXIST.*keys\.db/);
    expect(statSync(tipFiles(copies).keys).ino).toBe(made);
    await expect(store.copyTo(join(copies, "missing"))).rejects.toThrow(/ENOENT/);
    expect(existsSync(join(copies, "missing"))).toBe(false);
  });

  it("has the body of every header and the case of every mailbox while another process adds, shreds and sweeps", async () => {
    const child = startFile(join("test", "support", "tips-writer.ts"), [folder, "2031-01-01"], {});
    const dead = once(child, "close");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    try {
      for (let n = 0; n < 15; n += 1) {
        for (let line = 0; line < 4; line += 1) expect(await lines.next()).toMatchObject({ done: false });
        const into = newFolder();
        try {
          await store.copyTo(into);
          // It writes on while a copy is made, and else not: on a busy machine each copy would be far larger than the one before.
          child.kill("SIGSTOP");
          await isWhole(into);
        } finally {
          child.kill("SIGCONT");
          removeFolder(into);
        }
      }
    } finally {
      child.kill("SIGKILL");
      await dead;
    }
  });
});

async function isWhole(into: string): Promise<void> {
  const { keys, tips } = tipFiles(into);
  const bodies = new Set(
    readRows<{ name: string }>(tips, "select case_id || hex(part) as name from bodies").map(({ name }) => name),
  );
  const headers = readRows<{ name: string }>(keys, "select case_id || hex(part) as name from headers");
  expect(headers.filter(({ name }) => !bodies.has(name))).toEqual([]);
  const cases = new Set(readRows<{ id: string }>(tips, "select id from cases").map(({ id }) => id));
  const mailboxes = readRows<{ id: string; lookup: string }>(
    keys,
    "select case_id as id, lower(hex(lookup)) as lookup from mailboxes",
  );
  expect(mailboxes.filter(({ id }) => !cases.has(id))).toEqual([]);
  expect(mailboxes.length).toBeGreaterThan(0);
  const copy = createTipStore(await openTipsDatabase(into));
  for (const { id, lookup } of mailboxes) {
    // What the writer put into the state of a case.
    const { n } = JSON.parse(Buffer.from((await copy.find(lookup))?.state ?? []).toString()) as { n: number };
    expect((await copy.parts(id)).length).toBe(n);
  }
  await copy.end();
}
