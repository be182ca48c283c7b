import { cpSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type KeptKnowledge, type Knowledge, readKnowledge } from "../../src/knowledge/read.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";
import { keptKnowledge } from "../../src/stores/knowledge-file.ts";
import { newFolder, removeFolder } from "../support/process.ts";

let folder: string;
let kept: KeptKnowledge;
let knowledge: Knowledge;
beforeEach(async () => {
  folder = newFolder();
  kept = keptKnowledge(folder);
  knowledge = await readKnowledge(knowledgeFolder);
});
afterEach(() => removeFolder(folder));

const only = () => join(folder, readdirSync(folder)[0] ?? "");

it("gives back exactly what was kept, for the same texts alone", async () => {
  await kept.keep("these texts", knowledge);
  expect(await keptKnowledge(folder).get("these texts")).toEqual(knowledge);
  expect(await kept.get("other texts")).toBeUndefined();
});

it("keeps one knowledge, the last", async () => {
  await kept.keep("old texts", knowledge);
  await kept.keep("new texts", knowledge);
  expect(await kept.get("old texts")).toBeUndefined();
  expect(await kept.get("new texts")).toBeDefined();
  expect(readdirSync(folder)).toHaveLength(1);
});

it.each([
  ["was cut short", () => truncateSync(only(), 1_000)],
  ["is empty", () => truncateSync(only(), 0)],
  ["has a byte of something else", () => writeFileSync(only(), flipped(readFileSync(only())))],
])("takes a file that %s for nothing, and keeps the knowledge anew", async (_, damage) => {
  await kept.keep("texts", knowledge);
  damage();
  expect(await kept.get("texts")).toBeUndefined();
  await kept.keep("texts", knowledge);
  expect(await kept.get("texts")).toEqual(knowledge);
});

it("does without where it may not write", async () => {
  await keptKnowledge("/dev/null/x").keep("texts", knowledge);
  expect(await keptKnowledge("/dev/null/x").get("texts")).toBeUndefined();
});

it("is what the next start reads, until somebody edits a file", async () => {
  const copy = join(folder, "knowledge");
  cpSync(knowledgeFolder, copy, { recursive: true });
  const first = await readKnowledge(copy, kept);
  let understood = 0;
  const counting: KeptKnowledge = {
    get: kept.get,
    async keep(digest, found) {
      if ((await kept.get(digest)) === undefined) understood += 1;
      await kept.keep(digest, found);
    },
  };
  // What is in memory is of the last folder that was read.
  await readKnowledge(knowledgeFolder);
  expect(await readKnowledge(copy, counting)).toEqual(first);
  expect(understood).toBe(0);

  const channels = join(copy, "saluran.md");
  writeFileSync(channels, `${readFileSync(channels, "utf8")}\n## Jalur percobaan\n\nTelepon.\n`);
  const { channels: told } = await readKnowledge(copy, counting);
  expect(told.map(({ title }) => title)).toContain("Jalur percobaan");
  expect(understood).toBe(1);
});

function flipped(bytes: Buffer): Buffer {
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}
