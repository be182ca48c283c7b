/** A stretch of the flow that is one part of a regulation. */
export type Section = {
  kind: "opening" | "body" | "elucidation" | "attachment";
  start: number;
  end: number;
  /** Of an attachment: what it calls itself, "ii", or empty. */
  number: string;
};

const DECIDES =
  /\bM\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N\s*:?|\bM(?:\w{1,3}etap[Kk]an|ENETAPKAN)\s*:(?=\s+(?:UNDANG|PERATURAN|KEPUTUSAN|INSTRUKSI|QANUN))/g;
const ELUCIDATION = /\bP\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N\s+A\s?T\s?A\s?S\b/g;
const ATTACHMENT =
  /(?<=^|\s)(?:L\s?A\s?M\s?P\s?I\s?R\s?A\s?N[ ]{0,2}:?\s?([IVX1l]{1,5}|\d{1,2})?(?=\s+(?:UNDANG|PERATURAN|KEPUTUSAN|SURAT|INSTRUKSI|PERPPU|QANUN)|\s*\n|\s*:|\s+NOMOR)|(?<=\n)Lampiran(?:\s+([IVX]{1,5}|\d{1,2}))?\s*\n(?=[^\n\p{Ll}]{6,}\n))/gu;
const ARTICLE_BY_ARTICLE = /\bPASAL\s+DEMI\s+PASAL\b/g;

/**
 * Cuts a document at the places that every regulation has: what is decided, its elucidation, its attachments. A document
 * that decides nothing is one body.
 */
export function cutDocument(text: string): Section[] {
  const elucidations = offsets(text, ELUCIDATION).filter((at) => text.indexOf("DEMI", at) >= 0 || at > text.length / 3);
  const decisions = offsets(text, DECIDES).filter((at, index, all) => index === 0 || at - (all[index - 1] ?? 0) > 200);
  const attachments = [...text.matchAll(ATTACHMENT)]
    .filter(({ index }) => index > (decisions[0] ?? 0) && index > text.length * 0.02)
    .map((match) => ({ at: match.index, number: numberOf(match[1] ?? match[2] ?? "") }));
  const cuts = [
    ...decisions.map((at) => ({ at, kind: "body" as const, number: "" })),
    ...elucidations.map((at) => ({ at, kind: "elucidation" as const, number: "" })),
    ...attachments.map(({ at, number }) => ({ at, kind: "attachment" as const, number })),
  ].sort((a, b) => a.at - b.at);
  if (decisions.length === 0) cuts.unshift({ at: 0, kind: "body", number: "" });
  const sections: Section[] = [];
  const first = cuts[0]?.at ?? 0;
  if (first > 0) sections.push({ kind: "opening", start: 0, end: first, number: "" });
  for (const [index, { at, kind, number }] of cuts.entries()) {
    sections.push({ kind, start: at, end: cuts[index + 1]?.at ?? text.length, number });
  }
  return sections;
}

/** Where the elucidation of single articles begins, inside an elucidation; the general part stands ahead of it. */
export function articleByArticle(text: string): number {
  return offsets(text, ARTICLE_BY_ARTICLE)[0] ?? -1;
}

function numberOf(written: string): string {
  return written.replace(/1|l/g, "I").toLowerCase();
}

function offsets(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map(({ index }) => index);
}
