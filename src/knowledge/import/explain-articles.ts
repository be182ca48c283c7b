import type { Assembly } from "./assemble.ts";
import { cutElucidation, findBareArticles } from "./elucidation.ts";
import { chooseHeadings, findHeadingCandidates } from "./headings.ts";
import { articleByArticle, type Section } from "./sections.ts";

const CLOSING = /(?:TAMBAHAN\s+(?:LEMBARAN|BERITA)\s+NEGARA|LEMBARAN NEGARA REPUBLIK)/;

/** The two articles of a changing act itself: "Pasal I", "Pasal II". */
const OWN_ARTICLE = /^Pasal\s+(?:I{1,2}|ll|Il|lI)(?=\s|$)/;
/** The head of what a changing act explains next. */
const NEXT_CHANGE = /\s+(?:Pasal\s+I{1,2}\s[\s\S]*|Angka\s+[\dlI]{1,3}\s*)$/;

/** Adds an elucidation: its general part, and what it says to articles and their parts. */
export function addElucidation(
  assembly: Assembly,
  { start, end }: Section,
  prefix: readonly string[],
  sparse: boolean,
): void {
  const { text } = assembly.flow;
  const closing = text.slice(start, end).search(CLOSING);
  const stop = closing > 0 ? start + closing : end;
  const cut = articleByArticle(text.slice(start, stop));
  const general = start + (/\bUMUM\b/.exec(text.slice(start, cut < 0 ? stop : start + cut))?.index ?? 0);
  const generalEnd = cut < 0 ? stop : start + cut;
  assembly.add({
    path: [...prefix, "penjelasan"],
    sign: "Penjelasan Umum",
    heading: "",
    start: general,
    end: general + text.slice(general, generalEnd).replace(/\s*(?:[IVX1l]{1,3}\s*\.)?\s*$/, "").length,
  });
  if (cut < 0) return;
  const candidates = [...findHeadingCandidates(text, start + cut, stop), ...findBareArticles(text, start + cut, stop)]
    // The two articles of a changing act itself; what it changes stands below them.
    .filter((each) => !sparse || !OWN_ARTICLE.test(text.slice(each.start, each.end + 1)))
    .sort((a, b) => a.start - b.start);
  const headings = chooseHeadings(candidates, { sparse });
  for (const [at, { n, letter, end: from }] of headings.entries()) {
    const whole = text.slice(from, headings[at + 1]?.start ?? stop);
    // Where numbers lost their word to a column of its own, the words stand alone.
    const own = (sparse ? whole.replace(NEXT_CHANGE, "") : whole).replace(/(?:\s+Pasal)+\s*$/, "");
    const { lead, pieces } = cutElucidation(own);
    const path = [...prefix, `pasal-${n}${letter}`];
    const sign = `Penjelasan Pasal ${n}${letter.toUpperCase()}`;
    if (lead === 0 || own.slice(0, lead).trim() !== "") {
      assembly.add({ path: [...path, "penjelasan"], sign, heading: "", start: from, end: from + lead });
    }
    for (const piece of pieces) {
      assembly.add({
        path: [...path, ...piece.path, "penjelasan"],
        sign,
        heading: "",
        start: from + piece.start,
        end: from + piece.end,
      });
    }
  }
}
