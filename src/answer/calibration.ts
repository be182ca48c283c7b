import type { Classifier } from "./classifier.ts";
import type { Features } from "./features.ts";
import type { Calibration } from "./ranker.ts";

/** What tells a sure answer from a guess: the best chance, its lead, how ordinary and how known the words are. */
export function signals(
  chances: Float32Array,
  best: readonly number[],
  ordinary: number,
  known: number,
): number[] {
  const first = chances[best[0] ?? 0] ?? 0;
  const second = chances[best[1] ?? 0] ?? 0;
  return [logit(first), Math.log((first + 1e-6) / (second + 1e-6)), logit(ordinary), known];
}

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

/** Fits a logistic by Newton's method with a little ridge; samples are few and signals fewer. */
export function fitLogistic(samples: ReadonlyArray<{ signals: readonly number[]; right: boolean }>): Calibration {
  const size = (samples[0]?.signals.length ?? 0) + 1;
  const weights = new Array<number>(size).fill(0);
  for (let round = 0; round < 25; round += 1) {
    const gradient = new Array<number>(size).fill(0);
    const hessian = Array.from({ length: size }, (_, at) => {
      const row = new Array<number>(size).fill(0);
      row[at] = 1e-2;
      return row;
    });
    for (const sample of samples) {
      const x = [1, ...sample.signals];
      const chance = sigmoid(x.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0));
      const error = (sample.right ? 1 : 0) - chance;
      for (let i = 0; i < size; i += 1) {
        gradient[i] = (gradient[i] ?? 0) + error * (x[i] ?? 0);
        const row = hessian[i] as number[];
        for (let j = 0; j < size; j += 1) row[j] = (row[j] ?? 0) + chance * (1 - chance) * (x[i] ?? 0) * (x[j] ?? 0);
      }
    }
    const step = solve(hessian, gradient);
    for (let at = 0; at < size; at += 1) weights[at] = (weights[at] ?? 0) + (step[at] ?? 0);
  }
  return weights.map((weight) => Number(weight.toFixed(6)));
}

/** Gaussian elimination with partial pivoting on a small system. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let at = column + 1; at < size; at += 1) {
      if (Math.abs(rows[at]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = at;
    }
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    const head = rows[column] as number[];
    for (let at = 0; at < size; at += 1) {
      const row = rows[at] as number[];
      if (at === column || (head[column] ?? 0) === 0) continue;
      const factor = (row[column] ?? 0) / (head[column] ?? 1);
      for (let k = column; k <= size; k += 1) row[k] = (row[k] ?? 0) - factor * (head[k] ?? 0);
    }
  }
  return rows.map((row, at) => ((row[at] ?? 0) === 0 ? 0 : (row[size] ?? 0) / (row[at] ?? 1)));
}

function logit(chance: number): number {
  const safe = Math.min(1 - 1e-6, Math.max(1e-6, chance));
  return Math.log(safe / (1 - safe));
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
