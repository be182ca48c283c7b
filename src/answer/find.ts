import type { Knowledge } from "../knowledge/read.ts";
import type { Circumstances, Situation } from "../knowledge/situation.ts";
import { calibrated, knownShare, signals } from "./calibration.ts";
import { detectCircumstances } from "./circumstances.ts";
import { classify } from "./classifier.ts";
import { extractFeatures, extractShape } from "./features.ts";
import { bestOf } from "./learn.ts";
import { type Gate, gates, type Ranker } from "./ranker.ts";
import { createReferenceParser, type Reference } from "./reference.ts";
import type { Normaliser, Words } from "./words.ts";

export type Candidate = { situation: Situation; chance: number };

/** All that was found out about a message; nothing is decided yet. */
export type Findings = {
  text: string;
  words: Words;
  /** Whether it was read together with the question before it. */
  followsUp: boolean;
  references: readonly Reference[];
  /** The words left when references are cut out. */
  beyondReferences: Words;
  gate: Readonly<Record<Gate, number>>;
  /** Situations from the most likely down, at most five. */
  candidates: readonly Candidate[];
  /** The likeliest guard of each kind. */
  guards: Readonly<Record<Exclude<Gate, "biasa">, Situation | undefined>>;
  /** The chance that the best candidate has the right verdict. */
  confidence: number;
  /** The share of the words that are words at all, to us. */
  readable: number;
  said: Circumstances;
};

/** The question before, as far as a follow-up needs it. */
export type Before = { text: string; said: Circumstances };

export type Find = (text: string, before?: Before) => Findings;

const MOST_CANDIDATES = 5;

/** Builds the finder over a knowledge and the ranker learned from it. */
export function createFind(knowledge: Knowledge, ranker: Ranker, { normalise, knows }: Normaliser): Find {
  const parse = createReferenceParser(knowledge.regulations, knowledge.passages);
  const { concepts, cues } = knowledge.vocabulary;
  const owners = ranker.ids.map((id) => knowledge.situations.get(id) ?? knowledge.guards.get(id));
  const isGuard = ranker.ids.map((id) => knowledge.guards.has(id));

  return (text, before) => {
    const words = normalise(text);
    const followsUp = before !== undefined && leansOnBefore(words);
    const features = extractFeatures(words, concepts);
    let chances = classify(ranker.topics, features);
    let gateChances = classify(ranker.gate, extractShape(text, words, concepts));
    let known = knownShare(ranker.topics, features);
    if (followsUp) {
      const joined = `${before.text} ${text}`;
      const joinedWords = normalise(joined);
      const joinedFeatures = extractFeatures(joinedWords, concepts);
      chances = mean(chances, classify(ranker.topics, joinedFeatures));
      gateChances = mean(gateChances, classify(ranker.gate, extractShape(joined, joinedWords, concepts)));
      known = Math.max(known, knownShare(ranker.topics, joinedFeatures));
    }
    const order = bestOf(chances, (label) => !isGuard[label], MOST_CANDIDATES);
    const candidates = order.flatMap((label) => {
      const situation = owners[label];
      return situation === undefined ? [] : [{ situation, chance: chances[label] ?? 0 }];
    });
    const { references, rest } = parse(text);
    const guardOf = (kind: Gate) => owners[bestOf(chances, (label) => owners[label]?.verdict === kind, 1)[0] ?? -1];
    return {
      text,
      words,
      followsUp,
      references,
      beyondReferences: normalise(rest),
      gate: Object.fromEntries(gates.map((gate, at) => [gate, gateChances[at] ?? 0])) as Record<Gate, number>,
      candidates,
      guards: { lapor: guardOf("lapor"), tolak: guardOf("tolak"), di_luar_cakupan: guardOf("di_luar_cakupan") },
      confidence: calibrated(ranker.calibration, signals(chances, order, gateChances[0] ?? 0, known)),
      readable: readableShare(words, (word) => knows(word) || ranker.topics.rows.has(`w:${word}`)),
      said: { ...(followsUp ? before.said : {}), ...detectCircumstances(words, cues) },
    };
  };
}

const LEANING = new Set(["kalau", "terus", "trus", "lalu", "tetapi", "berarti", "lha", "nah", "jadi", "yang", "itu", "oh", "perlu", "hukuman"]);
const FEW_WORDS = 6;

/** "Kalau PPPK?" cannot stand alone; a whole new question can. */
function leansOnBefore({ standard }: Words): boolean {
  return LEANING.has(standard[0] ?? "") || standard.length <= FEW_WORDS;
}

function readableShare({ standard, stems }: Words, isWord: (word: string) => boolean): number {
  const judged = standard.map((word, at) => ({ word, stem: stems[at] ?? word })).filter(({ word }) => /\p{L}/u.test(word));
  if (judged.length === 0) return 0;
  return judged.filter(({ word, stem }) => isWord(word) || isWord(stem)).length / judged.length;
}

function mean(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, at) => (value + (b[at] ?? 0)) / 2);
}
