import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWordingStems } from "../../src/answer/wording-stems.ts";
import { openAnswering } from "../../src/build.ts";
import type { Passage } from "../../src/knowledge/passage.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createWordings } from "../../src/stores/wordings-sqlite.ts";
import { createCorpus } from "./corpus.ts";
import { percentile, settledMemory, startWatch } from "./figures.ts";
import type { Result } from "./task.ts";

const ROUNDS = 3;

/** What answering and looking up words cost an office that imported so many articles; 0 for none. */
export async function measureImported(size: number, texts: readonly string[]): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const database = await openDatabase(folder);
    const real = [...(await readKnowledge(knowledgeFolder)).passages.values()];
    const importing = startWatch();
    const longest = await importAll(createWordings(database), createCorpus(real, size), size === 0);
    const indexSeconds = importing() / 1000;
    const before = settledMemory();
    const opening = startWatch();
    const { answer, wordings, close } = await openAnswering({ dataFolder: folder, database });
    const openSeconds = opening() / 1000;
    const memory = settledMemory() - before;
    for (const text of texts) await answer(text);
    const answers = await time(texts, async (text) => void (await answer(text)));
    const searches = await time(texts, async (text) => void (await wordings.find(text, 20)));
    await close();
    await database.destroy();
    return {
      indexSeconds,
      openSeconds,
      longest,
      memory,
      p50: percentile(answers, 0.5),
      p95: percentile(answers, 0.95),
      searchP50: percentile(searches, 0.5),
      searchP95: percentile(searches, 0.95),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Imports the corpus regulation by regulation; the longest import in ms. */
async function importAll(
  wordings: ReturnType<typeof createWordings>,
  passages: Iterable<Passage>,
  none: boolean,
): Promise<number> {
  if (none) return 0;
  const stems = createWordingStems();
  let longest = 0;
  let batch: Passage[] = [];
  const flush = async () => {
    const regulation = batch[0]?.regulation;
    if (regulation === undefined) return;
    const provisions = batch.map(({ id, title, ringkasan }, at) => ({
      id,
      sign: "",
      heading: title,
      text: ringkasan,
      page: 1 + Math.floor(at / 10),
      line: 1,
    }));
    const source = { regulation, title: regulation, sha256: regulation, format: "text", pages: 6 };
    const elapsed = startWatch();
    await wordings.replace({ ...source, importedOn: "2026-11-28", amends: undefined }, provisions, stems);
    longest = Math.max(longest, elapsed());
    batch = [];
  };
  for (const passage of passages) {
    if (!passage.regulation.startsWith("perda-")) continue;
    if (batch.length > 0 && batch[0]?.regulation !== passage.regulation) await flush();
    batch.push(passage);
  }
  await flush();
  return longest;
}

async function time(texts: readonly string[], work: (text: string) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const text of texts) {
      const elapsed = startWatch();
      await work(text);
      times.push(elapsed());
    }
  }
  return times;
}
