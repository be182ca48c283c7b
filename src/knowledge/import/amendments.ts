import { type Assembly, addArticle } from "./assemble.ts";
import { closingOf } from "./body.ts";
import { findChapters } from "./chapters.ts";
import { chooseHeadings, findHeadingCandidates, type Heading, type HeadingCandidate } from "./headings.ts";
import { readOrdinal } from "./numbers.ts";
import type { Provision } from "./provision.ts";

const FIRST = /(?<=^|[\s.:])Pasal\s+[I1l](?=[\s.])/;
const SECOND = /(?<=^|[\s.:;])Pasal\s+(?:II|11|ll|Il|lI|1I|I1)(?=[\s.])/g;
const INSTRUCTION =
  /(?<=^|[\s:;.])(\d{1,3}[a-z]?|[lI]{1,2}|\d[\dOlI]{1,2})\s?\.\s+(?=(?:Ketentuan|Di\s?antara|Pasal|Judul|Setelah|Sesudah|Sebelum|Bagian|BAB|Bab|Penjelasan|Mengubah|Menambah|Menghapus|Angka|Ayat|Huruf|Antara|Nama|Lampiran|Pada|Beberapa|Frasa|Paragraf|Substansi|Rumusan|Semua|Penyebutan|Dalam|Nomenklatur|Diantara)\b)/g;
const CHANGES = /\b(?:diubah|dihapus|disisipkan|ditambah\w*|berbunyi|diganti|tetap|disempurnakan|dicabut|dibaca)\b/;
const REACH = 900;
const LEADS = /(?:berikut|berbunyi|menjadi)\s*:/;
const ARTICLE_NAME = /[Pp]asal\s+(\d{1,3}\s?[A-Z]{0,2})\b/g;

/** The stretch between "Pasal I" and "Pasal II" of an act that changes another, or undefined when it is none. */
export function findChanges(text: string, start: number, end: number): { first: number; second: number } | undefined {
  const stretch = text.slice(start, end);
  const first = FIRST.exec(stretch);
  if (first === null || !CHANGES.test(stretch.slice(first.index, first.index + 3_000))) return undefined;
  const second = [...stretch.matchAll(SECOND)].findLast(({ index }) => index > first.index);
  return { first: start + first.index, second: second === undefined ? end : start + second.index };
}

/** Adds what an act changes in `target`: each article as it now reads, under the id of the changing act. */
export function addChanges(
  assembly: Assembly,
  { first, second }: { first: number; second: number },
  end: number,
  target: string | undefined,
): void {
  const { text } = assembly.flow;
  const opening = first + (FIRST.exec(text.slice(first))?.[0].length ?? 0);
  const instructions = chooseHeadings(findInstructions(text, opening, second));
  const lead = instructions[0]?.start ?? instructionEnd(text, opening, second);
  assembly.add({ path: ["pasal-i"], sign: "Pasal I", heading: "", start: opening, end: lead });
  if (instructions.length === 0) addInstruction(assembly, opening, second, undefined, target);
  for (const [at, instruction] of instructions.entries()) {
    const before = at === 0 ? 0 : (instructions[at - 1]?.n ?? 0);
    for (let n = before + 1; n < instruction.n; n += 1) assembly.gap(`Pasal I angka ${n}`);
    addInstruction(assembly, instruction.end, instructions[at + 1]?.start ?? second, instruction, target);
  }
  if (second >= end) return;
  const afterSecond = second + (/^Pasal\s+\S+/.exec(text.slice(second))?.[0].length ?? 0);
  const close = closingOf(text.slice(afterSecond, end));
  addArticle(
    assembly,
    { path: ["pasal-ii"], sign: "Pasal II", heading: "", start: afterSecond, end: afterSecond + close },
    "Pasal II",
  );
}

