import type { Piece } from "./cut-article.ts";
import { decodeItems } from "./decode-items.ts";
import type { HeadingCandidate } from "./headings.ts";
import { type Marker, type MarkerReading, partName, type Style } from "./markers.ts";
import { letterNumber, readNumber, readOrdinal } from "./numbers.ts";

const MARK = /(?<=^|[\s.;:])(Ayat|Huruf|Angka|Butir)\s{1,3}([({[]?\s?[\w!|]{1,3}\s?[)}\]]?)(?=[\s"“.]|$)/g;
const STYLES: ReadonlySet<Style> = new Set(["ayat", "huruf.", "angka."]);

/** Cuts what an elucidation says about one article: "Ayat (1) … Huruf a …". */
export function cutElucidation(text: string): { lead: number; pieces: Piece[] } {
  const markers: Marker[] = [];
  for (const match of text.matchAll(MARK)) {
    const readings = readMark(match[1] ?? "", match[2] ?? "");
    if (readings.length === 0) continue;
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    const opens = /(?:^|\n|[.;:"”)])\s*$/.test(before);
    const end = match.index + match[0].length;
    markers.push({
      start: match.index,
      end,
      readings,
      accept: opens ? 0 : 0.3,
      ignore: opens ? 2.4 : 1.6,
      opensLine: opens,
      afterColon: true,
    });
  }
  const items = decodeItems(markers, { styles: STYLES, loose: true });
  const pieces = items.map(({ end, path }, at) => ({
    path: path.map(partName),
    sign: "",
    start: end,
    end: items[at + 1]?.start ?? text.length,
    misread: undefined,
  }));
  return { lead: items[0]?.start ?? text.length, pieces };
}

function readMark(kind: string, written: string): MarkerReading[] {
  const inner = written.replace(/[({[\])}\s]/g, "");
  const unclosed = /^[({[]\s?\w{1,2}[1lt]$/.test(written) ? inner.slice(0, -1) : undefined;
  if (kind === "Huruf") {
    if (!/^[A-Za-z]{1,2}\d?$/.test(inner)) return [];
    const readings: MarkerReading[] = [{ style: "huruf.", n: letterNumber(inner), letter: "", cost: 0 }];
    if (inner === "I") readings.push({ style: "huruf.", n: 12, letter: "", cost: 0.1 });
    return readings;
  }
  const style: Style = kind === "Ayat" ? "ayat" : "angka.";
  return [inner, ...(unclosed === undefined ? [] : [unclosed])].flatMap((each, at): MarkerReading[] => {
    const lettered = /^(\d{1,2})([a-z])$/.exec(each);
    if (lettered !== null) return [{ style, n: Number(lettered[1]), letter: lettered[2] ?? "", cost: 0.1 }];
    const number = readNumber(each);
    return number === undefined ? [] : [{ style, n: number.n, letter: "", cost: number.cost + at * 0.1 }];
  });
}

/** "L2 Cukup jelas. 13 Cukup jelas.": numbers that lost their word "Pasal" to a column of its own. */
const BARE = /(?<=^|[\s.])([\dlIOoLZ]{1,3}[A-Z]?)\s{1,3}(?=Cukup\b|Ayat\s*\(|Huruf\s+a\b|Yang dimaksud)/g;
const BARE_SCORE = -1;

/** Articles of an elucidation whose number stands without its word. */
export function findBareArticles(text: string, from: number, to: number): HeadingCandidate[] {
  return [...text.slice(from, to).matchAll(BARE)].flatMap((match) => {
    const start = from + match.index;
    const readings = readOrdinal(match[1] ?? "");
    const isReference = /(?:Pasal|Ayat|Angka|Huruf|\()\s*$/i.test(text.slice(Math.max(0, start - 10), start));
    if (readings.length === 0 || isReference) return [];
    return [{ start, end: start + (match[1] ?? "").length, readings, score: BARE_SCORE }];
  });
}
