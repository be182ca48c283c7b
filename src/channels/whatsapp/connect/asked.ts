import type { PairingStep } from "../../../chat/pairing.ts";
import { type LinkRequest, pairingTexts } from "./pairing.ts";

/** A request to link that is under way. */
export type Asked = LinkRequest & {
  /** Tells the last step, once; whoever asked need wait no longer. */
  finish(step: PairingStep): void;
  /** The phone has accepted, so the login follows; whoever asked waits for it so long, if they wait. */
  awaitLogin(ms: number): void;
};

/** `done` is called when it is over. */
export function ask(request: LinkRequest, done: () => void): Asked {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const { step, signal } = request;

  function end(): void {
    isOver = true;
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    done();
  }

  return {
    ...request,
    finish(last) {
      if (isOver) return;
      step(last);
      end();
    },
    awaitLogin(ms) {
      if (isOver || timer !== undefined) return;
      timer = setTimeout(() => {
        step({ kind: "failed", text: pairingTexts.slow });
        end();
      }, ms);
      if (signal.aborted) end();
      else signal.addEventListener("abort", end);
    },
  };
}
