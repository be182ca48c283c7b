import type { ChannelName } from "../chat/message.ts";
import { errorName, type Log } from "../log.ts";
import { type Count, type CountEvent, type Counts, cellsOf } from "./counts.ts";

export type CounterParts = {
  counts: Counts;
  topicOf: (situation: string) => string | undefined;
  /** The week of this moment. */
  week: () => string;
  log: Log;
  everyMs?: number;
};

export type Counter = {
  count: CountEvent;
  /** How many answers each channel gave since the start, of those that are counted at all. */
  answered(): ReadonlyMap<ChannelName, number>;
  /** Writes what was counted since; resolves also when the disk refuses, and tries again the next time. */
  flush(): Promise<void>;
  /** Writes the rest and ends. */
  stop(): Promise<void>;
};

export const FLUSH_EVERY_MS = 60_000;

/**
 * Counts in RAM and writes once a minute and on stopping, sorted and in one transaction, so that neither the order nor the
 * moment of a row tells who asked when. A crash loses what was counted in that minute.
 */
export function createCounter({ counts, topicOf, week, log, everyMs = FLUSH_EVERY_MS }: CounterParts): Counter {
  let pending = new Map<string, Count>();
  const answered = new Map<ChannelName, number>();
  let writing: Promise<void> = Promise.resolve();

  function add({ week: at, kind, key, count }: Count): void {
    const name = `${at} ${kind} ${key}`;
    pending.set(name, { week: at, kind, key, count: count + (pending.get(name)?.count ?? 0) });
  }

  async function write(): Promise<void> {
    if (pending.size === 0) return;
    const batch = pending;
    pending = new Map();
    try {
      await counts.add([...batch].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count));
    } catch (error) {
      log.warn("counts_failed", { error: errorName(error) });
      for (const count of batch.values()) add(count);
    }
  }

  function flush(): Promise<void> {
    writing = writing.then(write);
    return writing;
  }

  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();

  return {
    count(event) {
      const cells = cellsOf(event, topicOf);
      for (const { kind, key } of cells) add({ week: week(), kind, key, count: 1 });
      const { channel } = event.message;
      if (event.kind === "answer" && cells.length > 0) answered.set(channel, (answered.get(channel) ?? 0) + 1);
    },
    answered: () => answered,
    flush,
    stop() {
      clearInterval(timer);
      return flush();
    },
  };
}
