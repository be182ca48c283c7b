import type { Block, Choice, Reply } from "../../chat/message.ts";
import { type Keyboard, keyboardFor } from "./keyboard.ts";

/** One Telegram message: HTML, the same without any formatting, and on the last one the buttons. */
export type Part = { html: string; plain: string; keyboard?: Keyboard };

/** Telegram takes 4,096 characters after parsing; the whole HTML stays below, so that no way of counting disagrees. */
const MOST_CHARACTERS = 4_000;

/** A run of text with the tags around it; cut between words, and each half gets the tags again. */
type Run = { open: string; text: string; close: string; gap: string };

/** A reply as messages that Telegram accepts: escaped, folded quotes, no tag ever cut. */
export function renderReply({ blocks, choices }: Reply): Part[] {
  const { keyboard, listed } = keyboardFor(choices);
  const parts: Part[] = [];
  let html = "";
  let plain = "";
  for (const run of [...blocks.flatMap(blockRuns), ...listed.map(choiceRun)].flatMap(cutToFit)) {
    const piece = toHtml(run);
    if (html !== "" && html.length + run.gap.length + piece.length > MOST_CHARACTERS) {
      parts.push({ html, plain });
      html = "";
      plain = "";
    }
    html += html === "" ? piece : run.gap + piece;
    plain += plain === "" ? run.text : run.gap + run.text;
  }
  if (html !== "") parts.push({ html, plain, ...(keyboard === undefined ? {} : { keyboard }) });
  return parts;
}

/** A label that does not fit its button is written out; its number is on the button. */
function choiceRun({ label }: Choice, at: number): Run {
  return { open: "", text: `${at + 1}. ${label}`, close: "", gap: at === 0 ? "\n\n" : "\n" };
}

function blockRuns(block: Block): Run[] {
  const bold = (text: string): Run => ({ open: "<b>", text, close: "</b>", gap: "\n\n" });
  switch (block.kind) {
    case "title":
      return [bold(block.text)];
    case "text":
      return [{ open: "", text: block.text, close: "", gap: "\n\n" }];
    case "note":
      return [{ open: "<i>", text: block.text, close: "</i>", gap: "\n\n" }];
    case "list": {
      const mark = (at: number) => (block.ordered ? `${at + 1}. ` : "• ");
      const items = block.items.map((item, at) => ({ open: "", text: `${mark(at)}${item}`, close: "", gap: "\n" }));
      return [bold(`${block.title}:`), ...items];
    }
    case "quote": {
      const folded = { open: "<blockquote expandable>", text: block.text, close: "</blockquote>", gap: "\n" };
      return [bold(block.title), folded];
    }
  }
}

function toHtml({ open, text, close }: Run): string {
  return open + escapeHtml(text) + close;
}

export function escapeHtml(text: string): string {
  return text.toWellFormed().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Cuts a run that alone is too long at the last line, sentence or word that fits; a word longer than that anywhere. */
function cutToFit(run: Run): Run[] {
  const room = MOST_CHARACTERS - run.open.length - run.close.length;
  const pieces: Run[] = [];
  let rest = run.text.trim();
  while (escapeHtml(rest).length > room) {
    const end = cutAt(rest, room);
    pieces.push({ ...run, text: rest.slice(0, end).trimEnd() });
    rest = rest.slice(end).trimStart();
  }
  if (rest !== "") pieces.push({ ...run, text: rest });
  return pieces.map((piece, at) => (at === 0 ? piece : { ...piece, gap: "\n" }));
}

function cutAt(text: string, room: number): number {
  let end = 0;
  let length = 0;
  for (const letter of text) {
    length += escapeHtml(letter).length;
    if (length > room) break;
    end += letter.length;
  }
  const fits = text.slice(0, end);
  for (const boundary of [/\n(?=[^\n]*$)/, /[.!?](?=\s[^.!?]*$)/, /\s(?=\S*$)/]) {
    const at = fits.search(boundary);
    if (at > end / 2) return at + 1;
  }
  return end;
}
