import type { Classifier } from "./classifier.ts";
import type { Features } from "./features.ts";
import type { Calibration } from "./ranker.ts";

/** What tells a sure answer from a guess. */
export type Evidence = {
  chances: Float32Array;
  /** The best labels, most likely first. */
  best: readonly number[];
  verdictOf: (label: number) => string | undefined;
  /** The gate's chance that this is an ordinary question. */
  ordinary: number;
  /** {@link knownShare} */
  known: number;
  /** The share of the chances that lies on situations rather than on guards. */
  covered: number;
};

/** The best chance and its lead, how far the best agree on the verdict, and whether this is our kind of question at all. */
export function signals({ chances, best, verdictOf, ordinary, known, covered }: Evidence): number[] {
  const chanceOf = (label: number | undefined) => (label === undefined ? 0 : (chances[label] ?? 0));
  const [first, second] = best;
  const verdict = first === undefined ? undefined : verdictOf(first);
  const all = best.reduce((sum, label) => sum + chanceOf(label), 0);
  const agreeing = best
    .filter((label) => verdictOf(label) === verdict)
    .reduce((sum, label) => sum + chanceOf(label), 0);
  return [
    logit(chanceOf(first)),
    Math.log((chanceOf(first) + 1e-6) / (chanceOf(second) + 1e-6)),
    all === 0 ? 0 : agreeing / all,
    logit(ordinary),
    known,
    logit(covered),
  ];
}

/** What speaks for a guard against an ordinary question: the gate, the topics, and no situation that fits well. */
export function guardSignals({ gate, ordinary, topics, covered, best }: GuardEvidence): number[] {
  return [logOdds(gate, ordinary), logOdds(topics, covered), best];
}

export type GuardEvidence = {
  /** The gate's chance of this guard, and of an ordinary question. */
  gate: number;
  ordinary: number;
  /** The topics' chance of this guard's messages, and of all situations. */
  topics: number;
  covered: number;
  /** The chance of the best situation. */
  best: number;
};

/** The share of a message's words that the classifier has seen, by weight of letters in them. */
export function knownShare({ rows }: Classifier, features: Features): number {
  let known = 0;
  let all = 0;
  for (const name of features.keys()) {
    if (!name.startsWith("w:")) continue;
    all += name.length;
    if (rows.has(name)) known += name.length;
  }
  return all === 0 ? 0 : known / all;
}

/** The chance that the verdict is right. */
export function calibrated(calibration: Calibration, found: readonly number[]): number {
  return sigmoid(found.reduce((sum, value, at) => sum + value * (calibration[at + 1] ?? 0), calibration[0] ?? 0));
}

export type Sample = { signals: readonly number[]; right: boolean };

const ROUNDS = 25;
const RIDGE = 1e-2;

/** Fits a logistic by Newton's method with a little ridge; samples are few and signals fewer. */
export function fitLogistic(samples: readonly Sample[]): Calibration {
  const size = (samples[0]?.signals.length ?? 0) + 1;
  let weights: readonly number[] = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { gradient, hessian } = slopes(samples, weights);
    const step = solve(hessian, gradient);
    weights = weights.map((weight, at) => weight + (step[at] ?? 0));
  }
  return weights.map((weight) => Number(weight.toFixed(6)));
}

/** First and second derivatives of the likelihood at some weights. */
function slopes(samples: readonly Sample[], weights: readonly number[]): { gradient: number[]; hessian: number[][] } {
  const gradient = weights.map((): number => 0);
  const hessian = weights.map((_, at) => weights.map((__, other): number => (at === other ? RIDGE : 0)));
  for (const { signals: found, right } of samples) {
    const x = [1, ...found];
    const chance = calibrated(weights, found);
    for (const [i, value] of x.entries()) {
      gradient[i] = (gradient[i] ?? 0) + ((right ? 1 : 0) - chance) * value;
      const row = hessian[i] ?? [];
      for (const [j, other] of x.entries()) row[j] = (row[j] ?? 0) + chance * (1 - chance) * value * other;
    }
  }
  return { gradient, hessian };
}

/** Gauss-Jordan elimination; the ridge keeps every pivot well away from zero. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  for (const [column, head] of rows.entries()) {
    const pivot = head[column] ?? 1;
    for (const [at, row] of rows.entries()) {
      if (at === column) continue;
      const factor = (row[column] ?? 0) / pivot;
      rows[at] = row.map((value, k) => value - factor * (head[k] ?? 0));
    }
  }
  return rows.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1));
}

function logOdds(chance: number, against: number): number {
  return Math.log((chance + 1e-6) / (against + 1e-6));
}

function logit(chance: number): number {
  const safe = Math.min(1 - 1e-6, Math.max(1e-6, chance));
  return Math.log(safe / (1 - safe));
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
