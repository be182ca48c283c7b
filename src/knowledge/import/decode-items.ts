import type { Marker, MarkerReading, Style } from "./markers.ts";
import { compareOrdinals, missingBetween } from "./numbers.ts";

/** A part of an article as decided, with the parts it stands in, outermost first and itself last. */
export type Item = { start: number; end: number; path: readonly MarkerReading[] };

type State = {
  cost: number;
  stack: readonly MarkerReading[];
  /** How many parts each open list has so far. */
  lengths: readonly number[];
  taken: Taken | undefined;
  last: number;
};
type Taken = { marker: Marker; stack: readonly MarkerReading[]; before: Taken | undefined };

export type DecodeOptions = {
  /** Styles that may occur. */
  styles: ReadonlySet<Style>;
  /** Lists may begin with any sign and skip some, as an elucidation does. */
  loose?: boolean;
};

const WIDTH = 48;
const MISSING_FIRST = 4;
const MISSING_FURTHER = 1.5;
const MOST_MISSING = 40;
const MOST_MISSING_COST = 9;
/** A list may lack its first few parts, hardly more. */
const MOST_MISSING_AHEAD = 4;
const LOOSE_MISSING = 0.3;
const DEEPEST = 6;
/** From here on a sign was read as something other than it looks like. */
const GUESSED = 1.5;

/**
 * Decides which signs open parts and how the parts stand inside each other: of all ways to read the signs the cheapest,
 * where a number out of its order, a list that begins without a colon and a clear sign left unread cost most.
 */
export function decodeItems(markers: readonly Marker[], options: DecodeOptions): Item[] {
  let states: State[] = [{ cost: 0, stack: [], lengths: [], taken: undefined, last: 0 }];
  for (const marker of markers) {
    const next = new Map<string, State>();
    const keep = (state: State) => {
      const key = state.stack.map(({ style, n, letter }) => `${style}${n}${letter}`).join("/");
      const known = next.get(key);
      if (known === undefined || state.cost < known.cost) next.set(key, state);
    };
    for (const state of states) {
      keep({ ...state, cost: state.cost + marker.ignore });
      if (marker.start < state.last) continue;
      for (const reading of marker.readings) {
        if (options.styles.has(reading.style)) extend(state, marker, reading, options.loose === true, keep);
      }
    }
    states = [...next.values()].sort((a, b) => a.cost - b.cost).slice(0, WIDTH);
  }
  const ended = states.map((state) => ({ ...state, cost: state.cost + loneLists(state.lengths, options.loose) }));
  const best = ended.sort((a, b) => a.cost - b.cost)[0];
  const items: Item[] = [];
  for (let at = best?.taken; at !== undefined; at = at.before) {
    items.unshift({ start: at.marker.start, end: at.marker.end, path: at.stack });
  }
  return items;
}

function extend(
  state: State,
  marker: Marker,
  reading: MarkerReading,
  loose: boolean,
  keep: (state: State) => void,
): void {
  const level = state.stack.findIndex(({ style }) => style === reading.style);
  const lone = marker.start - state.last < 2 && state.taken !== undefined ? 1 : 0;
  const base = state.cost + marker.accept + reading.cost + lone;
  const taken = (stack: readonly MarkerReading[]) => ({ marker, stack, before: state.taken });
  if (level >= 0) {
    const current = state.stack[level];
    if (current === undefined || compareOrdinals(current, reading) >= 0) return;
    const missing = missingBetween(current, reading);
    if (missing > MOST_MISSING && !loose) return;
    const stack = [...state.stack.slice(0, level), reading];
    const lengths = [...state.lengths.slice(0, level), (state.lengths[level] ?? 0) + 1];
    const cost = base + missingCost(missing, loose) + loneLists(state.lengths.slice(level + 1), loose);
    keep({ cost, stack, lengths, taken: taken(stack), last: marker.end });
    return;
  }
  if (state.stack.length >= DEEPEST || (reading.style === "ayat" && state.stack.length > 0)) return;
  if (reading.n > 1 + MOST_MISSING_AHEAD && !loose) return;
  if (reading.letter !== "") return;
  const stack = [...state.stack, reading];
  const opening = loose ? 0.2 : openingCost(state, marker, reading);
  const cost = base + opening + missingCost(reading.n - 1, loose);
  keep({ cost, stack, lengths: [...state.lengths, 1], taken: taken(stack), last: marker.end });
}

/** A list of a single part is hardly one. */
function loneLists(lengths: readonly number[], loose = false): number {
  return loose ? 0 : lengths.filter((length) => length === 1).length * 1.5;
}

function openingCost({ taken, last }: State, marker: Marker, { style, cost }: MarkerReading): number {
  // Only where a list has to begin may "f ." be its 1.
  if (cost >= GUESSED && !marker.afterColon) return 5;
  if (style === "ayat") return taken === undefined && marker.start < 40 ? 0 : 3;
  if (marker.afterColon) return 0;
  // "(1) a. …": a list right behind a sign.
  if (marker.start - last < 3) return 1;
  return marker.opensLine ? 1.4 : 2.8;
}

function missingCost(missing: number, loose: boolean): number {
  if (missing === 0) return 0;
  if (loose) return LOOSE_MISSING * missing;
  return Math.min(MOST_MISSING_COST, MISSING_FIRST + MISSING_FURTHER * (missing - 1));
}
