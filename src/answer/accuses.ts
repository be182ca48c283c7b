import { givenNames } from "./names.ts";
import type { Words } from "./words.ts";

/** Words that say that a deed was done, and not asked about. */
const HAPPENED = new Set(
  "tadi kemarin semalam barusan kemaren sering selalu terus tiap setiap malam pagi siang sore minggu lalu sudah pernah baru hari".split(
    " ",
  ),
);
const OWN = new Set(["saya", "kami", "kita"]);
const TITLES = new Set("pak bu bapak ibu oknum si bang mas mbak".split(" "));
/** How far behind its noun a possessive may stand: "kepala dinas pendidikan kami". */
const NEAR = 5;
/** A message this likely to be a report is none of the officers' business, though it is answered as a question. */
const CAUTIOUS = 0.06;

/**
 * Whether a message may tell of somebody: likely a report, or of a person in office who is the writer's own, has a title, or is said
 * to have done something. Such a message is answered, but it is neither forwarded nor counted: an officer may be the one it
 * speaks of. Mistaken both ways at times, and meant to be on the careful side.
 */
export function accuses(
  { standard, stems }: Words,
  raw: readonly string[],
  reportChance: number,
  isActor: (word: string) => boolean,
): boolean {
  if (reportChance >= CAUTIOUS) return true;
  // As it was written, for "pak camat" is read as "camat".
  if (raw.some((word, at) => TITLES.has(word) && isActor(raw[at + 1] ?? ""))) return true;
  const happened = standard.some((word) => HAPPENED.has(word) || givenNames.has(word));
  return standard.some((word, at) => {
    if (!isActor(word) && !isActor(stems[at] ?? "")) return false;
    if (isSelf(standard, at)) return false;
    const behind = standard.slice(at + 1, at + 1 + NEAR);
    return happened || behind.some((each) => OWN.has(each));
  });
}

/** "Saya guru", "kami staf kecamatan", "sebagai lurah": the writer's own office. */
function isSelf(standard: readonly string[], at: number): boolean {
  const ahead = standard.slice(Math.max(0, at - 2), at);
  return ahead.some((word) => OWN.has(word) || word === "sebagai");
}
