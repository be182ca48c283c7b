import { type Compared, compareOrders, placeOf } from "./answer/compare-orders.ts";
import { fuseOrders, MOST_NEAR } from "./answer/fuse.ts";
import type { Leave } from "./answer/leaving.ts";
import type { Nearest } from "./answer/nearest.ts";
import type { Register } from "./answer/register.ts";
import type { Progress, Vectors } from "./answer/vectors.ts";

/** A question with the order of situations by its words, and which of them are right. */
export type Asked = {
  text: string;
  register: Register;
  words: readonly string[];
  isRight: (situation: string) => boolean;
};

/**
 * Compares the orders by words, by vectors and by both on questions. Their vectors are made of what may leave of them, as in
 * service. Undefined when the vectors could not be had. Lets others have their turn after each question.
 */
export async function measureFusing(
  questions: readonly Asked[],
  { vectors, leave, nearest }: { vectors: Vectors; leave: Leave; nearest: Nearest },
  progress?: Progress,
): Promise<Compared[] | undefined> {
  const leaving = questions.map(({ text }) => leave(text));
  const texts = [...new Set(leaving.filter((text) => text !== undefined))];
  const computed = await vectors.of(texts, progress);
  if (computed === undefined) return undefined;
  const vectorOf = new Map(texts.map((text, at) => [text, computed[at]]));
  const places = [];
  for (const [at, { register, words, isRight }] of questions.entries()) {
    const text = leaving[at];
    const vector = text === undefined ? undefined : vectorOf.get(text);
    const near = vector === undefined ? [] : nearest(vector, MOST_NEAR);
    const fused = near.length === 0 ? words : fuseOrders(words, near);
    places.push({
      register,
      words: placeOf(words, isRight),
      near: placeOf(near, isRight),
      fused: placeOf(fused, isRight),
    });
    await new Promise(setImmediate);
  }
  return compareOrders(places);
}
