/** Where an article stands: its book, chapter, section and paragraph by their titles. */
export type Chapter = { level: number; title: string };

const HEAD =
  /(?<=^|[\s.;:)])(?:(BUKU\s+KE\w{3,})|(B\s?A\s?B\s+[IVXLC1l]{1,7}[A-Z]?)|(Bag[ir]an\s+[Kk]e[\p{L}\s]{3,14}?)|(Paragraf\s+[\dlI]{1,2}))(?=\s)/gu;
const LONGEST_HEADS = 500;

/**
 * Finds the titles of chapters that stand between one article and the next: at the end of `text`, with no sentence behind
 * them. `end` is where the article's own words end.
 */
export function findChapters(text: string): { end: number; chapters: Chapter[] } {
  const from = Math.max(0, text.length - LONGEST_HEADS);
  const heads = [...text.slice(from).matchAll(HEAD)].map((match) => ({
    start: from + match.index,
    end: from + match.index + match[0].length,
    level: match.slice(1).findIndex((each) => each !== undefined),
  }));
  const first = heads.findIndex(
    ({ start, end }) => standsAlone(text, start) && !/[.;]\s+\p{L}?\p{Ll}{3}/u.test(text.slice(end)),
  );
  if (first < 0) return { end: text.length, chapters: [] };
  const kept = heads.slice(first);
  const chapters = kept.map(({ end, level }, at) => ({
    level,
    title: title(text.slice(end, kept[at + 1]?.start ?? text.length)),
  }));
  return { end: kept[0]?.start ?? text.length, chapters };
}

function standsAlone(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at);
  return /(?:^|\n|[.;:)”"])\s*$/.test(before) || !/\b(?:dalam|pada|dan|dengan|dari|ke|oleh)\s*$/i.test(before);
}

function title(written: string): string {
  const words = written.replace(/[\s^]+/g, " ").replace(/^[\s.:-]+|[\s.:-]+$/g, "");
  if (words.length > 160 || !/\p{L}{3}/u.test(words)) return "";
  if (words !== words.toUpperCase()) return words;
  return (words.charAt(0) + words.slice(1).toLowerCase()).replace(SHORT_NAMES, (name) => name.toUpperCase());
}

const SHORT_NAMES = /\b(?:asn|pns|cpns|pppk|kpu|dpr|dprd|dpd|mpr|tni|polri|bkn|lan|kasn|apbn|apbd|bumn|bumd|kpk)\b/gi;

/** The titles that hold after some heads: a new chapter ends the sections of the last. */
export function enter(open: readonly Chapter[], heads: readonly Chapter[]): Chapter[] {
  let now = [...open];
  for (const head of heads) now = [...now.filter(({ level }) => level < head.level), head];
  return now;
}

/** The nearest title, for an article's own heading. */
export function nearestTitle(open: readonly Chapter[]): string {
  return open.findLast(({ title: words }) => words !== "")?.title ?? "";
}
