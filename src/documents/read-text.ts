import type { ReadDocument } from "../knowledge/import/document.ts";

/** Markdown or plain text: its own lines, so that a doubt's line is the line of the file; a form feed turns the page. */
export function readText(text: string): Pick<ReadDocument, "format" | "pages"> {
  const pages = text
    .replace(/^\uFEFF/, "")
    .normalize("NFC")
    .split("\f")
    .map((page, at) => ({ number: at + 1, lines: page.split(/\r\n|[\n\r]/) }));
  const isMarkdown = /^(?:#{1,6} |\|.*\|\s*$|\*\*)|\]\([/#h][^\s()]*\)/m.test(text);
  if (!isMarkdown) return { format: "text", pages };
  return { format: "markdown", pages: pages.map(({ number, lines }) => ({ number, lines: lines.map(withoutMarks) })) };
}

function withoutMarks(line: string): string {
  if (/^\s*\|[\s:|-]+\|?\s*$/.test(line)) return "";
  const row = /^\s*\|(.*?)\|?\s*$/.exec(line);
  if (row !== null) return tableRow((row[1] ?? "").split(/(?<!\\)\|/).map((cell) => inline(cell)));
  return inline(line.replace(/^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S))/, ""));
}

function inline(text: string): string {
  return text
    .replace(/(\*\*|__)(?=\S)(.*?)\1/g, "$2")
    .replace(/!?\[([^[\]]*)\]\([^\s()]*\)/g, "$1")
    .replace(/\\([\\`*_{}[\]()#+.!|-])/g, "$1")
    .trim();
}

/** The cells of a row as one line; a first cell that is only a number becomes the row's sign. */
export function tableRow(cells: readonly string[]): string {
  const filled = cells.map((cell) => cell.replace(/\s+/g, " ").trim());
  const [first = "", ...others] = filled;
  const rest = others.filter((cell) => cell !== "").join(" | ");
  if (/^(?:\d{1,3}|[A-Za-z])$/.test(first) && rest !== "") return `${first}. ${rest}`;
  if (/^(?:\d{1,3}|[A-Za-z])[.)]$/.test(first) && rest !== "") return `${first} ${rest}`;
  return filled.filter((cell) => cell !== "").join(" | ");
}
