import type { Block, Choice, Reply, Span } from "../../chat/message.ts";
import { type Keyboard, keyboardFor } from "./keyboard.ts";

/** One Telegram message: HTML, the same without any formatting, and on the last one the buttons. */
export type Part = { html: string; plain: string; keyboard?: Keyboard };

/** Telegram takes 4,096 characters after parsing; the whole HTML stays below, so that no way of counting disagrees. */
const MOST_CHARACTERS = 4_000;
/** Less room than this is left empty rather than filled with the beginning of a long text. */
const WORTH_FILLING = 400;

/** Text with the tags around it. */
type Piece = { open: string; text: string; close: string };
/** Pieces that stand together, and what parts them from what is before; cut between words, and each half gets the tags again. */
type Run = { pieces: readonly Piece[]; gap: string };

/** A reply as messages that Telegram accepts: escaped, folded quotes, no tag ever cut. */
export function renderReply({ blocks, choices }: Reply): Part[] {
  const { keyboard, listed } = keyboardFor(choices);
  const runs = [...blocks.flatMap(blockRuns), ...listed.map(choiceRun)];
  const parts = pack(runs);
  const last = parts.at(-1);
  if (last !== undefined && keyboard !== undefined) last.keyboard = keyboard;
  return parts;
}

/** Fills messages one after the other. A run that fits no message is cut where the one at hand is full. */
function pack(runs: readonly Run[]): Part[] {
  const parts: Part[] = [];
  let html = "";
  let plain = "";
  const close = () => {
    if (html !== "") parts.push({ html, plain });
    html = "";
    plain = "";
  };
  const add = (run: Run) => {
    html += html === "" ? toHtml(run) : run.gap + toHtml(run);
    plain += plain === "" ? textOf(run) : run.gap + textOf(run);
  };
  for (const run of runs) {
    let rest = trimmed(run);
    while (textOf(rest) !== "") {
      if (html.length + rest.gap.length + toHtml(rest).length <= MOST_CHARACTERS) {
        add(rest);
        break;
      }
      const room = MOST_CHARACTERS - html.length - rest.gap.length;
      if (html !== "" && (room < WORTH_FILLING || toHtml(rest).length <= MOST_CHARACTERS)) {
        close();
        continue;
      }
      const end = cutAt(rest, room);
      add(trimmed(sliced(rest, 0, end)));
      close();
      rest = trimmed(sliced(rest, end));
    }
  }
  close();
  return parts;
}

/** A label that does not fit its button is written out; its number is on the button. */
function choiceRun({ label }: Choice, at: number): Run {
  return plainRun(`${at + 1}. ${label}`, at === 0 ? "\n\n" : "\n");
}

function blockRuns(block: Block): Run[] {
  switch (block.kind) {
    case "title":
      return [boldRun(block.text)];
    case "text":
      return [plainRun(block.text, "\n\n")];
    case "rich":
      return [{ pieces: block.spans.map(spanPiece), gap: "\n\n" }];
    case "note":
      return [{ pieces: [{ open: "<i>", text: block.text, close: "</i>" }], gap: "\n\n" }];
    case "list": {
      const mark = (at: number) => (block.ordered ? `${at + 1}. ` : "• ");
      return [boldRun(`${block.title}:`), ...block.items.map((item, at) => plainRun(mark(at) + item, "\n"))];
    }
    case "quote": {
      const folded = { open: "<blockquote expandable>", text: block.text, close: "</blockquote>" };
      return [boldRun(block.title), { pieces: [folded], gap: "\n" }];
    }
  }
}

function plainRun(text: string, gap: string): Run {
  return { pieces: [{ open: "", text, close: "" }], gap };
}

function boldRun(text: string): Run {
  return { pieces: [{ open: "<b>", text, close: "</b>" }], gap: "\n\n" };
}

function spanPiece({ text, bold = false, italic = false }: Span): Piece {
  const open = (bold ? "<b>" : "") + (italic ? "<i>" : "");
  const close = (italic ? "</i>" : "") + (bold ? "</b>" : "");
  return { open, text, close };
}

function textOf({ pieces }: Run): string {
  return pieces.map(({ text }) => text).join("");
}

/** A part of a run; pieces of which nothing is left are left out. */
function sliced({ pieces, gap }: Run, from: number, to = Number.POSITIVE_INFINITY): Run {
  let at = 0;
  const kept = pieces.map((piece) => {
    const text = piece.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += piece.text.length;
    return { ...piece, text };
  });
  return { pieces: kept.filter(({ text }) => text !== ""), gap };
}

function trimmed(run: Run): Run {
  const text = textOf(run);
  return sliced(run, text.length - text.trimStart().length, text.trimEnd().length);
}

function toHtml({ pieces }: Run): string {
  return pieces.map(({ open, text, close }) => open + escapeHtml(text) + close).join("");
}

export function escapeHtml(text: string): string {
  return text.toWellFormed().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The last line, sentence or word that fits into so much HTML; in a word longer than that, the last letter. */
function cutAt(run: Run, room: number): number {
  const end = mostThatFits(run, room);
  const fits = textOf(run).slice(0, end);
  for (const boundary of [/\n(?=[^\n]*$)/, /[.!?](?=\s[^.!?]*$)/, /\s(?=\S*$)/]) {
    const at = fits.search(boundary);
    if (at > end / 2) return at + 1;
  }
  return end;
}

function mostThatFits({ pieces }: Run, room: number): number {
  let end = 0;
  let length = 0;
  for (const { open, text, close } of pieces) {
    length += open.length + close.length;
    for (const letter of text) {
      length += escapeHtml(letter).length;
      if (length > room) return end;
      end += letter.length;
    }
  }
  return end;
}
