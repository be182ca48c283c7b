import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
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

/** How long a person types. Without it the machine would be busy with them, and not with what is tried. */
const TYPES_MS = 15;

/** Tells on and on, one part after another, until it is told to stop; `marked` gets the parts that got their mark. */
async function tells(person: Voice, name: string, marked: string[], stopped: () => boolean): Promise<void> {
  await person.says("/lapor");
  await person.says("YA");
  await person.says("LEWATI");
  for (let n = 1; !stopped(); n += 1) {
    await setTimeout(TYPES_MS);
    const text = `${name} menulis bagian ke-${n}`;
    if ((await person.says(text)).text.startsWith("✔")) marked.push(text);
  }
}

type Shown = { parts: Array<{ text: string }>; problems: unknown[] };

it("a backup beside the service has everything that got its mark before it began, whole, while people go on reporting and subscribing", async () => {
  const [citra, dewi] = [office.person(), office.person()];
  let isOver = false;
  const marked: string[] = [];
  const telling = [tells(citra, "Citra", marked, () => isOver), tells(dewi, "Dewi", marked, () => isOver)];
  let subscribed = 0;
  const subscribing = (async () => {
    while (!isOver) {
      await setTimeout(TYPES_MS);
      await office.person().says("/langganan semua");
      subscribed += 1;
    }
  })();
  await vi.waitUntil(() => marked.length >= 6 && subscribed >= 3, { timeout: 60_000, interval: 5 });
  const before = { marked: [...marked], subscribed };
  const file = join(outside, "satu");
  const environment = { DATA_DIR: office.folder };
  expect(await runEntry("desk.ts", ["backup", file], { environment })).toMatchObject({ code: 0, stderr: "" });
  // They went on while it was made.
  expect(marked.length).toBeGreaterThan(before.marked.length);
  expect(subscribed).toBeGreaterThan(before.subscribed);
  isOver = true;
  await Promise.all([...telling, subscribing]);

  const into = join(newFolder(), "data");
  const { code, stdout } = await runInside(runDesk, ["restore", file, "--json"], { environment: { DATA_DIR: into } });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).counts.subscribers).toBeGreaterThanOrEqual(before.subscribed);
  const shown = await shownIn(into);
  expect(shown.flatMap(({ problems }) => problems)).toEqual([]);
  const found = shown.flatMap(({ parts }) => parts.map(({ text }) => text));
  expect(found).toEqual(expect.arrayContaining(before.marked));
  // Nothing that was never marked, but for what was just being stored.
  expect(found.filter((text) => !marked.includes(text)).length).toBeLessThanOrEqual(2);
  expect((await run(["audit", "verify"], into)).code).toBe(0);
  removeFolder(join(into, ".."));
});

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
