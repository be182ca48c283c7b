import { decodeText, type Encoding, type LineProblem } from "./decode-text.ts";

/** `line` is where it begins in the file. Its cells are as written, without the quotes around them. */
export type CsvRow = { line: number; cells: readonly string[] };

/** Rows without anything in them are left out. */
export type Csv = { encoding: Encoding; separator: string; header: CsvRow; rows: readonly CsvRow[] };

/** A larger file is refused. */
export const MOST_BYTES = 20 * 1024 * 1024;
const MOST_PROBLEMS = 1_000;
const SEPARATORS = [",", ";", "\t"];

/**
 * Reads a CSV file as Excel and its like write them (RFC 4180; comma, semicolon or tab; any line ends). Everything that cannot
 * be read is told by line, and then nothing is given.
 */
export function readCsv(bytes: Uint8Array): Csv | { problems: LineProblem[] } {
  if (bytes.length > MOST_BYTES)
    return { problems: [{ line: 1, problem: "Berkas lebih besar dari 20 MB. Bagi menjadi beberapa berkas." }] };
  const decoded = decodeText(bytes);
  if ("problems" in decoded) return decoded;
  const [, said] = /^sep=(.)(?:\r\n?|\n|$)/i.exec(decoded.text) ?? [];
  const separator = said ?? likelySeparator(decoded.text);
  const { rows, problems } = readRows(decoded.text, separator);
  if (problems.length > 0) return { problems: problems.slice(0, MOST_PROBLEMS) };
  const [header, ...others] = rows.slice(said === undefined ? 0 : 1);
  if (header === undefined) return { problems: [{ line: 1, problem: "Berkas ini kosong." }] };
  return { encoding: decoded.encoding, separator, header, rows: others };
}

/** By which the first row has the most cells. */
function likelySeparator(text: string): string {
  const cells = SEPARATORS.map((separator) => readRows(text, separator, 1).rows[0]?.cells.length ?? 0);
  return SEPARATORS[cells.indexOf(Math.max(...cells))] ?? ",";
}

function readRows(
  text: string,
  separator: string,
  most = Number.POSITIVE_INFINITY,
): { rows: CsvRow[]; problems: LineProblem[] } {
  const rows: CsvRow[] = [];
  const problems: LineProblem[] = [];
  let cells: string[] = [];
  let at = 0;
  let line = 1;
  let begun = 1;
  while (at < text.length && rows.length < most) {
    const field = fieldAt(text, at, separator);
    if (field.problem !== undefined) problems.push({ line, problem: field.problem });
    cells.push(field.value);
    line += field.breaks;
    at = field.next;
    if (text.charAt(at) === separator) {
      at += 1;
      if (at < text.length) continue;
      cells.push("");
    }
    at += /^(?:\r\n?|\n)/.exec(text.slice(at, at + 2))?.[0].length ?? 0;
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: begun, cells });
    cells = [];
    line += 1;
    begun = line;
  }
  return { rows, problems };
}

type Field = { value: string; next: number; breaks: number; problem?: string };

function fieldAt(text: string, at: number, separator: string): Field {
  const bareEnd = endOfBare(text, at, separator);
  const start = at + (/^\s*/.exec(text.slice(at, bareEnd))?.[0].length ?? 0);
  if (text.charAt(start) !== '"') return { value: text.slice(at, bareEnd), next: bareEnd, breaks: 0 };
  const closing = closingQuote(text, start + 1);
  const value = text.slice(start + 1, closing).replaceAll('""', '"');
  const breaks = value.match(/\r\n?|\n/g)?.length ?? 0;
  if (closing === text.length)
    return { value, next: closing, breaks, problem: "Tanda petik yang dibuka di sini tidak pernah ditutup." };
  const next = endOfBare(text, closing + 1, separator);
  if (text.slice(closing + 1, next).trim() === "") return { value, next, breaks };
  return {
    value,
    next,
    breaks,
    problem: "Ada tulisan sesudah tanda petik penutup. Tanda petik di dalam isi ditulis dua kali.",
  };
}

/** Where a quoted field ends; two quotes are one of its own. The end of the text when it does not. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2);
  return at === -1 ? text.length : at;
}

function endOfBare(text: string, from: number, separator: string): number {
  let end = from;
  while (end < text.length) {
    const sign = text.charAt(end);
    if (sign === separator || sign === "\n" || sign === "\r") return end;
    end += 1;
  }
  return end;
}
