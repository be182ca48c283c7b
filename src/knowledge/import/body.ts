import { type Assembly, addArticle } from "./assemble.ts";
import { type Chapter, enter, findChapters, nearestTitle } from "./chapters.ts";
import { chooseHeadings, findHeadingCandidates, type Heading } from "./headings.ts";

const CLOSING =
  /(?<=^|[\s.])(?:Agar[\s.…]*setiap\s+(?:orang|pengundangan)|Agar\s*\.\s*\.|(?:Ditetapkan|Disahkan|Diundangkan)\s+di\s|DITETAPKAN DI|LEMBARAN NEGARA|BERITA NEGARA|Salinan sesuai)/;

/** The headings of the articles in a stretch of the flow. */
export function findArticles(text: string, start: number, end: number): Heading[] {
  return chooseHeadings(findHeadingCandidates(text, start, end));
}

/** Adds the articles of a body, each under the title of its chapter; `prefix` goes ahead of their paths. */
export function addBody(
  assembly: Assembly,
  headings: readonly Heading[],
  { start, end }: { start: number; end: number },
  prefix: readonly string[] = [],
): void {
  const { text } = assembly.flow;
  let open: Chapter[] = enter([], findChapters(text.slice(start, headings[0]?.start ?? end)).chapters);
  let before = 0;
  for (const [at, heading] of headings.entries()) {
    const name = `${heading.n}${heading.letter}`;
    for (let n = before + 1; n < heading.n; n += 1) assembly.gap(`Pasal ${n}`);
    before = heading.n;
    const isLast = at === headings.length - 1;
    const own = text.slice(heading.end, headings[at + 1]?.start ?? end);
    const closing = isLast ? own.search(CLOSING) : -1;
    const words = closing < 0 ? own : own.slice(0, closing);
    const chapters = isLast ? { end: words.length, chapters: [] } : findChapters(words);
    const label = `Pasal ${heading.n}${heading.letter.toUpperCase()}`;
    addArticle(
      assembly,
      {
        path: [...prefix, `pasal-${name}`],
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

/** Where a body ends and signatures begin; its length when they do not. */
export function closingOf(text: string): number {
  const at = text.search(CLOSING);
  return at < 0 ? text.length : at;
}
