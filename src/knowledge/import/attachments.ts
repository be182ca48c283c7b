import { type Assembly, addPieces, spell } from "./assemble.ts";
import { ATTACHMENT_STYLES, cutArticle } from "./cut-article.ts";
import type { Section } from "./sections.ts";

/** Adds an attachment and its rows: "lampiran-ii/huruf-a/angka-4"; one in chapters by them: "lampiran-i/bab-ii/huruf-a". */
export function addAttachment(assembly: Assembly, { start, end, number }: Section): void {
  const path = [number === "" ? "lampiran" : `lampiran-${number}`];
  const sign = `Lampiran ${number.toUpperCase()}`.trim();
  addChapters(assembly, path, sign, start, end);
}

const CHAPTER = /(?<=\n|[.;]\s)BAB\s+([IVXLl1]{1,6})(?=\s)/g;

/** Adds a text that counts anew in every chapter, or in none. */
export function addChapters(
  assembly: Assembly,
  path: readonly string[],
  sign: string,
  start: number,
  end: number,
): void {
  const chapters = [...assembly.flow.text.slice(start, end).matchAll(CHAPTER)].map((match) => ({
    start: start + match.index,
    words: start + match.index + match[0].length,
    number: (match[1] ?? "").replace(/[l1]/g, "I"),
  }));
  if (chapters.length < 2) {
    addList(assembly, path, sign, start, end);
    return;
  }
  const first = chapters[0]?.start ?? end;
  if (path.length > 0) assembly.add({ path, sign, heading: "", start, end: first });
  for (const [at, { words, number }] of chapters.entries()) {
    const own = [...path, `bab-${number.toLowerCase()}`];
    addList(assembly, own, `${sign} BAB ${number}`.trim(), words, chapters[at + 1]?.start ?? end);
  }
}

/** Adds a text that is cut by its own numbers alone, under `path`. */
export function addList(assembly: Assembly, path: readonly string[], sign: string, start: number, end: number): void {
  const { lead, pieces, missing } = cutArticle(assembly.flow.text.slice(start, end), ATTACHMENT_STYLES);
  const part = { path, sign, heading: "", start, end: start + lead };
  assembly.add(part);
  addPieces(assembly, part, pieces);
  for (const each of missing) assembly.gap([sign, ...each.map(spell)].join(" ").trim());
}

const DICTUM =
  /(?<=^|[\s.;])(KESATU|KEDUA|KETIGA|KEEMPAT|KELIMA|KEENAM|KETUJUH|KEDELAPAN|KESEMBILAN|KESEPULUH|KESEBELAS|KEDUA\s?BELAS|KETIGA\s?BELAS)\s*:?(?=\s)/g;
const FEWEST_DICTA = 2;

/** Adds the dicta of a decision (KESATU …); false when there are none. */
export function addDicta(assembly: Assembly, start: number, end: number): boolean {
  const found = [...assembly.flow.text.slice(start, end).matchAll(DICTUM)];
  if (found.length < FEWEST_DICTA) return false;
  for (const [at, match] of found.entries()) {
    const name = (match[1] ?? "").replace(/\s/g, "");
    const from = start + match.index + match[0].length;
    const to = start + (found[at + 1]?.index ?? end - start);
    const closing = /(?:Ditetapkan|DITETAPKAN)\s+di\s/i.exec(assembly.flow.text.slice(from, to));
    const stop = closing === null ? to : from + closing.index;
    const { lead, pieces, missing } = cutArticle(assembly.flow.text.slice(from, stop));
    const path = [`diktum-${name.toLowerCase()}`];
    const part = { path, sign: name, heading: "", start: from, end: from + lead };
    assembly.add(part);
    addPieces(assembly, part, pieces);
    for (const each of missing) assembly.gap([`Diktum ${name}`, ...each.map(spell)].join(" "));
  }
  return true;
}
