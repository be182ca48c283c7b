import { once } from "node:events";
import { readdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/stores/database.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { takeFolder } from "../../src/stores/owner.ts";
import { readBackup, restoreBackup } from "../../src/stores/restore.ts";
import type { TipStore } from "../../src/tips/tip-store.ts";
import { makeDatabase, makeTipsDatabase } from "../support/make-database.ts";
import { newFolder, removeFolder, startFile } from "../support/process.ts";
import { withTipStore } from "../support/tip-readers.ts";
import { newCase, newPart } from "../support/tips-rows.ts";

const root = join(import.meta.dirname, "..", "..");
/** What dies, in one file: to start it so often costs half as much then. */
const bundled = newFolder();
beforeAll(async () => {
  await build({
    ...{ entryPoints: [join(root, "test", "support", "backup-dies.ts")], outfile: join(bundled, "backup-dies.mjs") },
    ...{ bundle: true, platform: "node", format: "esm", external: ["better-sqlite3"] },
  });
  symlinkSync(join(root, "node_modules"), join(bundled, "node_modules"));
});
afterAll(() => removeFolder(bundled));

let folder: string;
let outside: string;
let file: string;
beforeEach(async () => {
  folder = newFolder();
  outside = newFolder();
  file = join(outside, "cadangan");
  await makeDatabase(folder);
  await makeTipsDatabase(folder);
});
afterEach(() => {
  removeFolder(folder);
  removeFolder(outside);
});

/** Resolves to whether it was killed before it was done. */
async function dies(act: "backup" | "restore", atRename: number): Promise<boolean> {
  const child = startFile(join(bundled, "backup-dies.mjs"), [act, folder, file, String(atRename)], {});
  const said: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => void said.push(chunk));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  if (signal !== "SIGKILL" && code !== 0) throw new Error(Buffer.concat(said).toString());
  return signal === "SIGKILL";
}

/** An officer of that name, and a report with a part, so that each file tells which state it is of. */
async function add(name: string): Promise<string> {
  const db = await openDatabase(folder);
  await createOfficers(db).invite(name, "admin", `hash ${name}`, new Date(0));
  await db.destroy();
  const opened = newCase();
  await withTipStore(folder, async (store) => {
    await store.begin(opened);
    await store.add([newPart(opened.id)]);
  });
  return opened.id;
}

const casesOf = async (store: TipStore) => {
  const cases = await store.cases();
  return Promise.all(cases.map(async ({ id }) => `${id} ${(await store.parts(id)).length}`));
};

async function stateOf(at: string): Promise<{ officers: string[]; cases: string[] }> {
  const db = await openDatabase(at);
  const officers = (await createOfficers(db).list()).map(({ name }) => name);
  await db.destroy();
  return { officers, cases: (await withTipStore(at, casesOf)).sort() };
}

async function restoredElsewhere(): Promise<{ officers: string[]; cases: string[] }> {
  const other = newFolder();
  try {
    const parts = { folder: other, file, keysFile: `${file}.keys`, force: false, now: new Date() };
    await restoreBackup(readBackup(file, "office"), { ...parts, finish: async () => undefined });
    return await stateOf(other);
  } finally {
    removeFolder(other);
  }
}

describe("a kill -9 in the midst of it", () => {
  it("leaves the older backup usable, and the next one clears away what was left", async () => {
    const first = await add("lama");
    expect(await dies("backup", 0)).toBe(false);
    const second = await add("baru");
    const old = { officers: ["lama"], cases: [`${first} 1`] };
    let kills = 0;
    for (let at = 1; await dies("backup", at); at += 1) {
      kills += 1;
      const isDone = at > 2;
      expect(await restoredElsewhere()).toEqual(
        isDone ? { officers: ["baru", "lama"], cases: [`${first} 1`, `${second} 1`].sort() } : old,
      );
      expect(readdirSync(outside).filter((name) => name.startsWith(".sinetral-backup-")).length).toBeGreaterThan(0);
    }
    expect(kills).toBe(3);
    expect(readdirSync(outside).sort()).toEqual(["cadangan", "cadangan.keys"]);
  });

  it("leaves what was there or what was restored, never some of both, and keeps what was there", async () => {
    const first = await add("lama");
    await dies("backup", 0);
    const second = await add("baru");
    const was = { officers: ["baru", "lama"], cases: [`${first} 1`, `${second} 1`].sort() };
    const restored = { officers: ["lama"], cases: [`${first} 1`] };
    let kills = 0;
    for (let at = 1; await dies("restore", at); at += 1) {
      kills += 1;
      // Whoever comes next, a desk command or the service, finishes what was begun.
      if (at % 2 === 0) takeFolder(folder)();
      expect(await stateOf(folder)).toEqual(at === 1 ? was : restored);
      takeFolder(folder)();
      const asides = readdirSync(folder).filter((name) => name.startsWith("before-restore-"));
      expect(readdirSync(folder).filter((name) => /^restor/.test(name))).toEqual([]);
      if (at === 1) {
        expect(asides).toEqual([]);
        continue;
      }
      expect(asides).toHaveLength(1);
      // Back to where it began, for the next one.
      const aside = join(folder, asides[0] ?? "");
      expect(await stateOf(aside)).toEqual(was);
      for (const name of readdirSync(aside)) renameSync(join(aside, name), join(folder, name));
      removeFolder(aside);
    }
    expect(kills).toBeGreaterThan(6);
    expect(await stateOf(folder)).toEqual(restored);
  });
});
