import { type Block, type Choice, type Reply, type Span, spansText } from "../../../chat/message.ts";
import { texts } from "../../../chat/texts.ts";
import { markedSpans } from "./marked-spans.ts";
import { marked, withoutMarks } from "./marks.ts";

/** WhatsApp takes far more, but a phone folds long messages away behind "read more"; this is about two screens. */
const MOST_CHARACTERS = 3_500;
/** Less room than this is left empty rather than filled with the beginning of a long text. */
const WORTH_FILLING = 400;

/** A run of text, how a part of it looks, and what parts it from the one before; cut between sentences if it must be. */
type Run = { text: string; look(from: number, to: number): string; gap: string };

/** A reply as the texts of WhatsApp messages, choices as numbered lines at the end of the last; files not among them. */
export function renderReply({ blocks, choices }: Reply, { group } = { group: false }): string[] {
  return pack([...blocks.flatMap(blockRuns), ...choiceRuns(choices, group)]);
}

function blockRuns(block: Block): Run[] {
  switch (block.kind) {
    case "title":
      return [boldRun(block.text)];
    case "text":
      return [runOf(block.text, withoutMarks, "\n\n")];
    case "rich":
      return [richRun(block.spans)];
    case "note":
      return [
        runOf(
          block.text,
          eachLine((line) => marked(line, "_")),
          "\n\n",
        ),
      ];
    case "list": {
      const sign = (at: number) => (block.ordered ? `${at + 1}. ` : "• ");
      const items = block.items.map((item, at) => runOf(sign(at) + item, withoutMarks, "\n"));
      return [boldRun(`${block.title}:`), ...items];
    }
    case "quote": {
      const quoted = eachLine((line) => `> ${withoutMarks(line)}`);
      return [boldRun(block.title), runOf(block.text, quoted, "\n")];
    }
  }
}

function runOf(said: string, look: (text: string) => string, gap: string): Run {
  const text = said.toWellFormed().trim();
  return { text, look: (from, to) => look(text.slice(from, to).trim()), gap };
}

function boldRun(text: string): Run {
  return runOf(
    text,
    eachLine((line) => marked(line, "*")),
    "\n\n",
  );
}

function richRun(spans: readonly Span[]): Run {
  const safe = spans.map((span) => ({ ...span, text: span.text.toWellFormed() }));
  return { text: spansText(safe), look: (from, to) => markedSpans(trimmed(sliced(safe, from, to))), gap: "\n\n" };
}

function sliced(spans: readonly Span[], from: number, to: number): Span[] {
  let at = 0;
  return spans.map((span) => {
    const text = span.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += span.text.length;
    return { ...span, text };
  });
}

function trimmed(spans: readonly Span[]): Span[] {
  const text = spansText(spans);
  return sliced(spans, text.length - text.trimStart().length, text.trimEnd().length);
}

/** All of them and how to choose, which belong together on one screen. In a group only replies are for the bot. */
function choiceRuns(choices: readonly Choice[], group: boolean): Run[] {
  if (choices.length === 0) return [];
  const lines = choices.map(({ label }, at) => `${at + 1}. ${label.replace(/\s+/g, " ").trim()}`);
  const how = group ? texts.replyWithInGroup(choices.length) : texts.replyWith(choices.length);
  return [runOf([...lines, how].join("\n"), withoutMarks, "\n\n")];
}

/** Marks hold for one line and stand right at its words. */
function eachLine(look: (line: string) => string): (text: string) => string {
  return (text) =>
    text
      .split("\n")
      .map((line) => (line.trim() === "" ? "" : look(line.trim())))
      .join("\n");
}

/** Fills messages one after the other. A run that fits no message is cut where the one at hand is full. */
function pack(runs: readonly Run[]): string[] {
  const messages: string[] = [];
  let message = "";
  const close = () => {
    if (message !== "") messages.push(message);
    message = "";
  };
  for (const { text, look, gap } of runs) {
    let from = 0;
    while (text.slice(from).trim() !== "") {
      const before = message === "" ? "" : message + gap;
      const whole = look(from, text.length);
      if (before.length + whole.length <= MOST_CHARACTERS) {
        message = before + whole;
        break;
      }
      const room = MOST_CHARACTERS - before.length;
      if (message !== "" && (room < WORTH_FILLING || whole.length <= MOST_CHARACTERS)) {
        close();
        continue;
      }
      const end = from + cutAt(text.slice(from), room, (to) => look(from, from + to));
      message = before + look(from, end);
      close();
      from = end;
    }
  }
  close();
  return messages;
}

/** The last line, sentence or word that fits into so much room; in a word longer than that, the last letter. */
function cutAt(text: string, room: number, look: (to: number) => string): number {
  let end = 0;
  for (let step = room; step >= 1; step = Math.floor(step / 2)) {
    while (end + step <= text.length && look(end + step).length <= room) end += step;
  }
  end = wholeLetters(text, end);
  const fits = text.slice(0, end);
  for (const boundary of [/\n(?=[^\n]*$)/, /[.!?](?=\s[^.!?]*$)/, /\s(?=\S*$)/]) {
    const at = fits.search(boundary);
    if (at > end / 2) return at + 1;
  }
  return end;
}

/** So many characters or one less: no letter of two halves is cut apart. */
function wholeLetters(text: string, end: number): number {
  return end > 1 && (text.codePointAt(end - 1) ?? 0) > 0xffff ? end - 1 : end;
}
