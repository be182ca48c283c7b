import { createAlbums } from "../../../chat/albums.ts";
import type { TakesAll } from "../../../chat/channel.ts";
import { forgetOldest } from "../../../chat/quota.ts";
import { SendError, type SendFailure } from "../../../delivery/send-error.ts";
import { errorName, type Log } from "../../../log.ts";
import { type AnswerParts, type Arrival, answerArrival } from "./answer-arrival.ts";
import { keyOf } from "./inbound.ts";

/** Answers what arrives, each message once, and knows what is finished. */
export type Intake = {
  /** `new` was never seen · `open` would be lost with this process · `safe` is written down, finished or nobody's business. */
  state(key: string): "new" | "open" | "safe";
  /**
   * Answers a message that is new. Whatever happens, resolves to whether that is finished; it is not when the process is ending,
   * or when the connection was away for too long: then it is in line.
   */
  take(arrival: Arrival): Promise<boolean>;
  /** The same of a message that was taken before. */
  answered(key: string): Promise<boolean>;
  /** Nothing is to be answered under this key. */
  ignore(key: string): void;
  /** Puts a message in line; `begun` is awaited when its turn comes. */
  line(arrival: Arrival, begun: () => Promise<void>): void;
  /** There is a connection: what is in line takes its turn. */
  connected(): void;
  /** There is none; what is in line waits for the next. */
  disconnected(): void;
  /** Resolves when nothing is being answered. */
  drained(): Promise<void>;
  stop(): void;
  isStopped(): boolean;
};

export type IntakeParts = AnswerParts & {
  /** Forgets a kept message. */
  finish(key: string): Promise<void>;
  takesAll: TakesAll;
  log: Log;
};

type Task = { key: string; arrival: Arrival; tries: number; restOfAlbum?: boolean; begun?: () => Promise<void> };

const MOST_KEYS = 20_000;
const MOST_IN_LINE = 1_000;
/** A reply that could not be sent for so long so often is given up. */
const MOST_TRIES = 3;
/** What the next connection may mend; what may have arrived goes out under the same id. */
const WAITS: ReadonlySet<SendFailure> = new Set(["expired", "offline", "unknown"]);

export function createIntake(parts: IntakeParts): Intake {
  const { finish, takesAll, log, timing } = parts;
  const open = new Map<string, { arrival: Arrival; done: Promise<boolean> }>();
  const line = new Map<string, Task>();
  const over = new Map<string, true>();
  /** The newest of a message and its edits; only that one is answered, but where all are wanted. */
  const newest = new Map<string, string>();
  const isRestOfAlbum = createAlbums();
  let turn: Promise<void> | undefined;
  let nextTurns: NodeJS.Timeout | undefined;
  let isConnected = false;
  let stopped = false;
  let unanswered = 0;

  /** Answers one message. It is finished then, or in line for the next connection, or left for the next process. */
  async function answer(task: Task): Promise<boolean> {
    const { key, arrival, restOfAlbum = false } = task;
    const { thread, message } = arrival.inbound;
    const isWanted = () => (newest.get(thread) === key && !restOfAlbum) || takesAll(message.address);
    try {
      await answerArrival(parts, arrival, isWanted);
    } catch (error) {
      const kind = error instanceof SendError ? error.kind : undefined;
      if (kind === "stopped") return false;
      if (kind !== undefined && WAITS.has(kind) && wait(task)) return false;
      unanswered += 1;
      const why = error instanceof SendError ? error.message : errorName(error);
      log.warn("unanswered", { channel: "whatsapp", error: why, count: unanswered });
    }
    if (newest.get(thread) === key) newest.delete(thread);
    await close(key, arrival);
    return true;
  }

  function begin(task: Task): Promise<boolean> {
    const done = answer(task).finally(() => open.delete(task.key));
    open.set(task.key, { arrival: task.arrival, done });
    return done;
  }

  /** Lets a message wait for the next connection, or a while on this one; false when it did so often enough. */
  function wait(task: Task): boolean {
    const { begun: _, ...again } = task;
    const { key, arrival, tries } = again;
    if (tries >= MOST_TRIES || line.size >= MOST_IN_LINE) return false;
    const message = { ...arrival.inbound.message, late: true };
    line.set(key, { ...again, arrival: { ...arrival, inbound: { ...arrival.inbound, message } }, tries: tries + 1 });
    nextTurns ??= setTimeout(() => {
      nextTurns = undefined;
      if (isConnected) beginTurns();
    }, timing.againMs).unref();
    return true;
  }

  /** Whoever writes again is first answered what is still in line for them. */
  function catchUp({ message }: Arrival["inbound"]): void {
    if (!isConnected) return;
    for (const task of [...line.values()]) {
      // What a crash left is counted before it begins, and has its own turn.
      if (task.begun !== undefined || task.arrival.inbound.message.address !== message.address) continue;
      line.delete(task.key);
      void begin(task);
    }
  }

  async function close(key: string, { kept }: Arrival): Promise<void> {
    ignore(key);
    // What cannot be forgotten now is answered once more after the next start.
    if (kept) await finish(key).catch(diskFailed);
  }

  function ignore(key: string): void {
    over.set(key, true);
    forgetOldest(over, MOST_KEYS);
  }

  function diskFailed(error: unknown): void {
    log.error("journal_failed", { channel: "whatsapp", error: errorName(error) });
  }

  /** One after the other: what kills the process shall not count against the others. */
  async function takeTurns(): Promise<void> {
    // What comes back into line meanwhile waits for the next time.
    for (const task of [...line.values()]) {
      if (stopped) return;
      if (line.get(task.key) !== task) continue;
      await task.begun?.();
      line.delete(task.key);
      await Promise.race([begin(task), sleep(timing.aloneMs)]);
    }
  }

  function beginTurns(): void {
    turn ??= takeTurns()
      .catch(diskFailed)
      .finally(() => {
        turn = undefined;
      });
  }

  return {
    state(key) {
      if (over.has(key)) return "safe";
      const arrival = open.get(key)?.arrival ?? line.get(key)?.arrival;
      if (arrival === undefined) return "new";
      return arrival.kept ? "safe" : "open";
    },
    async take(arrival) {
      const key = keyOf(arrival.inbound.message);
      if (stopped) return false;
      // What is wanted of an album is known when its turn has come: what came before may have begun a report.
      const restOfAlbum = isRestOfAlbum(arrival.inbound);
      newest.set(arrival.inbound.thread, key);
      catchUp(arrival.inbound);
      return begin({ key, arrival, tries: 1, restOfAlbum });
    },
    answered: async (key) => open.get(key)?.done ?? over.has(key),
    ignore,
    line(arrival, begun) {
      const key = keyOf(arrival.inbound.message);
      newest.set(arrival.inbound.thread, key);
      line.set(key, { key, arrival, tries: 1, begun });
    },
    connected() {
      isConnected = true;
      beginTurns();
    },
    disconnected() {
      isConnected = false;
    },
    async drained() {
      await turn;
      while (open.size > 0) await Promise.all([...open.values()].map(({ done }) => done));
    },
    stop() {
      stopped = true;
      clearTimeout(nextTurns);
    },
    isStopped: () => stopped,
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
