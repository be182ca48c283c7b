import type { Passage } from "../knowledge/passage.ts";

/** Passages by regulation: all of them, and those that we summarised, which alone a bare "pasal 280" may mean. */
export type Shelf = {
  byId: ReadonlyMap<string, Passage>;
  all: ReadonlyMap<string, readonly Passage[]>;
  own: ReadonlyMap<string, readonly Passage[]>;
};

/** Several parsers read the same passages, of which there may be a hundred thousand. */
const shelves = new WeakMap<ReadonlyMap<string, Passage>, Shelf>();

/** Sorts passages by regulation, once for the same passages. */
export function shelvePassages(passages: ReadonlyMap<string, Passage>): Shelf {
  const known = shelves.get(passages);
  if (known !== undefined) return known;
  const all = Map.groupBy(passages.values(), ({ regulation }) => regulation);
  const own = new Map<string, Passage[]>();
  for (const [regulation, each] of all) {
    const summarised = each.filter(({ ringkasan }) => ringkasan !== "");
    if (summarised.length > 0) own.set(regulation, summarised);
  }
  const shelf: Shelf = { byId: passages, all, own };
  shelves.set(passages, shelf);
  return shelf;
}
