/** What was said last, by all that was told for it; in RAM, for {@link KEPT_MS} at most, and the least asked for forgotten first. */
export type Kept<T> = {
  get(key: string): T | undefined;
  keep(key: string, said: T): void;
  /** How many are kept now. */
  size(): number;
};

/** What a model said. */
export type KeptAnswers = Kept<unknown>;

const MOST = 500;
/** Long enough for a day's question to be asked once in the morning; what people asked is not to lie about for longer. */
export const KEPT_MS = 6 * 3_600_000;

/** `now` is a clock of ms that only goes forward. What is too old goes by itself, a timer seeing to it that holds up no end. */
export function createKept<T>({ most = MOST, ms = KEPT_MS, now = () => performance.now() } = {}): Kept<T> {
  const kept = new Map<string, { said: T; at: number }>();
  let timer: NodeJS.Timeout | undefined;

  function sweep(): void {
    const from = now() - ms;
    for (const [key, { at }] of kept) if (at <= from) kept.delete(key);
  }

  function sweepLater(): void {
    if (timer !== undefined || kept.size === 0) return;
    const oldest = Math.min(...[...kept.values()].map(({ at }) => at));
    timer = setTimeout(
      () => {
        timer = undefined;
        sweep();
        sweepLater();
      },
      Math.max(1, oldest + ms - now()),
    ).unref();
  }

  return {
    get(key) {
      sweep();
      const found = kept.get(key);
      if (found === undefined) return undefined;
      kept.delete(key);
      kept.set(key, found);
      return found.said;
    },
    keep(key, said) {
      sweep();
      kept.delete(key);
      kept.set(key, { said, at: now() });
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(oldest);
      }
      sweepLater();
    },
    size: () => kept.size,
  };
}
