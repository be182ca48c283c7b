import type { Knowledge } from "../knowledge/read.ts";
import type { Situation, Verdict } from "../knowledge/situation.ts";
import { fitLogistic, knownShare, signals } from "./calibration.ts";
import { type Classifier, classify, type Example, trainClassifier } from "./classifier.ts";
import { extractFeatures, extractShape } from "./features.ts";
import { type Gate, gates, packRanker, type Ranker, unpackRanker } from "./ranker.ts";
import { countWords, createKnowledgeNormaliser } from "./vocabulary-words.ts";
import type { Normalise } from "./words.ts";

/** A stored question variant, ready to learn from; `topic` is undefined for examples that only teach the gate. */
export type Variant = { text: string; owner: Situation; topic: Example | undefined; gate: Example };

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
  const isGuard = (label: number) => knowledge.guards.has(owners[label]?.id ?? "");
  const samples: Array<{ signals: number[]; right: boolean }> = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const { topics, gate } = train(
      variants.filter((_, index) => index % FOLDS !== fold),
      owners.length,
    );
    const unseen = variants.filter(
      ({ topic, owner }, index) => index % FOLDS === fold && topic !== undefined && owner.verdict !== "lapor",
    );
    for (const { topic, gate: gateExample, owner } of unseen) {
      const features = topic?.features ?? new Map();
      const chances = classify(topics, features);
      const best = bestOf(chances, (label) => !isGuard(label));
      const found = signals({
        chances,
        best,
        verdictOf: (label) => owners[label]?.verdict,
        ordinary: classify(gate, gateExample.features)[ORDINARY] ?? 0,
        known: knownShare(topics, features),
        covered: massOf(chances, (label) => !isGuard(label)),
      });
      // What belongs to a guard has no right situation: it teaches what a wrong answer looks like.
      const right = !knowledge.guards.has(owner.id) && owners[best[0] ?? 0]?.verdict === owner.verdict;
      samples.push({ signals: found, right });
    }
    options.progress?.(fold + 1, steps);
  }
  const ranker = {
    version: knowledge.version,
    ids: owners.map(({ id }) => id),
    ...train(variants, owners.length),
    calibration: fitLogistic(samples),
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
      return {
        text,
        owner,
        topic: onlyGate ? undefined : { features: extractFeatures(words, concepts), label },
        gate: { features: extractShape(text, words, concepts), label: gates.indexOf(gateOf(owner.verdict)) },
      };
    }),
  );
}

/** Trains both classifiers on some variants. */
export function train(variants: readonly Variant[], labels: number): { topics: Classifier; gate: Classifier } {
  return {
    topics: trainClassifier(
      variants.flatMap(({ topic }) => topic ?? []),
      labels,
    ),
    gate: trainClassifier(
      variants.flatMap(({ gate }) => (gate.label === ORDINARY ? [gate] : new Array<Example>(EVENED).fill(gate))),
      gates.length,
    ),
  };
}

/** Labels from the most likely down, as far as `allowed`. */
export function bestOf(chances: Float32Array, allowed: (label: number) => boolean, most = 5): number[] {
  return [...chances.keys()]
    .filter(allowed)
    .sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0))
    .slice(0, most);
}

/** The sum of the chances of some labels. */
export function massOf(chances: Float32Array, chosen: (label: number) => boolean): number {
  return chances.reduce((sum, chance, label) => sum + (chosen(label) ? chance : 0), 0);
}

function gateOf(verdict: Verdict): Gate {
  return verdict === "lapor" || verdict === "tolak" || verdict === "di_luar_cakupan" ? verdict : "biasa";
}
