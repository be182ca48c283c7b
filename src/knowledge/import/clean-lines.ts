import type { PlacedLine, ReadDocument } from "./document.ts";

/** Lines at the edge of a page that may be a running header or footer. */
const EDGE = 4;
/** Headers stand on most pages; a sentence that happens to repeat does not. */
const FEWEST_PAGES = 3;
const SHARE_OF_PAGES = 0.25;

const STRUCTURE =
  /^(?:pasal|bab|bagian|paragraf|ayat|huruf|angka|buku|lampiran|penjelasan)\b|^cukup|^\(?[\da-z]{1,3}[.)]/i;

/** Marks that belong to a page and never to its text. */
const PAGE_MARKS: readonly RegExp[] = [
  /^[-–—~_.\s]*(?:hal(?:aman)?\.?\s*)?\d{1,4}(?:\s*(?:\/|dari)\s*\d{1,4})?[-–—~_.\s]*$/i,
  /^[-–—]\s*[\dOolI]{1,4}\s*[-–—]$/,
  /^S[KI]\s*N[o0]\.?\s*\d{4,8}\s*[A-Z]?\.?$/,
  /^P[A-Z ]{5,14}N\s+REP[A-Z]{3,5}K\s+[IT]N[A-Z ]{6,9}$/,
  /^(?:\d{4},?\s*No\.?\s*\d+|No\.?\s*\d+,\s*\d{4})(?:\s*[-–]?\s*\d+\s*[-–]?)?$/,
  /^(?:https?:\/\/|www\.)\S+$/i,
  /^(?:jdih\.)\S+$/i,
  /^(?:salinan|sALINAN)$/i,
];

/** The lines that carry text: page marks, running headers and footers and empty lines left out. */
export function cleanLines({ pages }: Pick<ReadDocument, "pages">): PlacedLine[] {
  const running = runningLines(pages);
  const kept: PlacedLine[] = [];
  for (const { number, lines } of pages) {
    const filled = lines.flatMap((text, at) => (text.trim() === "" ? [] : [at]));
    const edge = new Set([...filled.slice(0, EDGE), ...filled.slice(-EDGE)]);
    for (const at of filled) {
      const text = (lines[at] ?? "").trim();
      if (PAGE_MARKS.some((mark) => mark.test(text))) continue;
      if (edge.has(at) && running.has(shape(text))) continue;
      kept.push({ page: number, line: at + 1, text });
    }
  }
  return kept;
}

/** The shapes of lines that stand at the edge of many pages; what ends like a sentence is one that repeats. */
function runningLines(pages: ReadDocument["pages"]): Set<string> {
  const seen = new Map<string, number>();
  for (const { lines } of pages) {
    const filled = lines.map((line) => line.trim()).filter((line) => line !== "");
    for (const text of new Set([...filled.slice(0, EDGE), ...filled.slice(-EDGE)].map(shape))) {
      seen.set(text, (seen.get(text) ?? 0) + 1);
    }
  }
  const fewest = Math.max(FEWEST_PAGES, pages.length * SHARE_OF_PAGES);
  const isHead = (text: string) => !STRUCTURE.test(text) && !/[.;:]$/.test(text);
  return new Set([...seen].filter(([text, count]) => count >= fewest && isHead(text)).map(([text]) => text));
}

/** A header's page number changes; the rest stays. */
function shape(text: string): string {
  return text.replace(/\d+/g, "#").replace(/\s+/g, " ").trim().toLowerCase();
}
