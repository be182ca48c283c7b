import { forgetOldest } from "../../../chat/quota.ts";
import { within } from "../../../within.ts";

/**
 * Waits for an answer so that the server does not hear yet that its question arrived. While there is no connection nothing
 * can be answered, and no time passes. Resolves to whether it is finished.
 */
export type Hold = (waiting: Waiting) => Promise<boolean>;

export type Waiting = {
  address: string;
  /** Resolves to whether it is finished. */
  answered: Promise<boolean>;
  /** Whether others wait meanwhile. */
  blocks: boolean;
};

export type HoldParts = {
  /** How long at most. */
  holdMs: number;
  /** The same while others wait: for no address longer than that in ten times as long. */
  blockMs: number;
  /** Resolves when there is a connection, now or later. */
  connected(): Promise<void>;
};

/** Others wait for nobody after as many answers in a row took too long, until one came in time. */
const MOST_IN_A_ROW = 3;
const SHARE = 1 / 10;
const MOST_ADDRESSES = 10_000;

export function createHold({ holdMs, blockMs, connected }: HoldParts): Hold {
  const spent = new Map<string, { ms: number; at: number }>();
  let ranOut = 0;

  function spentBy(address: string): number {
    const { ms, at } = spent.get(address) ?? { ms: 0, at: 0 };
    return Math.max(0, ms - (performance.now() - at) * SHARE);
  }

  function patience(address: string): number {
    return ranOut >= MOST_IN_A_ROW ? 0 : Math.max(0, blockMs - spentBy(address));
  }

  function spend(address: string, ms: number): void {
    const before = spentBy(address);
    spent.delete(address);
    spent.set(address, { ms: before + ms, at: performance.now() });
    forgetOldest(spent, MOST_ADDRESSES);
  }

  return async ({ address, answered, blocks }) => {
    const early = await Promise.race([answered, connected().then(() => undefined)]);
    if (early !== undefined) return early;
    const started = performance.now();
    if (!blocks) return (await within(holdMs, answered)) ?? false;
    void answered.then(() => {
      if (performance.now() - started < blockMs) ranOut = 0;
    });
    const ms = patience(address);
    const done = await within(ms, answered);
    spend(address, performance.now() - started);
    if (done === undefined && ms >= blockMs / 2) ranOut += 1;
    return done ?? false;
  };
}
