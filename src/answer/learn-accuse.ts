import { type AccuseFeatures, accuseFeatures, PLACES } from "./accuse-features.ts";
import type { AccuseWeights } from "./may-accuse.ts";
import { plainTokens } from "./plain-tokens.ts";

/** A text to learn from; `weight` is how many times it counts. */
export type AccuseLesson = { text: string; accuses: boolean; weight: number };

type Example = { features: AccuseFeatures; target: number; weight: number };

/** One descent is at the mercy of its order; so many of them, averaged, are not. */
const DESCENTS = 4;
const EPOCHS = 10;
const RATE = 2;
const DECAY = 1e-5;
const BIAS_RATE = 0.02;
const SMOOTHING = 0.02;
/** Stories are few among the questions, and one missed costs more than one question held. */
const STORY = 3;
const LARGEST = 127;

/** Logistic regression by descent over hashed features. The same lessons give the same weights; some seconds. */
export function learnAccuse(lessons: readonly AccuseLesson[]): AccuseWeights {
  const examples = lessons.map(({ text, accuses, weight }): Example => {
    const features = accuseFeatures(plainTokens(text));
    return { features, target: accuses ? 1 - SMOOTHING : SMOOTHING, weight: accuses ? weight * STORY : weight };
  });
  const sum = new Float32Array(PLACES);
  let bias = 0;
  for (let descent = 0; descent < DESCENTS; descent += 1) {
    const one = descend(examples, generator(7 + descent * 101));
    bias += one.bias / DESCENTS;
    for (let at = 0; at < PLACES; at += 1) sum[at] = (sum[at] as number) + (one.weights[at] as number) / DESCENTS;
  }
  const scale = sum.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / LARGEST;
  return { bias, scale, weights: Int8Array.from(sum, (weight) => Math.round(weight / (scale || 1))) };
}

function descend(examples: readonly Example[], random: () => number): { bias: number; weights: Float32Array } {
  const weights = new Float32Array(PLACES);
  const order = [...examples];
  const steps = EPOCHS * order.length;
  let bias = 0;
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, random);
    for (const { features, target, weight } of order) {
      const { places, values } = features;
      let score = bias;
      for (let at = 0; at < places.length; at += 1)
        score += (weights[places[at] as number] as number) * (values[at] as number);
      const by = RATE * (1 - step / steps) * (target - 1 / (1 + Math.exp(-score))) * weight;
      bias += by * BIAS_RATE;
      for (let at = 0; at < places.length; at += 1) {
        const place = places[at] as number;
        weights[place] = (weights[place] as number) * (1 - DECAY) + by * (values[at] as number);
      }
      step += 1;
    }
  }
  return { bias, weights };
}

function shuffle<T>(items: T[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
}

/** A small generator of its own, so that a run can be repeated anywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
