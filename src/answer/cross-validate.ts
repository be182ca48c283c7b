import type { Knowledge } from "../knowledge/read.ts";
import { bestOf } from "./chances.ts";
import { classify } from "./classifier.ts";
import { toVariants, train } from "./learn.ts";
import type { Normaliser } from "./words.ts";

export type CrossValidation = {
  variants: number;
  guards: number;
  situation: number;
  amongThree: number;
  verdict: number;
  gate: number;
};

const FOLDS = 5;

/** Judges every stored variant by a ranker that has not seen it; counts of right answers. */
export function crossValidate(
  knowledge: Knowledge,
  { normalise }: Normaliser,
  progress: (done: number, of: number) => void = () => {},
): CrossValidation {
  const owners = [...knowledge.situations.values(), ...knowledge.guards.values()];
  const variants = toVariants(owners, knowledge, normalise);
  const result: CrossValidation = { variants: 0, guards: 0, situation: 0, amongThree: 0, verdict: 0, gate: 0 };
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const { topics, gate } = train(
      variants.filter((_, index) => index % FOLDS !== fold),
      owners.length,
    );
    for (const { owner, label, topicFeatures, onlyGate, gate: gateExample } of variants.filter(
      (_, index) => index % FOLDS === fold,
    )) {
      if (bestOf(classify(gate, gateExample.features), () => true, 1)[0] === gateExample.label) result.gate += 1;
      if (onlyGate || knowledge.guards.has(owner.id)) {
        result.guards += 1;
        continue;
      }
      const best = bestOf(
        classify(topics, topicFeatures),
        (label) => !knowledge.guards.has(owners[label]?.id ?? ""),
        3,
      );
      result.variants += 1;
      if (best[0] === label) result.situation += 1;
      if (best.includes(label)) result.amongThree += 1;
      if (owners[best[0] ?? -1]?.verdict === owner.verdict) result.verdict += 1;
    }
    progress(fold + 1, FOLDS);
  }
  return result;
}
