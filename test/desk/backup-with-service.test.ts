import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import { newFolder, removeFolder, runEntry } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import type { Voice } from "../support/stage.ts";
import { readerWithFile } from "../support/tip-desk.ts";
import { putReaders } from "../support/tip-readers.ts";

let keys: string;
let outside: string;
let office: TestOffice;
let root: string;
beforeEach(async () => {
  keys = newFolder();
  outside = newFolder();
  const readers = [await readerWithFile(keys, "ana"), await readerWithFile(keys, "budi", { unit: "Inspektorat" })];
  office = await openTestOffice({
    prepare: async (folder) => {
      const pinned = await putReaders(folder, readers);
      root = pinned.TIPS_ROOT;
      return pinned;
    },
  });
});
afterEach(async () => {
  await office.close();
  for (const each of [keys, outside]) removeFolder(each);
});

/** Tells on and on, one part after another, until it is told to stop; resolves to the parts that got their mark. */
async function tells(person: Voice, name: string, stopped: () => boolean): Promise<string[]> {
  await person.says("/lapor");
  await person.says("YA");
  await person.says("LEWATI");
  const marked: string[] = [];
  for (let n = 1; !stopped(); n += 1) {
    const text = `${name} menulis bagian ke-${n}`;
    if ((await person.says(text)).text.startsWith("✔")) marked.push(text);
  }
  return marked;
}

type Shown = { parts: Array<{ text: string }>; problems: unknown[] };

it("a backup beside the service has everything that got its mark before it began, whole, while people go on reporting and subscribing", async () => {
  const [citra, dewi] = [office.person(), office.person()];
  let isOver = false;
  const telling = ["Citra", "Dewi"].map((name, at) => tells([citra, dewi][at] ?? citra, name, () => isOver));
  let subscribed = 0;
  const subscribing = (async () => {
    while (!isOver) {
      await office.person().says("/langganan semua");
      subscribed += 1;
    }
  })();
  const before = async () => (await shownIn(office.folder)).flatMap(({ parts }) => parts.map(({ text }) => text));
  const environment = { DATA_DIR: office.folder };
  const files = [join(outside, "satu"), join(outside, "dua")];
  const known: Array<{ texts: string[]; subscribed: number }> = [];
  for (const file of files) {
    known.push({ texts: await before(), subscribed });
    expect(await runEntry("desk.ts", ["backup", file], { environment })).toMatchObject({ code: 0, stderr: "" });
  }
  isOver = true;
  const marked = (await Promise.all(telling)).flat();
  await subscribing;

  for (const [at, file] of files.entries()) {
    const into = join(newFolder(), "data");
    const { code, stdout } = await runInside(runDesk, ["restore", file, "--json"], { environment: { DATA_DIR: into } });
    expect(code).toBe(0);
    const { texts = [], subscribed: least = 0 } = known[at] ?? {};
    expect(JSON.parse(stdout).counts.subscribers).toBeGreaterThanOrEqual(least);
    const shown = await shownIn(into);
    expect(shown.flatMap(({ problems }) => problems)).toEqual([]);
    const found = shown.flatMap(({ parts }) => parts.map(({ text }) => text));
    expect(found).toEqual(expect.arrayContaining(texts));
    // Nothing that was never marked, but for what was just being stored.
    expect(found.filter((text) => !marked.includes(text)).length).toBeLessThanOrEqual(2);
    expect((await run(["audit", "verify"], into)).code).toBe(0);
    removeFolder(join(into, ".."));
  }
  expect(known[1]?.texts.length).toBeGreaterThan(0);
  expect(marked.length).toBeGreaterThan(known[1]?.texts.length ?? 0);
}, 60_000);

const run = (args: readonly string[], folder: string) =>
  runInside(runDesk, args, { environment: { DATA_DIR: folder, TIPS_ROOT: root } });

/** All reports, as ana sees them. */
async function shownIn(folder: string): Promise<Shown[]> {
  const identity = ["--identity", join(keys, "ana.key"), "--json"];
  const cases = JSON.parse((await run(["tips", "list", ...identity], folder)).stdout) as Array<{ case: string }>;
  const shown: Shown[] = [];
  for (const each of cases)
    shown.push(JSON.parse((await run(["tips", "open", each.case, ...identity], folder)).stdout) as Shown);
  return shown;
}
