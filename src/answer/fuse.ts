import type { Situation } from "../knowledge/situation.ts";
import type { Findings } from "./find.ts";
import { createKept } from "./kept.ts";
import type { Leave, Leaving } from "./leaving.ts";
import type { Embed, ModelOptions } from "./model.ts";
import type { Nearest } from "./nearest.ts";
import type { Register } from "./register.ts";
import { byWords } from "./suggest.ts";
import { isUsable } from "./vectors.ts";

export type Unsure = Pick<Findings, "text" | "joined" | "candidates" | "searched">;

/**
 * What an unsure question may have meant, by its words and by what it means, best first; undefined where that is not known to be
 * better than its words alone, or could not be had in time. An order of suggestions, never a verdict. Never rejects.
 */
export type Fuse = (unsure: Unsure, options: ModelOptions) => Promise<readonly Situation[] | undefined>;

/** Of the nearest situations this many have a say. */
export const MOST_NEAR = 10;
/** As in the paper on reciprocal rank fusion: first places weigh more than last ones, but not by much. */
const K = 60;

/** Fuses orders by the sum of the reciprocal ranks; of two equal ones the first order's goes first. */
export function fuseOrders<T>(...orders: ReadonlyArray<readonly T[]>): T[] {
  const sums = new Map<T, number>();
  for (const order of orders)
    for (const [at, each] of order.entries()) sums.set(each, (sums.get(each) ?? 0) + 1 / (K + at + 1));
  return [...sums].sort(([, a], [, b]) => b - a).map(([each]) => each);
}

/** What is known at the moment of the vectors of the knowledge. */
export type Fusible = {
  nearest: Nearest;
  /** The ways of writing for which fusing was better than words alone. */
  better: ReadonlySet<Register>;
};

export type FuseParts = {
  embed: Embed;
  leave: Leave;
  /** Undefined while nothing is known yet. */
  fusible(): Fusible | undefined;
  situation(id: string): Situation | undefined;
  registerOf(text: string): Register;
  /** Called when a question's vector is none that could be compared with the kept ones. */
  misfit?(): void;
};

/** The vector of a question as {@link Leave} lets it go, kept in RAM for whoever asks the same. */
export type VectorOf = (words: Leaving, options: ModelOptions) => Promise<Float32Array | undefined>;

/** Suggestions are worth no longer wait: the answer is there already. */
export const MOST_VECTOR_MS = 2_000;

export function createFuse({ embed, leave, fusible, situation, registerOf, misfit = () => {} }: FuseParts): Fuse {
  const vectorOf = remembering(async (words, { until, person }) => {
    const soon = Math.min(until, performance.now() + MOST_VECTOR_MS);
    const [vector, ...more] = (await embed.embed([words], { until: soon, person })) ?? [];
    return vector !== undefined && more.length === 0 && isUsable(vector) ? vector : undefined;
  });
  return async (unsure, options) => {
    const now = fusible();
    if (now === undefined || !now.better.has(registerOf(unsure.text))) return undefined;
    const words = leave(unsure.joined);
    if (words === undefined) return undefined;
    const vector = await vectorOf(words, options);
    if (vector === undefined) return undefined;
    const near = now.nearest(vector, MOST_NEAR);
    if (near.length === 0) {
      misfit();
      return undefined;
    }
    const said = new Map(byWords(unsure).map((each) => [each.id, each]));
    return fuseOrders([...said.keys()], near).flatMap((id) => said.get(id) ?? situation(id) ?? []);
  };
}

/** What was asked last, by nothing but the words that may leave; failures are asked again. */
function remembering(ask: VectorOf): VectorOf {
  const known = createKept<Float32Array>();
  return async (words, options) => {
    const key = words.toLowerCase().replace(/\s+/g, " ").trim();
    const before = known.get(key);
    if (before !== undefined) return before;
    const vector = await ask(words, options);
    if (vector !== undefined) known.keep(key, vector);
    return vector;
  };
}
