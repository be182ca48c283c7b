import type { Circumstances } from "../knowledge/situation.ts";
import { mixRankings, type Rank, type Ranking } from "./rank.ts";
import { gates } from "./ranker.ts";

/** The question before, as far as a follow-up needs it. */
export type Before = { text: string; said: Circumstances; situation: string | undefined };

/** Words that open a question which goes on from another. */
const LEANING = new Set(
  "kalau terus trus lalu tetapi berarti lha nah jadi yang itu oh perlu hukuman dan atau kecuali termasuk mengapa dasar".split(
    " ",
  ),
);

const FEW_WORDS = 6;
const SHARE = { fewWords: 0.75, manyWords: 0.5 } as const;
/** A short text this likely to be about something by itself does not lean on what went before. */
const STANDS_ALONE = 0.3;

/** Reads a text, together with the question before when it leans on that one ("kalau PPPK?"). */
export function rankInContext(
  rank: Rank,
  text: string,
  before: Before | undefined,
): { ranking: Ranking; followsUp: boolean } {
  const alone = rank(text);
  if (before === undefined || !leans(alone)) return { ranking: alone, followsUp: false };
  const few = alone.words.standard.length <= FEW_WORDS;
  const share = few ? SHARE.fewWords : SHARE.manyWords;
  return { ranking: mixRankings(alone, rank(`${before.text} ${text}`), share), followsUp: true };
}

function leans({ words: { standard }, topics, gate }: Ranking): boolean {
  if (LEANING.has(standard[0] ?? "")) return true;
  const ordinary = gate[gates.indexOf("biasa")] ?? 0;
  return standard.length <= FEW_WORDS && ordinary > 0.5 && Math.max(...topics) < STANDS_ALONE;
}
