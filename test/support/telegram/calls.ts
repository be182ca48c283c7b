import type { Call, Counts } from "./types.ts";

/** How many calls are always kept, to be named when a wait was in vain. */
const remembered = 8;

export type Calls = {
  list: readonly Call[];
  counts: ReadonlyMap<string, Counts>;
  add(call: Call): void;
  /** The last calls in words. */
  last(): string;
  clear(): void;
};

export function createCalls(keep: boolean): Calls {
  const list: Call[] = [];
  const counts = new Map<string, Counts>();
  const newest: Call[] = [];
  return {
    list,
    counts,
    add: (call) => {
      if (keep) list.push(call);
      newest.push(call);
      if (newest.length > remembered) newest.shift();
      const count = counts.get(call.method) ?? { ok: 0, refused: 0 };
      if (call.error === undefined) count.ok += 1;
      else count.refused += 1;
      counts.set(call.method, count);
    },
    last: () =>
      newest.map(({ method, status, error }) => `${method} ${status}${error ? ` (${error})` : ""}`).join(", "),
    clear: () => {
      list.length = 0;
      newest.length = 0;
      counts.clear();
    },
  };
}
