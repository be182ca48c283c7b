import type { Block, Choice, Reply } from "../../../chat/message.ts";
import { texts } from "../../../chat/texts.ts";
import { marked, withoutMarks } from "./marks.ts";

/** WhatsApp takes far more, but a phone folds long messages away behind "read more"; this is about two screens. */
const MOST_CHARACTERS = 3_500;
/** Less room than this is left empty rather than filled with the beginning of a long text. */
const WORTH_FILLING = 400;

/** A run of text, how it looks, and what parts it from the one before; cut between sentences if it must be. */
type Run = { text: string; look(text: string): string; gap: string };

/** A reply as the texts of WhatsApp messages, choices as numbered lines at the end of the last; files not among them. */
export function renderReply({ blocks, choices }: Reply, { group } = { group: false }): string[] {
  return pack([...blocks.flatMap(blockRuns), ...choiceRuns(choices, group)]);
}

function blockRuns(block: Block): Run[] {
  const bold = (text: string): Run => ({ text, look: eachLine((line) => marked(line, "*")), gap: "\n\n" });
  switch (block.kind) {
    case "title":
      return [bold(block.text)];
    case "text":
      return [{ text: block.text, look: withoutMarks, gap: "\n\n" }];
    case "note":
      return [{ text: block.text, look: eachLine((line) => marked(line, "_")), gap: "\n\n" }];
    case "list": {
      const sign = (at: number) => (block.ordered ? `${at + 1}. ` : "• ");
      const items = block.items.map((item, at) => ({ text: sign(at) + item, look: withoutMarks, gap: "\n" }));
      return [bold(`${block.title}:`), ...items];
    }
    case "quote":
      return [bold(block.title), { text: block.text, look: eachLine((line) => `> ${withoutMarks(line)}`), gap: "\n" }];
  }
}

/** All of them and how to choose, which belong together on one screen. In a group only replies are for the bot. */
function choiceRuns(choices: readonly Choice[], group: boolean): Run[] {
  if (choices.length === 0) return [];
  const lines = choices.map(({ label }, at) => `${at + 1}. ${label.replace(/\s+/g, " ").trim()}`);
  const how = group ? texts.replyWithInGroup(choices.length) : texts.replyWith(choices.length);
  return [{ text: [...lines, how].join("\n"), look: withoutMarks, gap: "\n\n" }];
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
    let rest = text.toWellFormed().trim();
    while (rest !== "") {
      const before = message === "" ? "" : message + gap;
      const whole = look(rest);
      if (before.length + whole.length <= MOST_CHARACTERS) {
        message = before + whole;
        break;
      }
      const room = MOST_CHARACTERS - before.length;
      if (message !== "" && (room < WORTH_FILLING || whole.length <= MOST_CHARACTERS)) {
        close();
        continue;
      }
      const end = cutAt(rest, room, look);
      message = before + look(rest.slice(0, end).trimEnd());
      close();
      rest = rest.slice(end).trimStart();
    }
  }
  close();
  return messages;
}

/** The last line, sentence or word that fits into so much room; in a word longer than that, the last letter. */
function cutAt(text: string, room: number, look: Run["look"]): number {
  let end = 0;
  for (let step = room; step >= 1; step = Math.floor(step / 2)) {
    while (end + step <= text.length && look(text.slice(0, end + step)).length <= room) end += step;
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
