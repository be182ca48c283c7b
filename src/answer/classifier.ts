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
  /** Row-major, one row of `labels` weights per feature, then one row of biases; each is to be multiplied by `scale`. */
  weights: Float32Array | Int8Array;
  scale: number;
};

export type TrainingSettings = { epochs: number; rate: number; decay: number; seed: number; smoothing: number };

export const trainingDefaults: TrainingSettings = { epochs: 7, rate: 7, decay: 2e-5, seed: 7, smoothing: 0.05 };

const FEWEST_EXAMPLES = 2;

/** Trains by stochastic gradient descent, the step shrinking to nothing; some seconds for some thousand examples. */
export function trainClassifier(
  examples: readonly Example[],
  labels: number,
  settings: TrainingSettings = trainingDefaults,
): Classifier {
  const { rows, idf } = countFeatures(examples);
  const classifier: Classifier = { labels, rows, idf, weights: new Float32Array((rows.size + 1) * labels), scale: 1 };
  const items = examples.map(({ features, label }) => ({ vector: toVector(classifier, features), label }));
  const random = generator(settings.seed);
  const steps = settings.epochs * items.length;
  const descend = createDescent(classifier, settings);
  let step = 0;
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    shuffle(items, random);
    for (const { vector, label } of items) {
      descend.step(vector, label, settings.rate * (1 - step / steps));
      step += 1;
    }
  }
  descend.finish();
  return classifier;
}

/** A bias moves this much slower than a word: how often a label was taught says little about how often it is asked. */
const BIAS_RATE = 0.05;
/** Errors below this change nothing that anybody could see and cost most of the time. */
const SMALLEST_ERROR = 1e-3;

/** One step at a time; the weights are kept divided by `shrink`, so that decay costs nothing per step. */
function createDescent(classifier: Classifier, { decay, smoothing }: TrainingSettings) {
  const { labels, weights, rows } = classifier;
  const bias = rows.size * labels;
  const chances = new Float32Array(labels);
  const moved = new Int32Array(labels);
  const moves = new Float32Array(labels);
  let shrink = 1;

  /** Collects the labels whose chance is off, and by how much each has to move. */
  function findMoves(label: number, rate: number): number {
    let count = 0;
    for (let k = 0; k < labels; k += 1) {
      const target = smoothing / labels + (k === label ? 1 - smoothing : 0);
      const error = target - (chances[k] as number);
      if (Math.abs(error) < SMALLEST_ERROR) continue;
      moved[count] = k;
      moves[count] = (rate * error) / shrink;
      count += 1;
    }
    return count;
  }

  function move(base: number, by: number, count: number): void {
    for (let j = 0; j < count; j += 1) {
      const at = base + (moved[j] as number);
      weights[at] = (weights[at] as number) + (moves[j] as number) * by;
    }
  }

  return {
    step(vector: Vector, label: number, rate: number): void {
      score(classifier, vector, chances, shrink);
      softmax(chances);
      shrink *= 1 - rate * decay;
      const count = findMoves(label, rate);
      for (let i = 0; i < vector.rows.length; i += 1) {
        move((vector.rows[i] as number) * labels, vector.values[i] as number, count);
      }
      move(bias, BIAS_RATE, count);
    },
    finish(): void {
      for (let at = 0; at < weights.length; at += 1) weights[at] = (weights[at] as number) * shrink;
    },
  };
}

/** The probability of each label, in label order. */
export function classify(classifier: Classifier, features: Features): Float32Array {
  const scores = new Float32Array(classifier.labels);
  score(classifier, toVector(classifier, features), scores, classifier.scale);
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
  for (const { features } of examples)
    for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
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
