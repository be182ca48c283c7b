import { compareOrdinals, missingBetween, type Ordinal, type Reading, readOrdinal } from "./numbers.ts";

/** A place where an article may begin: "Pasal 5" as a heading, or only as a reference. */
export type HeadingCandidate = { start: number; end: number; readings: Reading[]; score: number };

/** An article's heading as decided: `start` is where it begins, `end` where its text does. */
export type Heading = Ordinal & { start: number; end: number; score: number };

const ARTICLE =
  /(?<=^|[\s.;:,"“)])[Pp][Aa][Ss][Aa][LlIi1]\s{1,3}([\dlIOoSsZTBgtqL]{1,4}[A-Z]?|\d{1,4}[A-Za-z])(?:\s([\dlIO]{1,2}|[A-Z]))?(?=[\s.,;:(){}"”]|$)/g;
/** What stands ahead of a reference. */
const REFERS =
  /(?:\b(?:dalam|dan|atau|pada|dengan|ketentuan|berdasarkan|menurut|oleh|dari|ke|antara|hingga|sampai|dimaksud|melanggar|huruf\s\w{1,2}|ayat\s*\(?\w{1,2}\)?|angka\s*\w{1,3}|jo\.?|juncto|sebelum|setelah|selain|serta|terhadap|sesuai|sebagaimana|atas|danlatau|bagi|yakni|yaitu|menjadi|isi|frasa|kecuali|substansi|rumusan|judul|penjelasan|ddam|dalarn|dimaksrrd)|\d,|Pasal\s\w{1,4},|\w{2},|\([a-z ]+\))\s*$/i;
/** What stands behind a reference. */
const REFERRED =
  /^\s*(?:ayat\b|huruf\b|angka\b|,(?!\s*[.,])|;|\)|dan\b|atau\b|sampai\b|jo\b|juncto\b|s\.?d\.?\b|(?:Undang|Peraturan|Keputusan|Qanun)(?!.{0,40}\bini\b)|UUD|diubah|berbunyi|sehingga|disisipkan|dihapus|tetap\b|sebagaimana|butir|Rancangan|(?:PP|UU|PKPU|SKB|KUHP|Perpres|Permen\w*|Perbawaslu|Perppu)\b|Konstitusi)/;

/** All candidates of a stretch of text, with how much their surroundings speak for a heading. */
export function findHeadingCandidates(text: string, from: number, to: number): HeadingCandidate[] {
  const stretch = text.slice(from, to);
  const found: HeadingCandidate[] = [];
  for (const match of stretch.matchAll(ARTICLE)) {
    const [written, first = "", second] = match;
    const start = from + match.index;
    // "Pasal 1 1" is 11 or, before "1 (satu)", 1: the run of numbers decides.
    const short = start + written.length - (second === undefined ? 0 : second.length + 1);
    const ways = [{ end: short, number: first, malus: 0 }];
    if (second !== undefined) ways.push({ end: start + written.length, number: `${first} ${second}`, malus: 0.5 });
    for (const { end, number, malus } of ways) {
      const score = headingScore(text, start, end, written) - malus;
      if (score > LEAST) found.push({ start, end, readings: readOrdinal(number), score });
    }
  }
  return found;
}

function headingScore(text: string, start: number, end: number, written: string): number {
  const before = text.slice(Math.max(0, start - 60), start);
  const behind = text.slice(end, end + 60);
  const opensLine = /(?:^|\n)\s*$/.test(before);
  const alone = opensLine && /^[ .]*(?:\n|$)/.test(behind);
  let score = 0;
  if (alone) score += 4;
  else if (opensLine) score += 1;
  if (REFERS.test(before.replace(/\s+/g, " "))) score -= alone ? 3 : 6;
  if (REFERRED.test(behind)) score -= alone ? 3 : 5;
  if (/^\s*(?:\(\s?[1lI]\s?\)|\(1)/.test(behind)) score += 3;
  else if (/^\s*["“]?[\p{Lu}^]/u.test(behind)) score += 1.5;
  else if (/^\s*\p{Ll}/u.test(behind)) score -= 1.5;
  if (/[.;:]\s*$/.test(before)) score += 1.5;
  else if (/\p{Lu}{3,}\s*$/u.test(before) || /\p{Lu}\p{Ll}+\s*$/u.test(before)) score += 0.8;
  if (/^p/.test(written)) score -= 0.5;
  return score;
}

/** What speaks so clearly against a heading that no run of numbers makes it one. */
const LEAST = -4;
const STEP = 2;
const MISSING = 1.2;
const MOST_MISSING_COST = 3;

type Choice = Ordinal & { candidate: HeadingCandidate; best: number; before: Choice | undefined };

/**
 * The run of headings, each number higher than the one before, that fits the text best: what stands around each, and
 * above all that numbers follow each other without a hole; `sparse` for texts that name only some articles.
 */
export function chooseHeadings(candidates: readonly HeadingCandidate[], { sparse = false } = {}): Heading[] {
  const missingCost = (count: number) =>
    sparse ? Math.min(0.4, count * 0.05) : Math.min(MOST_MISSING_COST, MISSING * count);
  const chosen: Choice[] = [];
  let last: Choice | undefined;
  for (const candidate of candidates) {
    const ways = candidate.readings.map((reading) => bestWay(candidate, reading, chosen, missingCost));
    for (const way of ways) {
      chosen.push(way);
      if (last === undefined || way.best >= last.best) last = way;
    }
  }
  const headings: Heading[] = [];
  for (let at = last; at !== undefined; at = at.before) {
    headings.unshift({
      n: at.n,
      letter: at.letter,
      start: at.candidate.start,
      end: at.candidate.end,
      score: at.candidate.score,
    });
  }
  return headings;
}

/** The best run of headings that ends with this candidate, read in this way. */
function bestWay(
  candidate: HeadingCandidate,
  { n, letter, cost }: Reading,
  chosen: readonly Choice[],
  missingCost: (count: number) => number,
): Choice {
  const own = candidate.score - cost;
  let best = own + 1 - missingCost(n - 1);
  let before: Choice | undefined;
  for (const earlier of chosen) {
    if (earlier.candidate.end > candidate.start || compareOrdinals(earlier, { n, letter }) >= 0) continue;
    const step = missingBetween(earlier, { n, letter });
    const reached = earlier.best + own + (step === 0 ? STEP : -missingCost(step));
    if (reached > best) {
      best = reached;
      before = earlier;
    }
  }
  return { n, letter, candidate, best, before };
}

/** From here on a heading stands for itself: alone on its line, or behind a full stop with "(1)" behind it. */
const CLEAR = 4;
const ENOUGH = 3;

/** Whether a text is cut in articles, and does not merely mention some. */
export function isCutInArticles(headings: readonly Heading[]): boolean {
  return headings.length >= ENOUGH || headings.some(({ n, score }) => n === 1 || score >= CLEAR);
}
