import { createStemmer } from "./stem.ts";
import { rawWords } from "./words.ts";

/** More than the words of the longest part; each piece stays within what {@link rawWords} reads at once. */
const PIECE = 1_500;

/**
 * Builds the roots of an official text's words. No spelling is corrected and no alias replaced, so that the roots of what
 * was imported last year are still those of what is asked today.
 */
export function createWordingStems(): (text: string) => string[] {
  const { stem } = createStemmer([]);
  return (text) => pieces(text).flatMap((piece) => rawWords(piece).map(stem));
}

function pieces(text: string): string[] {
  if (text.length <= PIECE) return [text];
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const cut = at + PIECE >= text.length ? text.length : text.lastIndexOf(" ", at + PIECE);
    const end = cut > at ? cut : at + PIECE;
    found.push(text.slice(at, end));
    at = end;
  }
  return found;
}
