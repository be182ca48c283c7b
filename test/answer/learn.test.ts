import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { learn } from "../../src/answer/learn.ts";
import { packRanker, unpackRanker } from "../../src/answer/ranker.ts";
import { openAnswering } from "../../src/build.ts";
import { type Knowledge, readKnowledge } from "../../src/knowledge/read.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";
import { ownRanker, readRanker, shippedRanker, writeRanker } from "../../src/stores/ranker-file.ts";
import { writeThinKnowledge } from "../support/thin-knowledge.ts";

/** A twentieth of the knowledge: enough to learn something from in half a second. */
function part(knowledge: Knowledge): Knowledge {
  const some = <T>(map: ReadonlyMap<string, T>, every: number) => new Map([...map].filter((_, at) => at % every === 0));
  return { ...knowledge, situations: some(knowledge.situations, 24), guards: some(knowledge.guards, 8) };
}

const someKnowledge = part(await readKnowledge(knowledgeFolder));
const ranker = learn(someKnowledge);

describe("the ranker", () => {
  it("that is shipped fits the knowledge that is shipped", async () => {
    const { version } = await readKnowledge(knowledgeFolder);
    const shipped = await readRanker(shippedRanker(knowledgeFolder), version);
    expect(shipped, 'knowledge/ changed: run "npm run learn" and commit knowledge/ranker.bin').toBeDefined();
  });

  it("is the same to the byte when learned twice from the same knowledge", () => {
    expect(packRanker(learn(someKnowledge)).equals(packRanker(ranker))).toBe(true);
  });

  it("comes back from its packed form as it was", () => {
    expect(unpackRanker(packRanker(ranker))).toEqual(ranker);
  });

  it("is not used when its file is cut short, foreign or of other knowledge", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ranker-"));
    const file = join(folder, "ranker.bin");
    const { version } = await readKnowledge(knowledgeFolder);
    const whole = await readFile(shippedRanker(knowledgeFolder));
    for (const bytes of [whole.subarray(0, whole.length - 100), Buffer.from("hello"), Buffer.alloc(0)]) {
      await writeFile(file, bytes);
      expect(await readRanker(file, version)).toBeUndefined();
    }
    await writeFile(file, whole);
    expect(await readRanker(file, "another")).toBeUndefined();
    expect(await readRanker(file, version)).toBeDefined();
    await rm(folder, { recursive: true });
  });

  it("is learned anew when an office edits its knowledge, kept in its data folder, and answers by the edit", async () => {
    const folder = await mkdtemp(join(tmpdir(), "office-"));
    await writeThinKnowledge(folder);
    const dataFolder = join(folder, "data");
    const steps: number[] = [];
    const opened = await openAnswering({ folder, dataFolder, progress: (done) => steps.push(done) });
    expect(steps.length).toBeGreaterThan(1);
    const { version } = opened.knowledge;
    expect(await readRanker(ownRanker(dataFolder), version)).toBeDefined();
    expect((await opened.answer("boleh mancing bareng caleg naik perahu dinas perikanan?")).situation).toBe(
      "memancing-bersama-calon",
    );
    await opened.close();
    const again = await openAnswering({ folder, dataFolder, progress: () => expect.unreachable() });
    await again.close();
    await rm(folder, { recursive: true });
  });

  it("is written whole or not at all", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ranker-"));
    await Promise.all([1, 2, 3].map(() => writeRanker(join(folder, "ranker.bin"), ranker)));
    expect(await readRanker(join(folder, "ranker.bin"), ranker.version)).toEqual(ranker);
    await rm(folder, { recursive: true });
  });
});
