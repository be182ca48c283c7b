/** Runs a few at once, the others in the order they came; `busy` for one that would have to wait behind too many. */
export type Queue = { run<T>(bytes: number, work: () => Promise<T>): Promise<T | "busy"> };

/** `mostWaitingBytes`: what those that wait may hold together. */
export function createQueue(most: { atOnce: number; mostWaiting: number; mostWaitingBytes: number }): Queue {
  let running = 0;
  let waitingBytes = 0;
  const waiting: Array<() => void> = [];
  return {
    async run(bytes, work) {
      if (running >= most.atOnce) {
        if (waiting.length >= most.mostWaiting || waitingBytes + bytes > most.mostWaitingBytes) return "busy";
        waitingBytes += bytes;
        await new Promise<void>((go) => waiting.push(go));
        waitingBytes -= bytes;
      } else {
        running += 1;
      }
      try {
        return await work();
      } finally {
        // Whoever waits longest takes over the place.
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
