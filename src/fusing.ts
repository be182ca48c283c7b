import { Worker } from "node:worker_threads";
import { createFuse, type Fuse, type Fusible } from "./answer/fuse.ts";
import type { Leave } from "./answer/leaving.ts";
import { meaningsOf } from "./answer/meanings.ts";
import type { Embed } from "./answer/model.ts";
import { createNearest, type Nearest } from "./answer/nearest.ts";
import { createRegisterReader } from "./answer/register.ts";
import { createVectors, type Progress, type Vectors } from "./answer/vectors.ts";
import { type Knowledge, readKnowledge } from "./knowledge/read.ts";
import { errorName, type Log } from "./log.ts";
import { measureFusing } from "./measure-fusing.ts";
import { type Measured, readMeasured, writeMeasured } from "./stores/fusing-file.ts";
import { keptKnowledge } from "./stores/knowledge-file.ts";
import { openVectorFile } from "./stores/vectors-sqlite.ts";
import type { UnsureWording } from "./unsure-wordings.ts";

export type FusingParts = {
  embed: Embed;
  leave: Leave;
  /** The files of the knowledge, and where what is derived from them is kept. */
  folder: string;
  dataFolder: string;
  log: Log;
  /** `YYYY-MM-DD` */
  today: () => string;
  /** How long after a failure it is tried again, doubling. */
  retry?: { firstMs: number; mostMs: number };
};

/** The vectors of the knowledge, kept up with it in the background, and what they are good for. */
export type Fusing = {
  fuse: Fuse;
  /** Computes what is missing for this knowledge, and measures once for whom it helps. Nobody has to wait for it; never rejects. */
  follow(knowledge: Knowledge): Promise<void>;
  close(): Promise<void>;
};

const usualRetry = { firstMs: 60_000, mostMs: 3_600_000 };
/** So often at most the log says how far it is. */
const STEPS = 10;

/** Opens the vectors of the knowledge. Until they are there, and where they are no better than words alone, nothing is fused. */
export function openFusing({ embed, leave, folder, dataFolder, log, today, retry = usualRetry }: FusingParts): Fusing {
  let knowledge: Knowledge | undefined;
  let fusible: Fusible | undefined;
  let running: Promise<void> | undefined;
  let changed = false;
  let closed = false;
  const waits = { failed: retry.firstMs, misfit: retry.firstMs };
  let waiting: NodeJS.Timeout | undefined;
  let measurer: Worker | undefined;
  let opened: Promise<{ vectors: Vectors; close(): Promise<void> }> | undefined;
  const registerReaders = new WeakMap<Knowledge, ReturnType<typeof createRegisterReader>>();

  async function open() {
    const file = await openVectorFile(dataFolder);
    return { vectors: createVectors(embed, file), close: file.close };
  }

  /** Tries again later, and each time later than the last. */
  function again(why: keyof typeof waits): void {
    clearTimeout(waiting);
    waiting = setTimeout(() => void keepUp(), waits[why]).unref();
    waits[why] = Math.min(retry.mostMs, waits[why] * 2);
  }

  function keepUp(): Promise<void> {
    running ??= computeAll().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function computeAll(): Promise<void> {
    clearTimeout(waiting);
    try {
      do {
        changed = false;
        if (knowledge !== undefined && !closed) await compute(knowledge);
      } while (changed && !closed);
      waits.failed = retry.firstMs;
    } catch (error) {
      if (closed) return;
      log.warn("embedding_failed", error instanceof NotToBeHad ? {} : { error: errorName(error) });
      again("failed");
    }
  }

  async function compute(of: Knowledge): Promise<void> {
    opened ??= open();
    const { vectors } = await opened.catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    const started = performance.now();
    const meanings = meaningsOf(of);
    const texts = meanings.map(({ text }) => text);
    let computed = 0;
    const computing = inSteps((count, of) => {
      computed = count;
      log.info("embedding", { count, of });
    });
    const found = await vectors.of(texts, computing);
    if (found === undefined) throw new NotToBeHad();
    const pointers = meanings.flatMap(({ situation }, at) => (found[at] ? [{ situation, vector: found[at] }] : []));
    const nearest = createNearest(pointers);
    const measured = await measuredFor(vectors, nearest);
    await vectors.keepOnly(texts);
    fusible = {
      nearest,
      better: new Set(measured.classes.filter(({ better }) => better).map(({ register }) => register)),
    };
    if (computed > 0) log.info("embedded", { count: texts.length, ms: Math.round(performance.now() - started) });
  }

  /** What was measured for this model: by somebody who asked for it, or by us with the files as they are now. */
  async function measuredFor(vectors: Vectors, nearest: Nearest): Promise<Measured> {
    const { version } = await readKnowledge(folder, keptKnowledge(dataFolder));
    const last = await readMeasured(dataFolder);
    if (last?.model === embed.name && (last.on.kind === "questions" || last.on.version === version)) return last;
    const wordings = await unsureInThread();
    const questions = wordings.map((each) => ({
      ...each,
      isRight: (situation: string) => situation === each.situation,
    }));
    const classes = await measureFusing(questions, { vectors, leave, nearest });
    if (classes === undefined) throw new NotToBeHad();
    const measured: Measured = { model: embed.name, day: today(), on: { kind: "wordings", version }, classes };
    await writeMeasured(dataFolder, measured);
    log.info("fusing_measured", { count: classes.filter(({ better }) => better).length, of: classes.length });
    return measured;
  }

  /** In a thread of its own, so that nobody waits for it. */
  function unsureInThread(): Promise<UnsureWording[]> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new NotToBeHad());
      measurer = new Worker(new URL("./measuring.ts", import.meta.url), { workerData: { folder } });
      measurer.once("message", resolve);
      measurer.once("error", reject);
      measurer.once("exit", () => reject(new NotToBeHad()));
    });
  }

  function registerOf(text: string) {
    if (knowledge === undefined) return "formal";
    const reader = registerReaders.get(knowledge) ?? createRegisterReader(knowledge.vocabulary);
    registerReaders.set(knowledge, reader);
    return reader(text);
  }

  return {
    fuse: createFuse({
      embed,
      leave,
      fusible: () => fusible,
      situation: (id) => knowledge?.situations.get(id),
      registerOf,
      misfit() {
        fusible = undefined;
        void opened?.then(({ vectors }) => vectors.doubt());
        again("misfit");
      },
    }),
    follow(next) {
      knowledge = next;
      changed = true;
      return keepUp();
    },
    async close() {
      closed = true;
      clearTimeout(waiting);
      await measurer?.terminate();
      const file = await opened?.catch(() => undefined);
      await file?.close();
    },
  };
}

/** The other side could not be reached, or gave what are no vectors; or we are closing. */
class NotToBeHad extends Error {}

function inSteps(progress: Progress): Progress {
  let said = 0;
  return (done, of) => {
    if (done < of && Math.floor((done * STEPS) / of) === Math.floor((said * STEPS) / of)) return;
    said = done;
    progress(done, of);
  };
}
