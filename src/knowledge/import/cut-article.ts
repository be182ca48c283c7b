import { decodeItems } from "./decode-items.ts";
import { findMarkers, type MarkerReading, partName, partSign, type Style } from "./markers.ts";
import { missingBetween } from "./numbers.ts";

/** A part of a text: the path to it, its sign, and where its own words stand (offsets into the text given). */
export type Piece = {
  path: string[];
  sign: string;
  start: number;
  end: number;
  /** How the sign is written where it had to be guessed: "f ." for "1.". */
  misread: string | undefined;
};

/** From here on a sign was read as something other than it looks like. */
const GUESSED = 0.9;

export const ARTICLE_STYLES: ReadonlySet<Style> = new Set(["ayat", "huruf.", "huruf)", "angka.", "angka)"]);
export const ATTACHMENT_STYLES: ReadonlySet<Style> = new Set(["HURUF.", "huruf.", "huruf)", "angka.", "angka)"]);

/** Cuts the text of an article in its parts; `missing` names what the numbers leave out, by path. */
export function cutArticle(
  text: string,
  styles = ARTICLE_STYLES,
): { lead: number; pieces: Piece[]; missing: string[][] } {
  const items = decodeItems(findMarkers(text), { styles });
  const pieces = items.map(({ start, end, path }, at) => {
    const last = path.at(-1) as MarkerReading;
    return {
      path: path.map(partName),
      sign: partSign(last),
      start: end,
      end: items[at + 1]?.start ?? text.length,
      misread: last.cost >= GUESSED ? text.slice(start, end) : undefined,
    };
  });
  const missing: string[][] = [];
  let before: readonly MarkerReading[] = [];
  for (const { path } of items) {
    const last = path.at(-1) as MarkerReading;
    const earlier = before[path.length - 1];
    const from = earlier?.style === last.style ? earlier : { n: 0, letter: "" };
    for (let n = from.n + 1; n <= from.n + missingBetween(from, last); n += 1) {
      missing.push([...path.slice(0, -1).map(partName), partName({ ...last, n, letter: "" })]);
    }
    before = path;
  }
  return { lead: items[0]?.start ?? text.length, pieces, missing };
}
