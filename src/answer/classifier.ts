/**
 * Multinomial logistic regression over sparse features with TF-IDF weights: which of the known situations a message
 * is about. Trained from the stored question variants alone; the same examples always give the same weights.
 */
import type { Features } from "./features.ts";

export type Example = { features: Features; label: number };

export type Classifier = {
  labels: number;
  /** Feature name -> row; features seen in one example only are left out. */
  rows: ReadonlyMap<string, number>;
  idf: Float32Array;
  /** Row-major, one row of `labels` weights per feature, then one row of biases. */
  weights: Float32Array;
};

export type TrainingSettings = { epochs: number; rate: number; decay: number; seed: number; smoothing: number };

export const trainingDefaults: TrainingSettings = { epochs: 12, rate: 6, decay: 2e-5, seed: 7, smoothing: 0.05 };

const FEWEST_EXAMPLES = 2;

export function trainClassifier(
  examples: readonly Example[],
  labels: number,
  settings: TrainingSettings = trainingDefaults,
): Classifier {
  const { rows, idf } = countFeatures(examples);
  const bias = rows.size;
  const weights = new Float32Array((rows.size + 1) * labels);
  const classifier: Classifier = { labels, rows, idf, weights };
  const vectors = examples.map(({ features }) => toVector(classifier, features));
  const order = examples.map((_, index) => index);
  const random = generator(settings.seed);
  const scores = new Float32Array(labels);
  const changedLabels = new Int32Array(labels);
  const changes = new Float32Array(labels);
  let shrink = 1;
  const steps = settings.epochs * examples.length;
  let step = 0;
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    shuffle(order, random);
    for (const index of order) {
      const vector = vectors[index];
      const label = examples[index]?.label;
      if (vector === undefined || label === undefined) continue;
      score(classifier, vector, scores, shrink);
      softmax(scores);
      const rate = settings.rate * (1 - step / steps);
      shrink *= 1 - rate * settings.decay;
      const target = 1 - settings.smoothing;
      const rest = settings.smoothing / labels;
      for (let k = 0; k < labels; k += 1) {
        const error = (k === label ? target + rest : rest) - (scores[k] as number);
        scores[k] = Math.abs(error) < 1e-3 ? 0 : (rate * error) / shrink;
      }
      let moved = 0;
      for (let k = 0; k < labels; k += 1) {
        const change = scores[k] as number;
        if (change === 0) continue;
        changedLabels[moved] = k;
        changes[moved] = change;
        moved += 1;
      }
      for (let i = 0; i < vector.rows.length; i += 1) {
        const base = (vector.rows[i] as number) * labels;
        const value = vector.values[i] as number;
        for (let j = 0; j < moved; j += 1) {
          const at = base + (changedLabels[j] as number);
          weights[at] = (weights[at] as number) + (changes[j] as number) * value;
        }
      }
      for (let j = 0; j < moved; j += 1) {
        const at = bias * labels + (changedLabels[j] as number);
        weights[at] = (weights[at] as number) + 0.05 * (changes[j] as number);
      }
      step += 1;
    }
  }
  for (let at = 0; at < weights.length; at += 1) weights[at] = (weights[at] ?? 0) * shrink;
  return classifier;
}

/** The probability of each label, in label order. */
export function classify(classifier: Classifier, features: Features): Float32Array {
  const scores = new Float32Array(classifier.labels);
  score(classifier, toVector(classifier, features), scores, 1);
  softmax(scores);
  return scores;
}

export type Vector = { rows: Int32Array; values: Float32Array };

export function toVector(classifier: Pick<Classifier, "rows" | "idf">, features: Features): Vector {
  const rows: number[] = [];
  const values: number[] = [];
  let squares = 0;
  for (const [name, weight] of features) {
    const row = classifier.rows.get(name);
    if (row === undefined) continue;
    const value = weight * (classifier.idf[row] ?? 0);
    rows.push(row);
    values.push(value);
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  return { rows: Int32Array.from(rows), values: Float32Array.from(values, (value) => value / length) };
}

function countFeatures(examples: readonly Example[]): { rows: Map<string, number>; idf: Float32Array } {
  const counts = new Map<string, number>();
  for (const { features } of examples) for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const rows = new Map<string, number>();
  const idf: number[] = [];
  for (const [name, count] of counts) {
    if (count < FEWEST_EXAMPLES) continue;
    rows.set(name, rows.size);
    idf.push(Math.log(1 + examples.length / count));
  }
  return { rows, idf: Float32Array.from(idf) };
}

function score({ labels, weights, rows }: Classifier, vector: Vector, into: Float32Array, factor: number): void {
  const bias = rows.size * labels;
  for (let k = 0; k < labels; k += 1) into[k] = (weights[bias + k] ?? 0) * factor;
  for (let i = 0; i < vector.rows.length; i += 1) {
    const base = (vector.rows[i] as number) * labels;
    const value = (vector.values[i] as number) * factor;
    for (let k = 0; k < labels; k += 1) into[k] = (into[k] as number) + value * (weights[base + k] as number);
  }
}

function softmax(scores: Float32Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of scores) if (value > most) most = value;
  let sum = 0;
  for (let k = 0; k < scores.length; k += 1) {
    const value = Math.exp((scores[k] ?? 0) - most);
    scores[k] = value;
    sum += value;
  }
  for (let k = 0; k < scores.length; k += 1) scores[k] = (scores[k] ?? 0) / sum;
}

/** A small seeded generator (mulberry32), so that training repeats exactly. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffle<T>(items: T[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
}
