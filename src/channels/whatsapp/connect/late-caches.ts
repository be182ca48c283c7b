import type { Socket } from "./connection.ts";

/**
 * Empties the library's caches of an ended socket once more, when nothing of it can be under way any longer. The library
 * empties them at the end; what finishes later (a look-up, a message half taken in) puts something in again, and each entry
 * has a timer of up to three days that keeps all of the socket in memory.
 */
export function emptyCachesLate({ signalRepository, messageRetryManager }: Socket, afterMs: number): void {
  const empty = () => {
    signalRepository.close?.();
    messageRetryManager?.clear();
  };
  setTimeout(empty, afterMs).unref();
}
