import { type Span, spansText } from "../../../chat/message.ts";
import { hasCode, isPaired, type Mark, PAIRED, quieten, UNSEEN, withoutBeginnings, withoutCode } from "./marks.ts";

/** Text of one look on one line. */
type Piece = { text: string; marks: readonly Mark[] };

/**
 * A paragraph between marks of our own. They hold for one line, stand right at their words and only at the edge of a word:
 * what is bold in the middle of one is left plain. Everything the text itself has of marks is shown as it is.
 */
export function markedSpans(spans: readonly Span[]): string {
  const code = hasCode(spansText(spans));
  return linesOf(spans)
    .map((line) => markedLine(line, code))
    .join("\n");
}

function linesOf(spans: readonly Span[]): Span[][] {
  const lines: Span[][] = [[]];
  for (const span of spans)
    for (const [at, text] of span.text.split("\n").entries()) {
      if (at > 0) lines.push([]);
      lines.at(-1)?.push({ ...span, text });
    }
  return lines;
}

function markedLine(line: readonly Span[], code: boolean): string {
  const whole = spansText(line);
  const pieces = piecesOf(line, whole);
  const used = PAIRED.filter((mark) => pieces.some(({ marks }) => marks.includes(mark)));
  const others = PAIRED.filter((mark) => !used.includes(mark) && isPaired(whole, mark));
  const looks = pieces.map(({ text, marks }) => {
    const quiet = others.reduce(quieten, used.reduce(quietenAtEdges, code ? withoutCode(text) : text));
    return marks.join("") + quiet + marks.toReversed().join("");
  });
  return withoutBeginnings(looks.join(""));
}

/** Runs of one look, in order; white space at their edges stands outside of their marks. */
function piecesOf(line: readonly Span[], whole: string): Piece[] {
  let at = 0;
  return joined(line).flatMap(({ text, bold, italic }): Piece[] => {
    const words = text.trim();
    const before = text.slice(0, text.length - text.trimStart().length);
    const from = at + before.length;
    at += text.length;
    const marks: Mark[] = [];
    const to = from + words.length;
    // Behind a mark of the text, which is made quiet, none of ours opens.
    if (words !== "" && !isInWord(whole, from) && !isInWord(whole, to) && !/[*_~`]$/.test(whole.slice(0, from))) {
      if (bold === true) marks.push("*");
      if (italic === true) marks.push("_");
    }
    return [
      { text: before, marks: [] },
      { text: words, marks },
      { text: text.slice(before.length + words.length), marks: [] },
    ];
  });
}

function joined(line: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const span of line) {
    const last = spans.at(-1);
    const isSame = last !== undefined && last.bold === span.bold && last.italic === span.italic;
    if (isSame) spans[spans.length - 1] = { ...last, text: last.text + span.text };
    else spans.push(span);
  }
  return spans;
}

/** Whether a word goes on across a place in a text. */
function isInWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]$/u.test(text.slice(0, at)) && /^[\p{L}\p{N}]/u.test(text.slice(at));
}

/** Leaves a mark inside a word alone, as addresses of the web have them: it neither opens nor closes. */
function quietenAtEdges(text: string, mark: Mark): string {
  return text.replaceAll(
    new RegExp(`(?<![\\p{L}\\p{N}])[${mark}]|[${mark}](?![\\p{L}\\p{N}])`, "gu"),
    `${mark}${UNSEEN}`,
  );
}
