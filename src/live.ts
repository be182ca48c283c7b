import { Worker } from "node:worker_threads";
import { type Answering, type AnsweringOptions, openAnswering } from "./answering.ts";
import { KnowledgeError } from "./knowledge/knowledge-error.ts";
import type { Knowledge } from "./knowledge/read.ts";
import { errorName, type Log } from "./log.ts";
import { officeRevision } from "./office-knowledge.ts";
import type { Database } from "./stores/database.ts";

export type LiveParts = Pick<AnsweringOptions, "help"> & {
  folder: string;
  dataFolder: string;
  database: Database;
  log: Log;
  /** Told of the knowledge that is answered from now on, once it is learned. */
  follow?: (knowledge: Knowledge) => void;
};

/** Answering that follows its knowledge while the service runs. */
export type Live = {
  current(): Answering;
  /**
   * Reads the knowledge again and answers by it at once; what is learned from its wordings follows in half a minute. Files
   * that need mending change nothing: the log says how many problems there are, `kb check` which.
   */
  refresh(): Promise<void>;
  close(): Promise<void>;
};

const LOOK_EVERY_MS = 1_000;
/** Longer than any answer takes: who began with the old knowledge ends with it. */
const KEEP_OLD_MS = 60_000;

/** Opens the answering and keeps it up with what officers change on the desk and in chat. */
export async function openLive({ folder, dataFolder, database, log, help, follow }: LiveParts): Promise<Live> {
  const options: AnsweringOptions = {
    ...{ folder, dataFolder, database, help },
    progress: (count, of) => log.info("learning", { count, of }),
  };
  let seen = await officeRevision(database);
  let current = await openAnswering(options);
  follow?.(current.knowledge);
  let turn: Promise<void> = Promise.resolve();
  let learner: Worker | undefined;
  const old = new Map<Answering, NodeJS.Timeout>();
  let closed = false;

  async function read(): Promise<void> {
    if (closed) return;
    try {
      seen = await officeRevision(database);
      replace(await openAnswering({ ...options, meanwhile: current.ranker }));
      log.info("reloaded", { version: current.knowledge.version });
      if (current.ranker.version !== current.knowledge.version) learnAnew();
      // Not beside the learning, whose memory and cores it would need too.
      else follow?.(current.knowledge);
    } catch (error) {
      if (error instanceof KnowledgeError) log.error("knowledge_unusable", { count: error.problems.length });
      else log.error("knowledge_unusable", { error: errorName(error) });
    }
  }

  function replace(next: Answering): void {
    const before = current;
    current = next;
    const close = () => {
      old.delete(before);
      void before.close();
    };
    old.set(before, setTimeout(close, KEEP_OLD_MS).unref());
  }

  /** In a thread of its own, so that nobody waits for it; what was changed meanwhile is learned after it. */
  function learnAnew(): void {
    if (learner !== undefined || closed) return;
    const started = performance.now();
    learner = new Worker(new URL("./learning.ts", import.meta.url), { workerData: { folder, dataFolder } });
    learner.once("error", (error) => log.error("learning_failed", { error: errorName(error) }));
    learner.once("exit", (code) => {
      learner = undefined;
      if (code !== 0 || closed) return;
      log.info("learned", { ms: Math.round(performance.now() - started) });
      void refresh();
    });
  }

  function refresh(): Promise<void> {
    turn = turn.then(read);
    return turn;
  }

  const look = setInterval(async () => {
    const revision = await officeRevision(database).catch(() => seen);
    if (revision !== seen && !closed) await refresh();
  }, LOOK_EVERY_MS);
  look.unref();

  return {
    current: () => current,
    refresh,
    async close() {
      closed = true;
      clearInterval(look);
      await turn;
      await learner?.terminate();
      for (const [answering, timer] of old) {
        clearTimeout(timer);
        await answering.close();
      }
      await current.close();
    },
  };
}
