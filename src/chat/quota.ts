import type { Clock } from "../clock.ts";

/** Says how many seconds a person has to wait; 0 means go on. Kept in RAM only. */
export type Quota = (address: string) => number;

export type QuotaSettings = { messages: number; seconds: number };

export const quotaDefaults: QuotaSettings = { messages: 30, seconds: 60 };

const MOST_PERSONS = 10_000;

/** A token bucket a person: `messages` at once, refilled over `seconds`. */
export function createQuota(clock: Clock, { messages, seconds }: QuotaSettings = quotaDefaults): Quota {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (address) => {
    const now = clock().getTime() / 1000;
    const bucket = buckets.get(address) ?? { tokens: messages, at: now };
    const tokens = Math.min(messages, bucket.tokens + ((now - bucket.at) * messages) / seconds);
    const allowed = tokens >= 1;
    buckets.delete(address);
    buckets.set(address, { tokens: allowed ? tokens - 1 : tokens, at: now });
    forgetOldest(buckets, MOST_PERSONS);
    return allowed ? 0 : Math.max(1, Math.ceil(((1 - tokens) * seconds) / messages));
  };
}

/** Drops the entries set longest ago until at most `most` are left. */
export function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
