import type { Span } from "../chat/message.ts";

/** A paragraph as its spans. */
export type Paragraph = readonly Span[];

/** A link is left as it is, whatever signs it has; what ends a sentence or a mark is not of it. */
const LINK = /(?:https?:\/\/|www\.)\S*[^\s*_.,;:!?)\]»"']/giu;
/** Stands for the link of that number while marks are read; such signs are in no text of people. */
const KEPT = /\uE000(\d+)\uE001/g;
/** As in chat apps: the signs stand at the edges of words, on one line, right at their text. */
const MARKED = /(?<![\p{L}\p{N}])([*_])(?=[^\s*_]|[*_][^\s*_])(.*?[^\s])\1(?![\p{L}\p{N}])/u;

/** As in some editors. */
const DOUBLED = /(?<![\p{L}\p{N}*])\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*(?![\p{L}\p{N}*])/gu;

/**
 * Reads the formatting that people know from chat apps: `*tebal*`, `_miring_`, lists with "- ", line breaks; an empty line
 * begins a new paragraph. Anything else stays as it was written.
 */
export function readRichText(text: string): Paragraph[] {
  const links: string[] = [];
  const keep = (link: string) => `\uE000${links.push(link) - 1}\uE001`;
  const clean = cleaned(text).replace(LINK, keep).replace(DOUBLED, "*$1*");
  const back = (span: Span): Span => ({ ...span, text: span.text.replace(KEPT, (_, at) => links[Number(at)] ?? "") });
  return clean
    .split(/\n{2,}/)
    .map((paragraph) => joined(paragraph.split("\n").flatMap(lineSpans)).map(back))
    .filter((spans) => spans.length > 0);
}

/** A text as it is read aloud: without any marks. */
export function withoutFormatting(text: string): string {
  return readRichText(text)
    .map((spans) => spans.map((span) => span.text).join(""))
    .join("\n\n");
}

/** One kind of line break, no trailing spaces, and no signs that nobody sees: these could turn a text around. */
function cleaned(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[\uE000\uE001\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/(?!\n)\p{Cc}/gu, "")
    .replace(/ *\n */g, "\n")
    .trim();
}

function lineSpans(line: string, at: number): Span[] {
  const [, listed] = /^[-•] (.+)$/.exec(line) ?? [];
  const spans = listed === undefined ? marksIn(line, {}) : [{ text: "• " }, ...marksIn(listed, {})];
  return at === 0 ? spans : [{ text: "\n" }, ...spans];
}

function marksIn(text: string, look: Omit<Span, "text">): Span[] {
  const found = MARKED.exec(text);
  if (found === null) return text === "" ? [] : [{ text, ...look }];
  const [whole, mark, inner = ""] = found;
  const inside = { ...look, ...(mark === "*" ? { bold: true } : { italic: true }) };
  return [
    ...marksIn(text.slice(0, found.index), look),
    ...marksIn(inner, inside),
    ...marksIn(text.slice(found.index + whole.length), look),
  ];
}

/** Neighbours that look the same as one. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last !== undefined && last.bold === span.bold && last.italic === span.italic)
      all[all.length - 1] = { ...last, text: last.text + span.text };
    else all.push(span);
  }
  return all;
}
