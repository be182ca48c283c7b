/** The value below which that share of the sorted values lies, by nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** A stopwatch in milliseconds. */
export function startWatch(): () => number {
  const started = performance.now();
  return () => performance.now() - started;
}

/** The same items, with the time spent on producing them, so that it can be taken off what consumes them. */
export function timeItems<T>(items: Iterable<T>): { items: Iterable<T>; spent(): number } {
  let spent = 0;
  function* timed(): Generator<T> {
    const iterator = items[Symbol.iterator]();
    for (;;) {
      const elapsed = startWatch();
      const { done, value } = iterator.next();
      spent += elapsed();
      if (done === true) return;
      yield value;
    }
  }
  return { items: timed(), spent: () => spent };
}

/** Resident memory in bytes once garbage is gone; needs `--expose-gc` to be settled. */
export function settledMemory(): number {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  return process.memoryUsage.rss();
}
