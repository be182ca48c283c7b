/** Counts below this are not shown; 0 to 4 look all the same. */
export const SMALLEST = 5;
const MOST_HIDDEN = SMALLEST - 1;

/** A count as it is shown: itself, `<5`, or `>=n` for a sum in which some counts are hidden. */
export type Figure = number | "<5" | `>=${number}`;

export function isHidden(count: number): boolean {
  return count < SMALLEST;
}

export function figureOf(count: number): number | "<5" {
  return isHidden(count) ? "<5" : count;
}

/**
 * The sum of a set of counts that are shown one by one with {@link figureOf}. Whatever it says, each hidden count may still
 * be anything from 0 to 4: what is hidden enters rounded down to a multiple of 5, and never so high that all hidden counts
 * would have to be large. With a single hidden count it therefore does not enter at all.
 */
export function totalOf(counts: readonly number[]): Figure {
  const hidden = counts.filter(isHidden);
  const shown = sum(counts.filter((count) => !isHidden(count)));
  if (hidden.length === 0) return shown;
  const most = roundDown(MOST_HIDDEN * (hidden.length - 1));
  const atLeast = shown + Math.min(roundDown(sum(hidden)), most);
  return atLeast === 0 ? "<5" : `>=${atLeast}`;
}

/** What a figure is at least, for comparing and drawing; 0 for `<5`. */
export function atLeast(figure: Figure): number {
  if (typeof figure === "number") return figure;
  return figure === "<5" ? 0 : Number(figure.slice(2));
}

function roundDown(count: number): number {
  return count - (count % SMALLEST);
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
