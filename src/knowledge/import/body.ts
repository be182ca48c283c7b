import { type Assembly, addArticle } from "./assemble.ts";
import { type Chapter, enter, findChapters, nearestTitle } from "./chapters.ts";
import { chooseHeadings, findHeadingCandidates, type Heading } from "./headings.ts";
import { readRoman } from "./numbers.ts";

const CLOSING =
  /(?<=^|[\s.])(?:Agar[\s.…]*setiap\s+(?:orang|pengundangan)|Agar\s*\.\s*\.|(?:Ditetapkan|Disahkan|Diundangkan)\s+di\s|DITETAPKAN DI|LEMBARAN NEGARA|BERITA NEGARA|Salinan sesuai)/;

/** The headings of the articles in a stretch of the flow. */
export function findArticles(text: string, start: number, end: number): Heading[] {
  return chooseHeadings(findHeadingCandidates(text, start, end));
}

const ROMAN_ARTICLE = /(?<=^|\n|[.;]\s)Pasal\s+([IVX]{1,6})(?=\s)/g;
const FEWEST_ROMAN = 3;

/** The articles of a law that counts them in Roman numerals and changes other laws in each; undefined for any other. */
export function findRomanArticles(text: string, start: number, end: number): Heading[] | undefined {
  const candidates = [...text.slice(start, end).matchAll(ROMAN_ARTICLE)].flatMap((match) => {
    const n = readRoman(match[1] ?? "");
    const at = start + match.index;
    return n === undefined
      ? []
      : [{ start: at, end: at + match[0].length, readings: [{ n, letter: "", cost: 0 }], score: 2 }];
  });
  const headings = chooseHeadings(candidates);
  const inOrder = headings.filter(({ n }, at) => n === at + 1);
  return inOrder.length >= FEWEST_ROMAN && inOrder.length === headings.length ? headings : undefined;
}

/** Adds the articles of a body, each under the title of its chapter; `prefix` goes ahead of their paths. */
export function addBody(
  assembly: Assembly,
  headings: readonly Heading[],
  { start, end }: { start: number; end: number },
  { prefix = [], name = nameOf }: { prefix?: readonly string[]; name?: (heading: Heading) => string } = {},
): void {
  const { text } = assembly.flow;
  let open: Chapter[] = enter([], findChapters(text.slice(start, headings[0]?.start ?? end)).chapters);
  let before = 0;
  for (const [at, heading] of headings.entries()) {
    for (let n = before + 1; n < heading.n; n += 1) assembly.gap(`Pasal ${n}`);
    before = heading.n;
    const isLast = at === headings.length - 1;
    const own = text.slice(heading.end, headings[at + 1]?.start ?? end);
    const closing = isLast ? own.search(CLOSING) : -1;
    const words = closing < 0 ? own : own.slice(0, closing);
    const chapters = isLast ? { end: words.length, chapters: [] } : findChapters(words);
    const label = `Pasal ${name(heading).toUpperCase()}`;
    addArticle(
      assembly,
      {
        path: [...prefix, `pasal-${name(heading)}`],
        sign: label,
        heading: nearestTitle(open),
        start: heading.end,
        end: heading.end + chapters.end,
      },
      label,
    );
    open = enter(open, chapters.chapters);
  }
}

function nameOf({ n, letter }: Heading): string {
  return `${n}${letter}`;
}

/** Where a body ends and signatures begin; its length when they do not. */
export function closingOf(text: string): number {
  const at = text.search(CLOSING);
  return at < 0 ? text.length : at;
}
