import { type Register, registerNames } from "./register.ts";

/** At which place (from 0) each order has the first situation that is right for one question; -1 nowhere. */
export type Places = { register: Register; words: number; near: number; fused: number };

/** Shares of questions with a right one among the first 1, 3, 5, and the mean of 1/place. */
export type OrderFigures = { hit1: number; hit3: number; hit5: number; mrr: number };

/** How orders by words, by vectors and by both did on the questions of one way of writing. */
export type Compared = {
  register: Register;
  questions: number;
  words: OrderFigures;
  near: OrderFigures;
  fused: OrderFigures;
  /** Fused less words in the mean of 1/place, and its interval. */
  gain: { mean: number; low: number; high: number };
  /** Whether fusing is better beyond chance: only then it is used. */
  better: boolean;
};

/** Fewer say nothing about a way of writing. */
const FEWEST = 20;
const RESAMPLES = 4_000;
/** 95 % for six ways of writing together (Bonferroni), at either end. */
const TAIL = 0.05 / 2 / registerNames.length;

/** Compares the orders for each way of writing. The same places give the same figures. */
export function compareOrders(places: readonly Places[]): Compared[] {
  return registerNames.map((register) => {
    const own = places.filter((each) => each.register === register);
    const gain = resampledMean(own.map(({ words, fused }) => reciprocal(fused) - reciprocal(words)));
    return {
      register,
      questions: own.length,
      words: figures(own.map(({ words }) => words)),
      near: figures(own.map(({ near }) => near)),
      fused: figures(own.map(({ fused }) => fused)),
      gain,
      better: own.length >= FEWEST && gain.low > 0,
    };
  });
}

/** The place of the first that is right; -1 where none is. */
export function placeOf<T>(order: readonly T[], isRight: (each: T) => boolean): number {
  return order.findIndex(isRight);
}

const reciprocal = (place: number) => (place < 0 ? 0 : 1 / (place + 1));

function figures(places: readonly number[]): OrderFigures {
  const share = (first: number) => mean(places.map((place) => (place >= 0 && place < first ? 1 : 0)));
  return { hit1: share(1), hit3: share(3), hit5: share(5), mrr: mean(places.map(reciprocal)) };
}

/** The bootstrap of a paired difference: the mean, and between which means nearly all samples drawn anew from these lie. */
function resampledMean(differences: readonly number[]): Compared["gain"] {
  const { length } = differences;
  if (length === 0) return { mean: 0, low: 0, high: 0 };
  const draw = seeded(20_261_129);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let at = 0; at < length; at += 1) sum += differences[Math.floor(draw() * length)] ?? 0;
    return sum / length;
  }).sort((a, b) => a - b);
  const at = (share: number) => means[Math.min(RESAMPLES - 1, Math.floor(share * RESAMPLES))] ?? 0;
  return { mean: mean(differences), low: at(TAIL), high: at(1 - TAIL) };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Numbers from 0 to 1 that look random and are the same each time (xorshift). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
