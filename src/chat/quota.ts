import type { Clock } from "../clock.ts";

/**
 * Says how many seconds a person has to wait, 0 for go on, and whether to tell them: once a period, for the platform counts
 * what is sent to somebody who floods it too. Kept in RAM only.
 */
export type Quota = (address: string) => { seconds: number; tell: boolean };

export type QuotaSettings = { messages: number; seconds: number };

export const quotaDefaults: QuotaSettings = { messages: 30, seconds: 60 };

/** A group gets fewer answers a minute than any platform allows it, so that no backlog grows there. */
export const groupQuota: QuotaSettings = { messages: 15, seconds: 60 };

const MOST_PERSONS = 10_000;

/** A token bucket a person: `messages` at once, refilled over `seconds`. */
export function createQuota(clock: Clock, { messages, seconds }: QuotaSettings = quotaDefaults): Quota {
  const buckets = new Map<string, { tokens: number; at: number; toldAt: number }>();
  return (address) => {
    const now = clock().getTime() / 1000;
    const bucket = buckets.get(address) ?? { tokens: messages, at: now, toldAt: Number.NEGATIVE_INFINITY };
    const tokens = Math.min(messages, bucket.tokens + ((now - bucket.at) * messages) / seconds);
    const allowed = tokens >= 1;
    buckets.delete(address);
    const tell = !allowed && now - bucket.toldAt >= seconds;
    buckets.set(address, { tokens: allowed ? tokens - 1 : tokens, at: now, toldAt: tell ? now : bucket.toldAt });
    forgetOldest(buckets, MOST_PERSONS);
    return allowed
      ? { seconds: 0, tell: false }
      : { seconds: Math.max(1, Math.ceil(((1 - tokens) * seconds) / messages)), tell };
  };
}

/** Drops the entries set longest ago until at most `most` are left. */
export function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
