/** Where and how something is to be sent; `chat` is absent for calls that are not to a person. */
export type Target = { method: string; chat?: string; group?: boolean };

/** When the platform's "not before" ends, by bot, by chat and by method. */
export type Dues = {
  /** When this may be sent; 0 when nothing forbids it. */
  at(target: Target): number;
  set(target: Target, ms: number): void;
};

/** So many chats in so short a time are no coincidence: the limit is not theirs. */
const CHATS = 3;
const TOGETHER_MS = 60_000;
/** How long a limit that was only inferred stops everybody before it is put to the test again. */
const MOST_INFERRED_MS = 30_000;

/**
 * A 429 does not say what it is about, so it counts for that method in that chat. When three chats get one within a minute it
 * counts for the method everywhere; when two methods are stopped so, for the bot: each for as long as they all last, but half
 * a minute at most. So a few chats' long waits stop nobody else, and a real ban of the bot costs a few calls to recognise.
 */
export function createDues(now: () => number): Dues {
  const chats = new Map<string, { method: string; until: number; at: number }>();
  const methods = new Map<string, number>();
  let bot = 0;

  function forgetPast(): void {
    const at = now();
    for (const [key, { until }] of chats) if (until <= at) chats.delete(key);
    for (const [method, until] of methods) if (until <= at) methods.delete(method);
  }

  return {
    at({ method, chat }) {
      return Math.max(bot, methods.get(method) ?? 0, chats.get(`${chat} ${method}`)?.until ?? 0);
    },
    set({ method, chat }, ms) {
      forgetPast();
      const at = now();
      const until = at + ms;
      if (chat === undefined) {
        methods.set(method, until);
        return;
      }
      const key = `${chat} ${method}`;
      chats.set(key, { method, until, at });
      const together = [...chats.values()].filter((due) => due.method === method && due.at > at - TOGETHER_MS);
      if (together.length < CHATS) return;
      methods.set(method, Math.min(at + MOST_INFERRED_MS, ...together.map((due) => due.until)));
      if (methods.size > 1) bot = Math.min(...methods.values());
    },
  };
}
