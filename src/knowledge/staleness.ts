import type { Regulation } from "./passage.ts";

/** After so many days nobody should rely on a check of a regulation that may change. */
export const FRESH_DAYS = 180;

/** Whether what is watched because it may change was last checked more than {@link FRESH_DAYS} before a day. */
export function isStale({ watched, checked }: { watched: boolean; checked: string }, today: string): boolean {
  return watched && daysBetween(checked, today) > FRESH_DAYS;
}

/** The regulations whose check is too old on a day (`YYYY-MM-DD`), oldest check first. */
export function staleRegulations(regulations: Iterable<Regulation>, today: string): Regulation[] {
  return [...regulations]
    .filter(({ dipantau, dicek }) => isStale({ watched: dipantau, checked: dicek }, today))
    .sort((a, b) => a.dicek.localeCompare(b.dicek) || a.id.localeCompare(b.id));
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
