import type { Circumstances, Situation } from "../knowledge/situation.ts";
import { asksMore, type MoreOf } from "./asking.ts";
import { bestOf } from "./chances.ts";
import { takesBack } from "./circumstances.ts";
import { type Before, leans, rankTogether } from "./follow-up.ts";
import type { Rank, Ranking } from "./rank.ts";
import type { CircumstanceReader } from "./said.ts";
import { sameSituation } from "./same-situation.ts";
import { type Normalise, rawWords, type Words } from "./words.ts";

/** A message as it is to be understood after the one before it. */
export type InContext = {
  ranking: Ranking;
  /** Whether it was read together with the question before it. */
  followsUp: boolean;
  /** Both questions, as far as both still hold; what a later follow-up is read with. */
  joined: string;
  /** The situation it is about for certain, when it only changes circumstances or asks more of the answer. */
  same: Situation | undefined;
  /** What more of the answer before it asks. */
  more: MoreOf | undefined;
  /** Whether it takes back what the question before was about; then its answer no longer holds. */
  takesBack: boolean;
  /** Whether it names circumstances and nothing else. */
  onlyCircumstances: boolean;
  /** What it says itself, and that together with what was said before. */
  now: Circumstances;
  said: Circumstances;
};

export type ReadInContext = (text: string, before: Before | undefined) => InContext;

export type ContextParts = {
  rank: Rank;
  normalise: Normalise;
  circumstances: CircumstanceReader;
  /** Whether a text names a candidate, a party, a campaign or an election at all. */
  namesElections: (words: Words) => boolean;
  situations: ReadonlyMap<string, Situation>;
  /** The situation of a label of the ranking, or undefined where the label is a guard's. */
  situationOf: (label: number) => Situation | undefined;
};

/** Builds the reading of follow-ups. */
export function createReadInContext({
  rank,
  normalise,
  circumstances,
  namesElections,
  situations,
  situationOf,
}: ContextParts): ReadInContext {
  /** Who was spoken of before is replaced by who is spoken of now: "polisi boleh …", "kalau PNS?". */
  const join = (before: Before, text: string, now: Circumstances) => {
    const earlier = now.siapa === undefined ? before.text : circumstances.without(normalise(before.text), "siapa");
    return `${earlier} ${text}`;
  };

  const likeliest = ({ topics }: Ranking) => {
    const [label = -1] = bestOf(topics, (each) => situationOf(each) !== undefined, 1);
    return { situation: situationOf(label), chance: topics[label] ?? 0 };
  };

  return (text, before) => {
    const alone = rank(text);
    const { words } = alone;
    const last = situations.get(before?.situation ?? "");
    const heard = circumstances.detect(words);
    const asksAnyone = before?.said.siapa !== undefined && heard.siapa === undefined && isAboutAnyone(words);
    const now = asksAnyone ? { ...heard, siapa: "pns" } : heard;
    const onlyCircumstances = asksAnyone || circumstances.saysNothingElse(words);
    const more = asksMore(words);
    const own = { onlyCircumstances, now, takesBack: false, more, same: undefined };
    const goesOn = last !== undefined && (more !== undefined || onlyCircumstances);
    const leansOnIt = () =>
      leans({
        ranking: alone,
        raw: rawWords(text),
        chance: likeliest(alone).chance,
        namesElections: namesElections(words),
        onlyCircumstances,
      });
    if (before === undefined || !(goesOn || leansOnIt()))
      return { ...own, ranking: alone, followsUp: false, joined: text, said: now };
    const joined = join(before, text, now);
    const same = goesOn
      ? sameSituation(last, { now, more, earlier: before.said, likeliest: likeliest(rank(joined)) })
      : undefined;
    return {
      ...own,
      ranking: rankTogether(rank, alone, joined),
      followsUp: true,
      joined,
      same,
      takesBack: onlyCircumstances && takesBack(words, normalise(before.text)),
      said: { ...before.said, ...now },
    };
  };
}

/** "Kalau ASN?" after another group was asked about; whoever says no more than ASN means what holds in general. */
function isAboutAnyone({ standard }: Words): boolean {
  return standard.length <= FEW_WORDS && standard.includes("asn");
}

const FEW_WORDS = 4;
