import type { Circumstances } from "../knowledge/situation.ts";
import { asksPermission } from "./asking.ts";
import { contentOf } from "./plain-words.ts";
import type { Read, Reading } from "./reading.ts";

const ENDS = /(?<=[.!?:;])\s+|\n+/;
/** Sentences looked at, from the end: what is asked stands there. */
const MOST = 4;
/** "Boleh diunggah?" says nothing by itself; "boleh nyaleg?" does. */
const FEWEST_ROOTS = 2;
/** Of whom other things hold than of ASN. */
const OTHERS = new Set(["pensiunan", "kepala-desa", "tni-polri", "bumn", "non-asn", "calon"]);

/**
 * The sentences of a longer message that ask by themselves whether one may do a thing of elections, read by themselves; none where
 * the others tell of somebody for whom something else may hold.
 */
export function askedAlone(read: Read, text: string, whole: Pick<Reading, "now">): Reading[] {
  const sentences = text.split(ENDS).filter((each) => each.trim() !== "");
  if (sentences.length < 2) return [];
  return sentences
    .slice(-MOST)
    .map((each) => read(each))
    .filter((each) => isWhole(each) && areOfOne(each.now, whole.now));
}

function isWhole({ words, aboutElections, namesCampaign }: Reading): boolean {
  return asksPermission(words) && (namesCampaign || (aboutElections && contentOf(words).length >= FEWEST_ROOTS));
}

function areOfOne(asked: Circumstances, told: Circumstances): boolean {
  const isSame = asked.siapa === told.siapa || !OTHERS.has(told.siapa ?? "");
  return isSame && asked.hubungan === told.hubungan;
}
