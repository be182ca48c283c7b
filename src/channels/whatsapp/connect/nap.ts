/** A wait that can be cut short. */
export type Nap = {
  /** Waits so long, or for good; at most until `wake` or the signal. */
  rest(ms?: number): Promise<void>;
  wake(): void;
};

/** One waiter at a time. */
export function createNap(signal: AbortSignal): Nap {
  let wake = () => {};
  signal.addEventListener("abort", () => wake(), { once: true });
  return {
    rest: (ms) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const timer = ms === undefined ? undefined : setTimeout(() => wake(), ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    wake: () => wake(),
  };
}
