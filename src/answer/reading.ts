import type { Knowledge } from "../knowledge/read.ts";
import type { Circumstances, Situation } from "../knowledge/situation.ts";
import { accuses } from "./accuses.ts";
import { asksPlainly } from "./asks.ts";
import { calibrated, guardSignals, signals } from "./calibration.ts";
import { bestOf, massOf } from "./chances.ts";
import { isAboutOther } from "./circumstances.ts";
import type { Before } from "./follow-up.ts";
import { createReadInContext, type InContext } from "./in-context.ts";
import { favourNamedLaw } from "./named-law.ts";
import { createRank } from "./rank.ts";
import { type Gate, type GuardKind, gates, type Ranker } from "./ranker.ts";
import { createReferenceParser, type Reference } from "./reference.ts";
import { createCircumstanceReader } from "./said.ts";
import { createTaughtFinder } from "./taught.ts";
import { type Normaliser, rawWords, type Words } from "./words.ts";

export type Candidate = { situation: Situation; chance: number };

/** All that a message says by itself and after the question before it; nothing is searched or decided yet. */
export type Reading = Omit<InContext, "ranking"> & {
  text: string;
  words: Words;
  before: Before | undefined;
  references: readonly Reference[];
  /** The words left when references are cut out. */
  beyondReferences: Words;
  gate: Readonly<Record<Gate, number>>;
  /** The chance that each guard should stop the message. */
  guardChances: Readonly<Record<GuardKind, number>>;
  /** Situations from the most likely down, at most five. */
  candidates: readonly Candidate[];
  /** The situation that an office taught for this very wording. */
  taught: Situation | undefined;
  /** Whether it may tell of somebody; see {@link accuses}. */
  accuses: boolean;
  /** Whether it is a question and plainly nothing else; see {@link asksPlainly}. */
  asksPlainly: boolean;
  /** The likeliest guard of each kind. */
  guards: Readonly<Record<GuardKind, Situation | undefined>>;
  /** The chance that the best candidate has the right verdict. */
  confidence: number;
  /** Whether it names a candidate, a party, a campaign or an election at all. */
  aboutElections: boolean;
  /** Whether it says so without a like or a post, which may be of anything. */
  namesCampaign: boolean;
  /** The share of the words that are words at all, to us. */
  readable: number;
};

/** Reads one message, in a few milliseconds; never throws for any text. */
export type Read = (text: string, before?: Before) => Reading;

const MOST_CANDIDATES = 5;
/** Families of words that only elections have to do with. */
const CAMPAIGN = new Set(["CALON", "PARTAI", "TIM", "KAMPANYE"]);
const ELECTIONS = new Set([...CAMPAIGN, "PEMILIHAN", "REAKSI"]);
const ACTORS = new Set(["PELAKU"]);
const FAMILY = new Set(["KELUARGA"]);
/** What is left of the chance of a situation that is only about something else. */
const OTHER = 0.02;

/** Builds the reading of messages over a knowledge and the ranker learned from it. */
export function createRead(knowledge: Knowledge, ranker: Ranker, { normalise, knows }: Normaliser): Read {
  const parse = createReferenceParser(knowledge.regulations, knowledge.passages);
  const { concepts, cues } = knowledge.vocabulary;
  const rank = createRank(ranker, normalise, concepts);
  const owners = ranker.ids.map((id) => knowledge.situations.get(id) ?? knowledge.guards.get(id));
  const isGuard = ranker.ids.map((id) => knowledge.guards.has(id));
  const verdictOf = (label: number) => owners[label]?.verdict;
  const circumstances = createCircumstanceReader(cues);
  const findTaught = createTaughtFinder(knowledge, normalise, circumstances.detect);
  const isOf = (word: string, families: ReadonlySet<string>) =>
    concepts.get(word)?.some((family) => families.has(family)) ?? false;
  const names = ({ standard, stems }: Words, families: ReadonlySet<string>) =>
    [...standard, ...stems].some((word) => isOf(word, families));
  const namesElections = (words: Words) => names(words, ELECTIONS);
  const readInContext = createReadInContext({
    rank,
    normalise,
    circumstances,
    namesElections,
    situations: knowledge.situations,
    situationOf: (label) => (isGuard[label] === false ? owners[label] : undefined),
  });

  /** A situation that is only about something else than what was said is hardly the one meant. */
  const withoutOthers = (topics: Float32Array, { siapa: _, ...said }: Circumstances, text: string) => {
    const family = mayNameFamily(normalise(text));
    return topics.map((chance, label) => {
      const owner = owners[label];
      if (owner === undefined) return chance;
      const lacksFamily = owner.only.hubungan !== undefined && !family;
      return lacksFamily || isAboutOther(owner, said) ? chance * OTHER : chance;
    });
  };

  /** Whether anybody of the family is named; a word nobody knows may be one for them ("kuitan"). */
  const mayNameFamily = ({ standard, stems }: Words) =>
    standard.some((word, at) => !knows(word) || [word, stems[at] ?? ""].some((each) => isOf(each, FAMILY)));
  const isActor = (word: string) => isOf(word, ACTORS);

  return (text, before) => {
    const { ranking, ...context } = readInContext(text, before);
    const { words, gate, known } = ranking;
    const { references, rest } = parse(text);
    const raw = rawWords(text);
    const topics = favourNamedLaw(withoutOthers(ranking.topics, context.said, context.joined), owners, references);
    const best = bestOf(topics, (label) => isGuard[label] === false, MOST_CANDIDATES);
    const likeliest = (kind: GuardKind) => owners[bestOf(topics, (label) => verdictOf(label) === kind, 1)[0] ?? -1];
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
    return {
      text,
      words,
      before,
      ...context,
      references,
      beyondReferences: normalise(rest),
      gate: gateChances,
      guardChances: byKind(guardChance),
      candidates: best.flatMap((label) => {
        const situation = owners[label];
        return situation === undefined ? [] : [{ situation, chance: topics[label] ?? 0 }];
      }),
      accuses: accuses(words, raw, guardChance("lapor"), isActor),
      asksPlainly: asksPlainly(words, raw, isActor),
      taught: findTaught(words),
      guards: byKind(likeliest),
      confidence: calibrated(
        ranker.calibration,
        signals({ chances: topics, best, verdictOf, ordinary: gateChances.biasa, known, covered }),
      ),
      aboutElections: namesElections(words),
      namesCampaign: names(words, CAMPAIGN),
      readable: readableShare(words, (word) => knows(word) || ranker.topics.rows.has(`w:${word}`)),
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