function findInstructions(text: string, start: number, end: number): HeadingCandidate[] {
  return [...text.slice(start, end).matchAll(INSTRUCTION)].flatMap((match) => {
    const at = start + match.index;
    const behind = text.slice(at + match[0].length, at + REACH);
    const sentence = behind.slice(0, Math.max(60, behind.search(/[:.](?:\s|$)/)));
    if (!CHANGES.test(sentence)) return [];
    const opensLine = /(?:^|\n)\s*$/.test(text.slice(Math.max(0, at - 5), at));
    const closes = /[.;:]["”]?\s*$/.test(text.slice(Math.max(0, at - 5), at));
    const score = (opensLine ? 2 : 0) + (closes ? 1 : 0) + (/\b[Pp]asal\b|BAB|Bab/.test(sentence) ? 1 : -1);
    return [{ start: at, end: at + match[0].length, readings: readOrdinal(match[1] ?? ""), score }];
  });
}

function instructionEnd(text: string, start: number, end: number): number {
  const lead = LEADS.exec(text.slice(start, Math.min(end, start + 2_500)));
  return lead === null ? Math.min(end, start + REACH) : start + lead.index + lead[0].length;
}

function addInstruction(
  assembly: Assembly,
  start: number,
  end: number,
  instruction: Heading | undefined,
  target: string | undefined,
): void {
  const { text } = assembly.flow;
  const leadEnd = instructionEnd(text, start, end);
  const candidates = findHeadingCandidates(text, leadEnd, end);
  const sentence = text.slice(start, candidates.length === 0 ? Math.min(end, start + REACH) : leadEnd);
  const named = articlesNamed(sentence);
  const articles = chooseHeadings(
    candidates.map((each) => ({ ...each, score: each.score + (isNamed(each, named) ? 1.5 : -2) })),
    { sparse: true },
  ).filter(({ end: at }) => at > start);
  if (instruction !== undefined) {
    const own = articles[0]?.start ?? end;
    const path = ["pasal-i", `angka-${instruction.n}${instruction.letter}`];
    const sign = `${instruction.n}${instruction.letter}.`;
    assembly.add({ path, sign, heading: "", start, end: start + findChapters(text.slice(start, own)).end });
  }
  const how =
    /\bdisisipkan\b/.test(sentence) && /antara\s+(?:Pasal|BAB|Bab|Bagian|Paragraf)/.test(sentence)
      ? "disisipkan"
      : "diubah";
  for (const [at, { n, letter, start: headStart, end: headEnd }] of articles.entries()) {
    const label = `Pasal ${n}${letter.toUpperCase()}`;
    const stop = articles[at + 1]?.start ?? end;
    const own = headEnd + findChapters(text.slice(headEnd, stop)).end;
    const path = [`pasal-${n}${letter}`];
    const amends: Provision["amends"] = target === undefined ? undefined : { id: `${target}/pasal-${n}${letter}`, how };
    addArticle(
      assembly,
      { path, sign: label, heading: "", start: headEnd, end: own, ...(amends === undefined ? {} : { amends }) },
      label,
    );
    if (headStart < 0) return;
  }
  if (articles.length === 0) addDeletions(assembly, sentence, start, end, target);
}

/** "Pasal 12 dan Pasal 13 dihapus." */
function addDeletions(
  assembly: Assembly,
  sentence: string,
  start: number,
  end: number,
  target: string | undefined,
): void {
  const clause = /^[^:]*?\bdihapus\b/.exec(sentence)?.[0];
  if (clause === undefined || /\b(?:ayat|huruf|angka)\b/.test(clause)) return;
  for (const name of articlesNamed(clause)) {
    const amends = target === undefined ? {} : { amends: { id: `${target}/pasal-${name}`, how: "dihapus" as const } };
    assembly.add({ path: [`pasal-${name}`], sign: `Pasal ${name.toUpperCase()}`, heading: "", start, end, ...amends });
  }
}

/** The articles a sentence names, "sampai dengan" spelt out: "22b". */
function articlesNamed(sentence: string): string[] {
  const names = [...sentence.matchAll(ARTICLE_NAME)].map(([, name = ""]) => name.replace(/\s/g, "").toLowerCase());
  const range = /[Pp]asal\s+(\d{1,3})\s+sampai\s+dengan\s+[Pp]asal\s+(\d{1,3})\b/.exec(sentence);
  if (range !== null) {
    for (let n = Number(range[1]); n <= Math.min(Number(range[2]), Number(range[1]) + 200); n += 1) names.push(`${n}`);
  }
  return [...new Set(names)];
}

function isNamed({ readings }: HeadingCandidate, named: readonly string[]): boolean {
  return readings.some(({ n, letter }) => named.includes(`${n}${letter}`));
}
