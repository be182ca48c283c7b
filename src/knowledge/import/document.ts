/** What a file says, line by line, however it was stored; pages and their lines are counted from 1. */
export type ReadDocument = {
  format: "pdf" | "docx" | "html" | "markdown" | "text";
  /** The file's fingerprint, 64 hex digits. */
  sha256: string;
  pages: ReadonlyArray<{ number: number; lines: readonly string[] }>;
};

/** A spot that a person should look at in the file. */
export type Doubt = { page: number; line: number; text: string };

/** A line that is kept, and where it stands in the file. */
export type PlacedLine = { page: number; line: number; text: string };

/** The lines of a document as one text, each line ended by a line feed, with the way back to page and line. */
export type Flow = { text: string; place(offset: number): { page: number; line: number } };

/** Joins lines to one text. */
export function joinLines(lines: readonly PlacedLine[]): Flow {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of lines) {
    starts.push(length);
    length += text.length + 1;
  }
  const place = (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const line = lines[low];
    return { page: line?.page ?? 1, line: line?.line ?? 1 };
  };
  return { text: lines.map(({ text }) => `${text}\n`).join(""), place };
}

/** Replaces stretches of a text by spaces, so that every offset and line stays where it was. */
export function blankOut(text: string, stretches: ReadonlyArray<{ start: number; end: number }>): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    pieces.push(text.slice(at, from), text.slice(from, end).replace(/[^\n]/g, " "));
    at = end;
  }
  return pieces.join("") + text.slice(at);
}
