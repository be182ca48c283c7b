/** The child process of the benchmark: does one task, in a process of its own, and sends what it finds out. */
import { type Answering, openAnswering } from "../../src/build.ts";
import { type Knowledge, readKnowledge } from "../../src/knowledge/read.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";
import { createCorpus } from "./corpus.ts";
import { type Engine, engines } from "./engines.ts";
import { percentile, settledMemory, startWatch, timeItems } from "./figures.ts";
import { measureImported } from "./imported-task.ts";
import { isHit, judgeable, readQuestions } from "./questions.ts";
import type { Result, Task } from "./task.ts";

const MOST = 5;
const WARM_UP_MS = 1_500;
const WARM_UP_PASSAGES = 5_000;

const task = JSON.parse(process.argv[2] ?? "") as Task;
if (task.kind === "search") await measureSearch(task);
else if (task.kind === "answers") await measureAnswers(task.count);
else
  send(
    await measureImported(
      task.size,
      (await readQuestions()).map(({ q }) => q),
    ),
  );
process.disconnect();

async function measureSearch({ engine, size, questions, rounds }: Extract<Task, { kind: "search" }>): Promise<void> {
  const knowledge = await readKnowledge(knowledgeFolder);
  const search = await measureIndex(engine, knowledge, size);
  const all = await readQuestions();
  const asked = questions === "judged" ? judgeable(all) : all.slice(0, questions);
  const texts = asked.map(({ q }) => q);
  await warmUp(search, texts);
  const times = await timeQuestions(search, texts, rounds);
  send({ p50: percentile(times, 0.5), p95: percentile(times, 0.95) });
  if (questions !== "judged") return;
  let hits = 0;
  for (const { q, c } of asked) if (isHit(await search(q, MOST), c)) hits += 1;
  send({ hits, judged: asked.length });
}

/** Fills the engine; the time the text takes to be generated is not counted. */
async function measureIndex(
  name: keyof typeof engines,
  knowledge: Knowledge,
  size: number | undefined,
): Promise<Engine> {
  const real = [...knowledge.passages.values()];
  // Generating once beforehand lets the heap grow to what that needs, which is not the engine's.
  for (const _ of createCorpus(real, WARM_UP_PASSAGES));
  const passages = timeItems(size === undefined ? real : createCorpus(real, size));
  const before = settledMemory();
  const elapsed = startWatch();
  const search = await engines[name](passages.items, knowledge);
  const indexSeconds = (elapsed() - passages.spent()) / 1000;
  send({ indexSeconds, memory: settledMemory() - before });
  return search;
}

async function measureAnswers(count: number): Promise<void> {
  const { answer } = await openAnswering();
  const texts = (await readQuestions()).map(({ q }) => q);
  await warmUp(async (text) => (await answer(text)).citations.map(({ id }) => id), texts);
  const times = await timeAnswers(answer, texts, count);
  send({ p50: percentile(times, 0.5), p95: percentile(times, 0.95), memory: settledMemory() });
}

async function timeAnswers(answer: Answering["answer"], texts: readonly string[], count: number): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const elapsed = startWatch();
    await answer(texts[at % texts.length] ?? "");
    times.push(elapsed());
  }
  return times;
}

async function timeQuestions(search: Engine, texts: readonly string[], rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const text of texts) {
      const elapsed = startWatch();
      await search(text, MOST);
      times.push(elapsed());
    }
  }
  return times;
}

/** Asks for a while untimed, so that the compiler and caches are warm for every engine alike. */
async function warmUp(search: Engine, texts: readonly string[]): Promise<void> {
  const elapsed = startWatch();
  while (elapsed() < WARM_UP_MS) {
    for (const text of texts) {
      await search(text, MOST);
      if (elapsed() >= WARM_UP_MS) return;
    }
  }
}

function send(result: Result): void {
  process.send?.(result);
}
