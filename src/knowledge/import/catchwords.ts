import { blankOut } from "./document.ts";
import { readNumber } from "./numbers.ts";

const HEADER = /P[A-Z ]{5,14}N\s+REP[A-Z]{3,5}K\s+[IT]N[A-Z]{6,9}\b/g;
const STAMP = /\bS[KI]\s?N[o0]\.?\s*\d{4,8}\s*[A-Z]?(?=\s|$)/g;
const MARK =
  /(?<=^|\s)(?:(?:Pasal|BAB|Huruf|Ayat|Angka|Paragraf|Bagian)\s+\S{1,9}|[({[]\s?\w{1,2}\s?[)}\]1lt]?|\w{1,2}\s?[.)]|[A-Z]\p{Ll}+)(?=\s|…|\.)/gu;
/** What a catchword announces follows right behind it, with the next page's head in between at most. */
const REACH = 90;

/**
 * Blanks what the turning of a page leaves in a text: heads, stamps, and the catchword that announces the next page's first
 * words ("b. menjaga … b. menjaga persatuan"). Offsets stay as they are.
 */
export function blankPageTurns(text: string): string {
  const cleaned = blankOut(
    text,
    [HEADER, STAMP].flatMap((pattern) =>
      [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length })),
    ),
  );
  const marks = [...cleaned.matchAll(MARK)].map((match) => ({ start: match.index, text: match[0] }));
  const announced: Array<{ start: number; end: number }> = [];
  for (const [at, mark] of marks.entries()) {
    if (mark.start < (announced.at(-1)?.end ?? 0)) continue;
    for (let next = at + 1; next < marks.length; next += 1) {
      const other = marks[next];
      if (other === undefined || other.start - mark.start > REACH) break;
      if (!announces(cleaned, mark, other)) continue;
      announced.push({ start: mark.start, end: other.start });
      break;
    }
  }
  return blankOut(cleaned, announced);
}

type Mark = { start: number; text: string };

function announces(text: string, mark: Mark, other: Mark): boolean {
  if (!sameMark(mark.text, other.text)) return false;
  const between = text.slice(mark.start + mark.text.length, other.start);
  const dotted = /^[\s.,…]*(?:…|\.\s*\.|\s\.\s)/.test(between) || /(?:…|\.\s\.|\w\s\.)/.test(between);
  const word = /^\s*([\p{L}^]+)/u.exec(between)?.[1]?.replace("^", "");
  const behind = text.slice(other.start + other.text.length, other.start + other.text.length + 40);
  const follows = /^\s*\^?([\p{L}]+)/u.exec(behind)?.[1];
  const isHeading = /^\p{Lu}\p{L}+ /u.test(mark.text);
  const isWord = /^\p{Lu}\p{Ll}+$/u.test(mark.text);
  if (isWord) return dotted && isRest(between) && between.length < 60;
  if (isHeading) return isRest(between) && between.length < 60;
  if (word === undefined) return dotted && isRest(between);
  const cut = between.slice(between.indexOf(word) + word.length);
  return (
    isRest(cut) && follows !== undefined && (follows.startsWith(word) || word.startsWith(follows)) && word.length > 1
  );
}

/** Whether nothing readable stands between a catchword and what it announces. */
function isRest(between: string): boolean {
  return !/\p{Ll}{4,}/u.test(between);
}

function sameMark(a: string, b: string): boolean {
  if (a.replace(/\W/g, "") === b.replace(/\W/g, "")) return true;
  const [one = "", two = ""] = [a, b].map((each) => each.replace(/^[({[\s]+|[)}\].\s]+$/g, ""));
  if (!/^[({[]/.test(a) || !/^[({[]/.test(b)) {
    return /^\p{Lu}\p{L}+ /u.test(a) && a.split(/\s/)[0] === b.split(/\s/)[0] && close(a, b);
  }
  return readings(one).some((n) => readings(two).includes(n));
}

/** "Pasal 21I" announces "Pasal 21". */
function close(a: string, b: string): boolean {
  const [one = "", two = ""] = [a, b].map((each) => (each.split(/\s+/)[1] ?? "").replace(/[^\w]/g, ""));
  return one !== "" && two !== "" && (one.startsWith(two) || two.startsWith(one)) && /\d/.test(two);
}

function readings(written: string): number[] {
  const whole = readNumber(written)?.n;
  const unclosed = /^(.)[1lt]$/.exec(written)?.[1];
  const cut = unclosed === undefined ? undefined : readNumber(unclosed)?.n;
  return [whole, cut].filter((n) => n !== undefined);
}
