import type { Circumstances, Situation } from "../knowledge/situation.ts";
import type { MoreOf } from "./asking.ts";
import { isAboutOther } from "./circumstances.ts";

/** What a follow-up changes, or asks more of. */
export type Change = {
  now: Circumstances;
  more: MoreOf | undefined;
  earlier: Circumstances;
  /** The situation that both questions together are likeliest about. */
  likeliest: { situation: Situation | undefined; chance: number };
};

/** The situation that a follow-up is about for certain: the one before, or another of the same matter for other people. */
export function sameSituation(last: Situation, change: Change): Situation | undefined {
  const { now, more, earlier } = change;
  if (more !== undefined) return more !== "sanction" || settlesSanction(last) ? last : undefined;
  const others = ofOthers(last, change);
  if (others !== undefined) return others.situation;
  if (isAboutOther(last, { ...earlier, ...now })) return undefined;
  return isUnheard(last, now) ? undefined : last;
}

/** From here on a situation is surely the one that both questions together are about. */
const SURE = 0.5;
/** From here on, where the one before was for other people only. */
const LIKELY = 0.25;

/** Other people may have a situation of their own, and an answer for one group alone says nothing to them. */
function ofOthers(last: Situation, { now, likeliest }: Change): { situation: Situation | undefined } | undefined {
  for (const dimension of ["siapa", "hubungan"] as const) {
    const value = now[dimension];
    if (value === undefined || last.cases.some(({ when }) => when[dimension] === value)) continue;
    const theirs = likeliest.situation?.only[dimension] === value;
    if (dimension === "hubungan" && theirs && likeliest.chance >= SURE) return likeliest;
    if (dimension === "hubungan" || last.only.siapa === undefined) continue;
    if (theirs && likeliest.chance >= LIKELY) return likeliest;
    return { situation: last.only.siapa === value ? last : undefined };
  }
  return undefined;
}

/** Whether hour or manner was named of which the situation says nothing; what it says may then not be the answer. */
function isUnheard({ cases, only, verdict }: Situation, now: Circumstances): boolean {
  return (["jam", "cara"] as const).some((dimension) => {
    const value = now[dimension];
    if (value === undefined || only[dimension] === value) return false;
    // What is forbidden anyway stays so in a uniform or with a car of the state.
    if (verdict === "dilarang" && WORSE.has(value)) return false;
    return !cases.some(({ when }) => when[dimension] !== undefined);
  });
}

const WORSE = new Set(["atribut", "fasilitas"]);

/** Whether a situation settles what one risks: it says so, it is about that, or there is nothing to risk. */
function settlesSanction({ sanction, topic, verdict }: Situation): boolean {
  return sanction !== undefined || topic === "sanksi" || verdict === "boleh";
}
