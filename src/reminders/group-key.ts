import { comparable } from "./comparable.ts";
import type { RosterGroup } from "./people.ts";

/** What makes two groups of a roster the same. */
export function groupKey({ unit, district, tags }: Pick<RosterGroup, "unit" | "district" | "tags">): string {
  return JSON.stringify([comparable(unit), district === undefined ? null : comparable(district), sortedTags(tags)]);
}

/** Tags as they are compared, each once. */
export function sortedTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(comparable))].sort();
}
