import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTipsDatabase, type TipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { type NewCase, TipNotStoredError } from "../../src/tips/tip-store.ts";
import { newFolder, removeFolder, startFile } from "../support/process.ts";
import { addAfterAll, byId, fillWhole, newCase, newPart, readRows } from "../support/tips-rows.ts";

let own: string;
/** Where the store is. */
let folder: string;
let database: TipsDatabase;
let store: ReturnType<typeof createTipStore>;
let opened: NewCase;
beforeEach(async () => {
  own = newFolder();
  folder = own;
  await open();
  opened = newCase();
  await store.begin(opened);
});
afterEach(async () => {
  await store.end();
  if (folder !== own) spawnSync("umount", ["-l", folder]);
  removeFolder(own);
});

async function open(mostPages?: { keys?: number; tips?: number }) {
  database = await openTipsDatabase(folder, mostPages);
  store = createTipStore(database, { patienceMs: 300, emptyingMs: 100 });
}

const rejection = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** What writes fails in the one way, and whoever reads sees no difference. */
async function refuses(code: RegExp, work: () => Promise<unknown>): Promise<void> {
  const look = async () => [await store.cases(), await store.find(opened.lookup), await store.parts(opened.id)];
  const before = await look();
  const error = await rejection(work());
  expect(error).toBeInstanceOf(TipNotStoredError);
  expect(error).toMatchObject({ code: expect.stringMatching(code) });
  expect(error).not.toHaveProperty("cause");
  expect((error as Error).message).not.toContain(opened.id);
  expect(await look()).toEqual(before);
}

async function refusesParts(code: RegExp): Promise<void> {
  const large = () => newPart(opened.id, { bytes: 60_000 });
  await refuses(code, () => addAfterAll(store, opened, [large()], Buffer.from("late")));
  await refuses(code, () => store.add([newPart(opened.id), large()]));
}

async function refusesCases(code: RegExp): Promise<void> {
  const late = newCase();
  await refuses(code, () => store.begin(late));
  expect(await store.find(late.lookup)).toBeUndefined();
}

async function goesOn(): Promise<void> {
  const part = newPart(opened.id, { bytes: 60_000 });
  const before = await store.parts(opened.id);
  expect(await addAfterAll(store, opened, [part], Buffer.from("goes on"))).toEqual({ kind: "stored" });
  expect(await store.parts(opened.id)).toEqual(byId([...before, part]));
  expect(Buffer.from((await store.find(opened.lookup))?.state ?? []).toString()).toBe("goes on");
  const { keys, tips } = tipFiles(folder);
  const named = "select case_id, hex(part) as part from";
  const headers = readRows(keys, `${named} headers order by 1, 2`);
  expect(readRows(tips, `${named} bodies order by 1, 2`)).toEqual(headers);
  expect(readRows(tips, `${named} pieces group by 1, 2 order by 1, 2`)).toEqual(headers);
}

