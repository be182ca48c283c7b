import type { Vocabulary } from "../knowledge/vocabulary.ts";
import { knownShare } from "./calibration.ts";
import { classify } from "./classifier.ts";
import { extractFeatures, extractShape } from "./features.ts";
import type { Ranker } from "./ranker.ts";
import type { Normalise, Words } from "./words.ts";

/** What the learned weights say of a text: the chance of each label, of each gate, and how much of it they know. */
export type Ranking = { words: Words; topics: Float32Array; gate: Float32Array; known: number };

export type Rank = (text: string) => Ranking;

export function createRank(ranker: Ranker, normalise: Normalise, concepts: Vocabulary["concepts"]): Rank {
  return (text) => {
    const words = normalise(text);
    const features = extractFeatures(words, concepts);
    return {
      words,
      topics: classify(ranker.topics, features),
      gate: classify(ranker.gate, extractShape(text, words, concepts)),
      known: knownShare(ranker.topics, features),
    };
  };
}

/** A follow-up read alone and read together with what it follows; `share` is the weight of the latter. */
export function mixRankings(alone: Ranking, joined: Ranking, share: number): Ranking {
  const mix = (a: Float32Array, b: Float32Array) => a.map((value, at) => (1 - share) * value + share * (b[at] ?? 0));
  return {
    words: alone.words,
    topics: mix(alone.topics, joined.topics),
    gate: mix(alone.gate, joined.gate),
    known: Math.max(alone.known, joined.known),
  };
}
