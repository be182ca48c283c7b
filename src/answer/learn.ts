import type { Knowledge } from "../knowledge/read.ts";
import type { Situation, Verdict } from "../knowledge/situation.ts";
import { knownShare } from "./calibration.ts";
import { type Classifier, classify, type Example, trainClassifier } from "./classifier.ts";
import { extractFeatures, extractShape, type Features } from "./features.ts";
import { createLessons } from "./lessons.ts";
import { type Gate, gates, packRanker, type Ranker, unpackRanker } from "./ranker.ts";
import { countWords, createKnowledgeNormaliser } from "./vocabulary-words.ts";
import type { Normalise } from "./words.ts";

/** A stored question variant, ready to learn from. */
export type Variant = {
  owner: Situation;
  label: number;
  topicFeatures: Features;
  gate: Example;
  /** Whether it only teaches the gate what an ordinary question is. */
  onlyGate: boolean;
};

export type LearnOptions = { progress?: (done: number, of: number) => void };

const FOLDS = 3;
const ORDINARY = gates.indexOf("biasa");
/** Ordinary questions outnumber the others; these are shown this many times so that the gate does not ignore them. */
const EVENED = 3;

/**
 * Learns the ranker from the question variants of the knowledge. The same knowledge gives the same bytes. Takes some
 * seconds; `progress` is called after each of its steps.
 */
export function learn(knowledge: Knowledge, options: LearnOptions = {}): Ranker {
  const words = countWords(knowledge);
  const { normalise } = createKnowledgeNormaliser(knowledge, words);
  const owners = [...knowledge.situations.values(), ...knowledge.guards.values()];
  const variants = toVariants(owners, knowledge, normalise);
  const steps = FOLDS + 1;
  const lessons = createLessons(
    owners.map((owner) => ({ verdict: owner.verdict, isGuard: knowledge.guards.has(owner.id) })),
  );
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const { topics, gate } = train(
      variants.filter((_, index) => index % FOLDS !== fold),
      owners.length,
    );
    for (const [index, { topicFeatures, gate: gateExample, label, onlyGate }] of variants.entries()) {
      if (index % FOLDS !== fold) continue;
      lessons.add({
        label,
        gateLabel: gateExample.label,
        onlyGate,
        topics: classify(topics, topicFeatures),
        gate: classify(gate, gateExample.features),
        known: knownShare(topics, topicFeatures),
      });
    }
    options.progress?.(fold + 1, steps);
  }
  const ranker = {
    version: knowledge.version,
    ids: owners.map(({ id }) => id),
    ...train(variants, owners.length),
    ...lessons.fit(),
    words,
  };
  options.progress?.(steps, steps);
  // Through the packed form, so that a ranker just learned and one read from disk answer alike.
  return unpackRanker(packRanker(ranker));
}

/** Every stored variant with its features. */
export function toVariants(owners: readonly Situation[], knowledge: Knowledge, normalise: Normalise): Variant[] {
  const { concepts } = knowledge.vocabulary;
  return owners.flatMap((owner, label) =>
    owner.questions.map((text) => {
      const words = normalise(text);
      const onlyGate = knowledge.guards.has(owner.id) && gateOf(owner.verdict) === "biasa";
      const gate = { features: extractShape(text, words, concepts), label: gates.indexOf(gateOf(owner.verdict)) };
      return { owner, label, topicFeatures: extractFeatures(words, concepts), gate, onlyGate };
    }),
  );
}

/** Trains both classifiers on some variants. */
export function train(variants: readonly Variant[], labels: number): { topics: Classifier; gate: Classifier } {
  return {
    topics: trainClassifier(
      variants.flatMap(({ topicFeatures, label, onlyGate }) => (onlyGate ? [] : [{ features: topicFeatures, label }])),
      labels,
    ),
    gate: trainClassifier(
      variants.flatMap(({ gate }) => (gate.label === ORDINARY ? [gate] : new Array<Example>(EVENED).fill(gate))),
      gates.length,
    ),
  };
}

function gateOf(verdict: Verdict): Gate {
  return verdict === "lapor" || verdict === "tolak" || verdict === "di_luar_cakupan" ? verdict : "biasa";
}
