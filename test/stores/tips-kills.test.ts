import { createHash, randomInt } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { newFolder, removeFolder, startFile } from "../support/process.ts";
import { readRows } from "../support/tips-rows.ts";

const ROUNDS = 5;

type Line = {
  begun?: string;
  lookup?: string;
  added?: string;
  parts?: string[];
  shredding?: string;
  shredded?: string;
  sweeping?: string;
};
/** What a killed process had promised of a case. */
type Promised = { lookup: string; parts: string[]; shred: "no" | "begun" | "done" };

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => {
  removeFolder(folder);
});

/** Runs a writer until it has said so many lines, and kills it in the middle of whatever comes next. */
async function killAfter(lines: number, day: string, promised: Map<string, Promised>): Promise<string> {
  const child = startFile(join("test", "support", "tips-writer.ts"), [folder, day], {});
  const ended = once(child, "close");
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  let count = 0;
  let lastDay = day;
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as Line;
    note(line, promised);
    lastDay = line.sweeping ?? lastDay;
    count += 1;
    // A little later each time, for the kill to fall into every step.
    if (count === lines) setTimeout(() => child.kill("SIGKILL"), randomInt(12));
  }
  await ended;
  expect(stderr).toBe("");
  expect(child.signalCode).toBe("SIGKILL");
  return lastDay;
}

function note(
  { begun, lookup = "", added = "", parts = [], shredding = "", shredded = "" }: Line,
  all: Map<string, Promised>,
) {
  if (begun !== undefined) all.set(begun, { lookup, parts: [], shred: "no" });
  all.get(added)?.parts.push(...parts);
  const [starts, done] = [all.get(shredding), all.get(shredded)];
  if (starts !== undefined) starts.shred = "begun";
  if (done !== undefined) done.shred = "done";
}

describe("a process that is killed while it takes reports", () => {
  it("loses nothing that it promised, leaves no half case, and brings back nothing that it shredded", async () => {
    const promised = new Map<string, Promised>();
    let day = "2031-01-01";
    for (let round = 0; round < ROUNDS; round += 1) {
      day = await killAfter(3 + randomInt(40), day, promised);
      const store = createTipStore(await openTipsDatabase(folder));
      for (const [id, { lookup, parts, shred }] of promised) {
        const found = await store.find(lookup);
        if (found === undefined) {
          // A case without any part may have been swept meanwhile.
          expect(shred !== "no" || parts.length === 0).toBe(true);
          expect(await store.parts(id)).toEqual([]);
          continue;
        }
        expect(shred).not.toBe("done");
        const shown = await store.parts(id);
        const ids = shown.map((part) => part.id);
        expect(parts.filter((part) => !ids.includes(part))).toEqual([]);
        for (const { header, body } of shown)
          expect(Buffer.from(header.subarray(0, 32))).toEqual(createHash("sha256").update(body).digest());
        expect(JSON.parse(Buffer.from(found.state).toString())).toEqual({ n: shown.length });
      }
      await store.end();
      for (const file of Object.values(tipFiles(folder)))
        expect(readRows(file, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
    }
    expect([...promised.values()].flatMap(({ parts }) => parts).length).toBeGreaterThan(ROUNDS * 2);
    // Two days later nothing is left of what no header ever came for.
    const store = createTipStore(await openTipsDatabase(folder));
    await store.sweep(new Date(Date.parse(day) + 3 * 86_400_000).toISOString().slice(0, 10));
    await store.end();
    const { keys, tips } = tipFiles(folder);
    const inOrder = "select case_id, hex(part) as part from";
    expect(readRows(tips, `${inOrder} bodies order by 1, 2`)).toEqual(
      readRows(keys, `${inOrder} headers order by 1, 2`),
    );
    expect(readRows(tips, `${inOrder} pieces group by 1, 2 order by 1, 2`)).toEqual(
      readRows(tips, `${inOrder} bodies order by 1, 2`),
    );
    expect(readRows(tips, "select id from cases order by 1")).toEqual(
      readRows(keys, "select case_id as id from mailboxes order by 1"),
    );
  });
});
