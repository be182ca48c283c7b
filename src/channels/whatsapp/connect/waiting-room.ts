import { SendError, type SendFailure } from "../../../delivery/send-error.ts";

/** Where senders wait for something that comes and goes. */
export type WaitingRoom<Thing> = {
  /** Resolves to the thing when it is there; rejects with a SendError `expired` at the deadline, `stopped` at the signal. */
  wait(ms: number, signal: AbortSignal): Promise<Thing>;
  /** It is there: everybody goes on. */
  letIn(thing: Thing): void;
  /** It will not come: everybody is told why. */
  sendHome(why: SendFailure): void;
};

export function createWaitingRoom<Thing>(): WaitingRoom<Thing> {
  const waiting = new Set<{ go(thing: Thing): void; leave(why: SendFailure): void }>();
  return {
    wait(ms, signal) {
      return new Promise((resolve, reject) => {
        const end = () => {
          waiting.delete(guest);
          clearTimeout(timer);
          signal.removeEventListener("abort", stopped);
        };
        const guest = {
          go(thing: Thing) {
            end();
            resolve(thing);
          },
          leave(why: SendFailure) {
            end();
            reject(new SendError(why));
          },
        };
        const stopped = () => guest.leave("stopped");
        const timer = setTimeout(() => guest.leave("expired"), Math.max(0, ms));
        signal.addEventListener("abort", stopped, { once: true });
        waiting.add(guest);
        if (signal.aborted) stopped();
      });
    },
    letIn(thing) {
      for (const guest of waiting) guest.go(thing);
    },
    sendHome(why) {
      for (const guest of waiting) guest.leave(why);
    },
  };
}
