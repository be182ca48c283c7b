import type { Block, Choice, Reply } from "../../chat/message.ts";
import { type Keyboard, keyboardFor } from "./keyboard.ts";

/** One Telegram message: HTML, the same without any formatting, and on the last one the buttons. */
export type Part = { html: string; plain: string; keyboard?: Keyboard };

/** Telegram takes 4,096 characters after parsing; the whole HTML stays below, so that no way of counting disagrees. */
const MOST_CHARACTERS = 4_000;
/** Less room than this is left empty rather than filled with the beginning of a long text. */
const WORTH_FILLING = 400;

/** A run of text with the tags around it; cut between words, and each half gets the tags again. */
type Run = { open: string; text: string; close: string; gap: string };

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
    plain += plain === "" ? run.text : run.gap + run.text;
  };
  for (const run of runs) {
    let rest: Run = { ...run, text: run.text.trim() };
    while (rest.text !== "") {
      if (html.length + rest.gap.length + toHtml(rest).length <= MOST_CHARACTERS) {
        add(rest);
        break;
      }
      const room = MOST_CHARACTERS - html.length - rest.gap.length - rest.open.length - rest.close.length;
      if (html !== "" && (room < WORTH_FILLING || toHtml(rest).length <= MOST_CHARACTERS)) {
        close();
        continue;
      }
      const end = cutAt(rest.text, room);
      add({ ...rest, text: rest.text.slice(0, end).trimEnd() });
      close();
      rest = { ...rest, text: rest.text.slice(end).trimStart() };
    }
  }
  close();
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

/** The last line, sentence or word that fits into so much HTML; in a word longer than that, the last letter. */
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
