/** Where and how something is to be sent; `chat` is absent for calls that are not to a person. */
export type Target = { method: string; chat?: string; group?: boolean };

/** When the platform's "not before" ends, by bot, by chat and by method. */
export type Dues = {
  /** When this may be sent; 0 when nothing forbids it. */
  at(target: Target): number;
  set(target: Target, ms: number): void;
};

/**
 * A 429 does not say what it is about, so it counts for that method in that chat. When a second chat gets one while the
 * first is still in force, it counts for the method as long as both last; when a second method does, for the bot. So one
 * chat's long wait stops nobody else, and a real ban of the bot costs a few calls to recognise.
 */
export function createDues(now: () => number): Dues {
  const chats = new Map<string, { method: string; until: number }>();
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
      const until = now() + ms;
      if (chat === undefined) {
        methods.set(method, until);
        return;
      }
      const key = `${chat} ${method}`;
      const others = [...chats].filter(([other, due]) => other !== key && due.method === method);
      chats.set(key, { method, until });
      if (others.length === 0) return;
      methods.set(method, Math.min(until, ...others.map(([, due]) => due.until)));
      if (methods.size > 1) bot = Math.min(...methods.values());
    },
  };
}
