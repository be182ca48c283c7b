import type { CacheStore } from "@whiskeysockets/baileys";

const KEPT_MS = 3_600_000;
const MOST = 5_000;

/**
 * How often a message was asked for again, shared by all sockets of this process: with one per socket, as the library has
 * it, each reconnection would begin to count anew. Forgets after an hour, and the oldest when there are many.
 */
export function createRetryCounts(now: () => number = Date.now): CacheStore {
  const counts = new Map<string, { value: unknown; until: number }>();
  return {
    get<Value>(key: string) {
      const found = counts.get(key);
      return found === undefined || found.until < now() ? undefined : (found.value as Value);
    },
    set(key, value) {
      counts.delete(key);
      counts.set(key, { value, until: now() + KEPT_MS });
      for (const [oldest] of counts) {
        if (counts.size <= MOST) break;
        counts.delete(oldest);
      }
    },
    del: (key) => void counts.delete(key),
    flushAll: () => counts.clear(),
  };
}
