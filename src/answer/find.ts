import type { Knowledge } from "../knowledge/read.ts";
import type { Circumstances, Situation } from "../knowledge/situation.ts";
import { calibrated, guardSignals, signals } from "./calibration.ts";
import { bestOf, massOf } from "./chances.ts";
import { detectCircumstances, saysOnlyCircumstances, takesBack } from "./circumstances.ts";
import { type Before, rankInContext } from "./follow-up.ts";
import { createRank } from "./rank.ts";
import { type Gate, type GuardKind, gates, type Ranker } from "./ranker.ts";
import { createReferenceParser, type Reference } from "./reference.ts";
import type { Search } from "./search.ts";
import type { Normaliser, Words } from "./words.ts";

export type Candidate = { situation: Situation; chance: number };

/** All that was found out about a message; nothing is decided yet. */
export type Findings = {
  text: string;
  words: Words;
  /** Whether it was read together with the question before it. */
  followsUp: boolean;
  /** The situation of the question before, when this one only changes its circumstances. */
  same: Situation | undefined;
  /** Whether it takes back what that question was about; then its answer no longer holds. */
  takesBack: boolean;
  references: readonly Reference[];
  /** The words left when references are cut out. */
  beyondReferences: Words;
  gate: Readonly<Record<Gate, number>>;
  /** The chance that each guard should stop the message. */
  guardChances: Readonly<Record<GuardKind, number>>;
  /** Situations from the most likely down, at most five. */
  candidates: readonly Candidate[];
  /** Situations that the full-text search offers, best first. */
  searched: readonly Situation[];
  /** The likeliest guard of each kind. */
  guards: Readonly<Record<GuardKind, Situation | undefined>>;
  /** The chance that the best candidate has the right verdict. */
  confidence: number;
  /** The share of the words that are words at all, to us. */
  readable: number;
  said: Circumstances;
};

export type Find = (text: string, before?: Before) => Promise<Findings>;

const MOST_CANDIDATES = 5;
const MOST_SEARCHED = 8;

/** Builds the finder over a knowledge, the ranker learned from it and the full-text search in it. */
export function createFind(
  knowledge: Knowledge,
  ranker: Ranker,
  { normalise, knows }: Normaliser,
  search: Search,
): Find {
  const parse = createReferenceParser(knowledge.regulations, knowledge.passages);
  const { concepts, cues } = knowledge.vocabulary;
  const rank = createRank(ranker, normalise, concepts);
  const owners = ranker.ids.map((id) => knowledge.situations.get(id) ?? knowledge.guards.get(id));
  const isGuard = ranker.ids.map((id) => knowledge.guards.has(id));
  const verdictOf = (label: number) => owners[label]?.verdict;

  return async (text, before) => {
    const { ranking, followsUp } = rankInContext(rank, text, before);
    const { words, topics, gate, known } = ranking;
    const best = bestOf(topics, (label) => isGuard[label] === false, MOST_CANDIDATES);
    const likeliest = (kind: GuardKind) => owners[bestOf(topics, (label) => verdictOf(label) === kind, 1)[0] ?? -1];
    const onlyChanges = followsUp && saysOnlyCircumstances(words, cues);
    const covered = massOf(topics, (label) => isGuard[label] === false);
    const gateChances = Object.fromEntries(gates.map((name, at) => [name, gate[at] ?? 0])) as Record<Gate, number>;
    const guardChance = (kind: GuardKind) =>
      calibrated(
        ranker.guards[kind],
        guardSignals({
          gate: gateChances[kind],
          ordinary: gateChances.biasa,
          topics: massOf(topics, (label) => isGuard[label] === true && verdictOf(label) === kind),
          covered,
          best: topics[best[0] ?? -1] ?? 0,
        }),
      );
    const { references, rest } = parse(text);
    const hits = await search(text, MOST_SEARCHED);
    return {
      text,
      words,
      followsUp,
      same: onlyChanges ? knowledge.situations.get(before?.situation ?? "") : undefined,
      takesBack: onlyChanges && takesBack(words, normalise(before?.text ?? "")),
      references,
      beyondReferences: normalise(rest),
      gate: gateChances,
      guardChances: byKind(guardChance),
      candidates: best.flatMap((label) => {
        const situation = owners[label];
        return situation === undefined ? [] : [{ situation, chance: topics[label] ?? 0 }];
      }),
      searched: hits.flatMap(({ id }) => knowledge.situations.get(id) ?? []),
      guards: byKind(likeliest),
      confidence: calibrated(
        ranker.calibration,
        signals({ chances: topics, best, verdictOf, ordinary: gateChances.biasa, known, covered }),
      ),
      readable: readableShare(words, (word) => knows(word) || ranker.topics.rows.has(`w:${word}`)),
      said: { ...(followsUp ? before?.said : {}), ...detectCircumstances(words, cues) },
    };
  };
}

function byKind<T>(of: (kind: GuardKind) => T): Record<GuardKind, T> {
  return { lapor: of("lapor"), tolak: of("tolak"), di_luar_cakupan: of("di_luar_cakupan") };
}

function readableShare({ standard, stems }: Words, isWord: (word: string) => boolean): number {
  const judged = standard
    .map((word, at) => ({ word, stem: stems[at] ?? word }))
    .filter(({ word }) => /\p{L}/u.test(word));
  if (judged.length === 0) return 0;
  return judged.filter(({ word, stem }) => isWord(word) || isWord(stem)).length / judged.length;
}
