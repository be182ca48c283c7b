import type { Circumstances } from "../knowledge/situation.ts";
import { asksPermission } from "./asking.ts";
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
const LEANING = wordSet("kalau terus trus lalu tetapi berarti lha nah yang itu oh dan atau kecuali termasuk");
/** Words that open one, or else a question of its own: "jadi boleh?", "jadi relawan capres boleh?" */
const MAY_LEAN = wordSet("jadi perlu hukuman mengapa dasar");
/** Words that open what is only a part: "di kantor partai boleh?" */
const OF_A_PART = wordSet(
  "di ke dari pada dengan sama bareng untuk bagi pakai waktu saat pas juga selain sebelum setelah",
);
const POINTS_BACK = wordSet(
  "itu dia beliau mereka tersebut tadi begitu sana disana situ disitu kesana kesitu juga lagi tetap",
);
/** "Calonnya", but not words that only end so. */
const ITS = /nya$/;
const NOT_ITS = wordSet("hanya tanya bertanya menanya punya");

const FEW_WORDS = 6;
const SHARE = { fewWords: 0.75, manyWords: 0.4 } as const;
/** A text this likely to be about something by itself does not lean on what went before; a whole question needs less. */
const STANDS_ALONE = { any: 0.3, whole: 0.25, bare: 0.6 } as const;
/** "Harus cuti ga?" says so little that only what went before tells whose leave is meant. */
const BARELY_ANY = 3;

/** What a text is by itself, for telling whether it leans on the question before. */
export type Alone = {
  ranking: Ranking;
  /** Its words as they were written. */
  raw: readonly string[];
  /** The chance of the likeliest situation; guards are none. */
  chance: number;
  namesElections: boolean;
  onlyCircumstances: boolean;
};

/** Whether a text leans on the question before it ("kalau PPPK?"). */
export function leans(alone: Alone): boolean {
  const { words, topics, gate } = alone.ranking;
  const [first = ""] = words.standard;
  const few = words.standard.length <= FEW_WORDS;
  const whole = isWhole(alone);
  // "Kalau sama relawan boleh?" still speaks of what was asked before; a long one that asks by itself does not.
  if (LEANING.has(first)) return few || !whole || !asksPermission(words) || alone.chance < STANDS_ALONE.any;
  if (whole && alone.chance >= STANDS_ALONE.whole) return false;
  if (MAY_LEAN.has(first)) return true;
  const ordinary = gate[gates.indexOf("biasa")] ?? 0;
  const bare = words.standard.length <= BARELY_ANY && !alone.namesElections;
  return few && ordinary > 0.5 && Math.max(...topics) < (bare ? STANDS_ALONE.bare : STANDS_ALONE.any);
}

/** Whether a text says what it is about and points at nothing said before. */
function isWhole({ ranking: { words }, raw, namesElections, onlyCircumstances }: Alone): boolean {
  const [first = ""] = words.standard;
  if (!namesElections || onlyCircumstances || OF_A_PART.has(first)) return false;
  return ![...raw, ...words.standard].some((word) => POINTS_BACK.has(word) || (ITS.test(word) && !NOT_ITS.has(word)));
}

/** A text read alone, mixed with its reading together with the question before. */
export function rankTogether(rank: Rank, alone: Ranking, joined: string): Ranking {
  const few = alone.words.standard.length <= FEW_WORDS;
  return mixRankings(alone, rank(joined), few ? SHARE.fewWords : SHARE.manyWords);
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
