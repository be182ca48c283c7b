import type { Circumstances } from "../knowledge/situation.ts";
import { mixRankings, type Rank, type Ranking } from "./rank.ts";
import { gates } from "./ranker.ts";

/** The question before, as far as a follow-up needs it. */
export type Before = {
  text: string;
  said: Circumstances;
  situation: string | undefined;
  /** Whether the sanction was asked, so that "kalau PPPK?" asks the sanction of PPPK. */
  aboutSanction?: boolean;
  /** The group of people, not ASN, whom the answer itself was for. */
  group?: string | undefined;
};

/** Words that open a question which goes on from another. */
const LEANING = new Set(
  "kalau terus trus lalu tetapi berarti lha nah jadi yang itu oh perlu hukuman dan atau kecuali termasuk mengapa dasar".split(
    " ",
  ),
);

const FEW_WORDS = 6;
const SHARE = { fewWords: 0.75, manyWords: 0.4 } as const;
/** A short text this likely to be about something by itself does not lean on what went before. */
const STANDS_ALONE = 0.3;

/** Whether a text leans on the question before it ("kalau PPPK?"). */
export function leans({ words: { standard }, topics, gate }: Ranking): boolean {
  if (LEANING.has(standard[0] ?? "")) return true;
  const ordinary = gate[gates.indexOf("biasa")] ?? 0;
  return standard.length <= FEW_WORDS && ordinary > 0.5 && Math.max(...topics) < STANDS_ALONE;
}

/** A text read alone, mixed with its reading together with the question before. */
export function rankTogether(rank: Rank, alone: Ranking, joined: string): Ranking {
  const few = alone.words.standard.length <= FEW_WORDS;
  return mixRankings(alone, rank(joined), few ? SHARE.fewWords : SHARE.manyWords);
}
