import type { SKRSContext2D } from "@napi-rs/canvas";
import { isIcon } from "./icons.ts";
import type { Style, Word } from "./rich-words.ts";

/** A run of letters or one icon, at its place in the line. */
export type Glyphs = { text: string; icon: boolean; x: number; width: number; style: Style };
export type Line = { glyphs: Glyphs[]; width: number; quote: boolean; top: number };

/** From the top of one line to the next, and of an empty one. */
export const LEADING = 21;
const EMPTY = 10;

export const FONT = "Layar";
export const SIZE = 15;
const PLAIN: Style = { bold: false, italic: false, quote: false };

/** The font of a style, as the pen takes it. */
export function fontOf({ bold, italic }: Pick<Style, "bold" | "italic">, size = SIZE): string {
  return `${italic ? "italic " : ""}${bold ? "bold " : ""}${size}px ${FONT}`;
}

/** Breaks words into lines of at most `width`. Empty lines at the beginning and end are left out. */
export function layWords(pen: SKRSContext2D, words: readonly Word[], width: number): Line[] {
  const lines: Line[] = [];
  let line: Line = { glyphs: [], width: 0, quote: false, top: 0 };
  const end = () => {
    lines.push(line);
    line = { glyphs: [], width: 0, quote: false, top: 0 };
  };
  for (const word of words) {
    if (word.kind === "break") {
      end();
      continue;
    }
    const pieces = piecesOf(pen, word.text, word);
    const trimmed = piecesOf(pen, word.text.trimEnd(), word).reduce((sum, piece) => sum + piece.width, 0);
    if (line.glyphs.length > 0 && line.width + trimmed > width) end();
    for (const piece of pieces) {
      line.glyphs.push({ ...piece, x: line.width });
      line.width += piece.width;
    }
    line.quote ||= word.quote;
  }
  end();
  return withoutEmptyEnds(lines);
}

/** How high some lines are together, which get their places. */
export function stack(lines: readonly Line[]): number {
  let top = 0;
  for (const line of lines) {
    line.top = top;
    top += line.glyphs.length === 0 ? EMPTY : LEADING;
  }
  return top;
}

/** One line of plain text, such as a label. */
export function layLabel(pen: SKRSContext2D, text: string, style: Partial<Style> = {}, size = SIZE): Line {
  const line: Line = { glyphs: [], width: 0, quote: false, top: 0 };
  for (const piece of piecesOf(pen, text, { ...PLAIN, ...style }, size)) {
    line.glyphs.push({ ...piece, x: line.width });
    line.width += piece.width;
  }
  return line;
}

function piecesOf(pen: SKRSContext2D, text: string, style: Style, size = SIZE): Omit<Glyphs, "x">[] {
  // The selector only asks for colour.
  const characters = [...text.replaceAll("\ufe0f", "")];
  const pieces: Omit<Glyphs, "x">[] = [];
  pen.font = fontOf(style, size);
  let letters = "";
  const flush = () => {
    if (letters !== "")
      pieces.push({ text: letters, icon: false, width: pen.measureText(letters).width, style: { ...style } });
    letters = "";
  };
  for (const character of characters) {
    if (isIcon(character)) {
      flush();
      pieces.push({ text: character, icon: true, width: size * 1.15, style: { ...style } });
    } else letters += character;
  }
  flush();
  return pieces;
}

function withoutEmptyEnds(lines: Line[]): Line[] {
  const isFull = ({ glyphs }: Line) => glyphs.length > 0;
  return lines.slice(lines.findIndex(isFull), lines.findLastIndex(isFull) + 1);
}
