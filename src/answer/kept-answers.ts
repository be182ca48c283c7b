/** What a model said last, by all that it was told; in RAM, and the oldest forgotten first. */
export type KeptAnswers = {
  get(key: string): unknown;
  keep(key: string, said: unknown): void;
};

const MOST = 500;

export function createKeptAnswers(most: number = MOST): KeptAnswers {
  const kept = new Map<string, unknown>();
  return {
    get(key) {
      const said = kept.get(key);
      if (said === undefined) return undefined;
      kept.delete(key);
      kept.set(key, said);
      return said;
    },
    keep(key, said) {
      kept.delete(key);
      kept.set(key, said);
      for (const oldest of kept.keys()) {
        if (kept.size <= most) return;
        kept.delete(oldest);
      }
    },
  };
}
