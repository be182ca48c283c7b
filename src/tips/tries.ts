/** How many codes a talk may try, in RAM alone: one that tries too many waits, and nobody else does. */
export type Tries = {
  /** 0 for go on. */
  minutesToWait(address: string): number;
  /** How many were tried lately; whoever tried less is served first. */
  of(address: string): number;
  count(address: string): void;
  /** A code that was right ends the counting. */
  forget(address: string): void;
};

const MOST = 5;
const WITHIN_MS = 15 * 60_000;
const MOST_TALKS = 50_000;

export function createTries(now: () => number): Tries {
  const tried = new Map<string, number[]>();

  function recent(address: string): number[] {
    return (tried.get(address) ?? []).filter((at) => at > now() - WITHIN_MS);
  }

  return {
    minutesToWait(address) {
      const [first, ...others] = recent(address).slice(-MOST);
      if (first === undefined || others.length < MOST - 1) return 0;
      return Math.max(1, Math.ceil((first + WITHIN_MS - now()) / 60_000));
    },
    of: (address) => recent(address).length,
    count(address) {
      const all = [...recent(address), now()];
      tried.delete(address);
      tried.set(address, all);
      for (const each of tried.keys()) {
        if (tried.size <= MOST_TALKS) break;
        tried.delete(each);
      }
    },
    forget: (address) => void tried.delete(address),
  };
}