describe("a store whose disk", () => {
  it.each(["keys", "tips"] as const)(
    "is full for %s.db takes nothing, shows no half, and goes on with room",
    async (which) => {
      const pages = (at: "keys" | "tips") =>
        readRows<{ page_count: number }>(tipFiles(folder)[at], "pragma page_count")[0]?.page_count ?? 0;
      await store.end();
      await open({ [which]: pages(which) });
      for (let last: unknown; last === undefined; )
        last = await rejection(addAfterAll(store, opened, [newPart(opened.id, { bytes: 100 })], Buffer.alloc(2_000)));
      await refusesParts(/^SQLITE_FULL$/);
      // A case alone is small: it may still go in beside the others.
      if (which === "keys") await refusesCases(/^SQLITE_FULL$/);
      await sql.raw("pragma max_page_count = 100000").execute(database[which]);
      await goesOn();
    },
  );

  it.each(["keys", "tips"] as const)(
    "is read-only for %s.db takes nothing and goes on when it is not",
    async (which) => {
      await sql`pragma query_only = on`.execute(database[which]);
      await refusesParts(/^SQLITE_READONLY$/);
      await refusesCases(/^SQLITE_READONLY$/);
      const shredded = await store.shred(opened.id).catch((error: unknown) => error);
      if (which === "keys") expect(shredded).toBeInstanceOf(TipNotStoredError);
      else expect(shredded).toBe(false);
      await sql`pragma query_only = off`.execute(database[which]);
      if (which === "tips") {
        // What opens it went first, and stays away; the rest goes with the next try.
        expect(await store.find(opened.lookup)).toBeUndefined();
        expect(await store.shred(opened.id)).toBe(true);
        expect(readRows(tipFiles(folder).tips, "select * from cases")).toEqual([]);
        opened = newCase();
        await store.begin(opened);
      }
      await goesOn();
    },
  );

  it.each(["keys", "tips"] as const)(
    "is locked for %s.db by another process waits without holding this one up, then takes nothing",
    async (which) => {
      const other = new Sqlite(tipFiles(folder)[which]);
      other.exec("begin immediate");
      let turns = 0;
      const timer = setInterval(() => {
        turns += 1;
      }, 10);
      const began = performance.now();
      await refusesParts(/^SQLITE_BUSY/);
      await refusesCases(/^SQLITE_BUSY/);
      clearInterval(timer);
      expect(turns).toBeGreaterThan((performance.now() - began) / 100);
      other.exec("commit");
      await goesOn();
      other.exec("begin immediate");
      const waiting = store.add([newPart(opened.id)]);
      setTimeout(() => other.exec("commit"), 100);
      expect(await waiting).toEqual({ kind: "stored" });
      other.close();
    },
  );

  const hasPrlimit = process.platform === "linux" && spawnSync("prlimit", ["--version"]).error === undefined;
  it.skipIf(!hasPrlimit)("fails in the middle of a write takes nothing and goes on when it does not", async () => {
    const child = startFile(join("test", "support", "tips-limited.ts"), [folder], {});
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value ?? "{}") as Record<string, unknown>;
    const limit = (bytes: string) =>
      expect(spawnSync("prlimit", [`--pid=${child.pid}`, `--fsize=${bytes}:unlimited`]).status).toBe(0);
    const add = async (bytes: number) => {
      child.stdin.write(`${bytes}\n`);
      return [await next(), ((await next())["shown"] as string[]).length] as const;
    };
    await next();
    expect(await add(10_000)).toMatchObject([{ added: "stored" }, 1]);
    // The system ends each write there, in the midst of a body.
    limit("200000");
    for (const bytes of [300_000, 1_000_000])
      expect(await add(bytes)).toMatchObject([
        { name: "TipNotStoredError", code: expect.stringMatching(/^SQLITE_(IOERR|FULL)/) },
        1,
      ]);
    limit("unlimited");
    expect(await add(300_000)).toMatchObject([{ added: "stored" }, 2]);
    const ended = once(child, "close");
    child.stdin.end();
    await ended;
    for (const file of Object.values(tipFiles(folder)))
      expect(readRows(file, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
  });

  it("is really full takes nothing, yet shreds what it has, and goes on with room", async ({ skip }) => {
    const small = join(own, "small");
    mkdirSync(small);
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=5m", "tmpfs", small]).status !== 0)
      skip("needs to mount a disk");
    await store.end();
    folder = small;
    await open();
    await store.begin(opened);
    let count = 0;
    const filled = await rejection(
      (async () => {
        for (; ; count += 1)
          await addAfterAll(store, opened, [newPart(opened.id, { bytes: 60_000 })], Buffer.from(`${count}`));
      })(),
    );
    expect(filled).toMatchObject({ name: "TipNotStoredError", code: "SQLITE_FULL" });
    writeFileSync(join(small, "others"), "");
    expect(await rejection(fillWhole(join(small, "others")))).toMatchObject({ code: "ENOSPC" });
    await refusesParts(/^SQLITE_(FULL|IOERR)/);
    expect(await store.parts(opened.id)).toHaveLength(count);
    await store.shred(opened.id);
    expect(await store.find(opened.lookup)).toBeUndefined();
    expect(readRows(tipFiles(small).keys, "select * from headers")).toEqual([]);
    expect(spawnSync("mount", ["-o", "remount,size=30m", small]).status).toBe(0);
    await store.sweep("2031-02-03");
    expect(await store.emptyLogs()).toBe(true);
    expect(readRows(tipFiles(small).tips, "select part from bodies union all select part from pieces")).toEqual([]);
    opened = newCase();
    await store.begin(opened);
    await goesOn();
  });

  const canBecomeNobody = process.platform === "linux" && process.getuid?.() === 0;
  it.skipIf(process.platform === "win32")(
    "belongs to somebody else says so of the file when it is opened",
    async () => {
      await store.end();
      const { keys, tips } = tipFiles(folder);
      for (const file of [keys, tips]) chmodSync(file, 0o400);
      chmodSync(folder, 0o555);
      const child = startFile(
        join("test", "support", "tips-limited.ts"),
        [folder],
        {},
        canBecomeNobody ? 65_534 : undefined,
      );
      const [line] = await Array.fromAsync(createInterface({ input: child.stdout }));
      expect(JSON.parse(line ?? "{}")).toMatchObject({
        name: "TipFilesUnusableError",
        message: expect.stringContaining(keys),
      });
      chmodSync(folder, 0o700);
      for (const file of [keys, tips]) chmodSync(file, 0o600);
      await open();
      await goesOn();
    },
  );
});
