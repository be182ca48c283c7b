import { styleText } from "node:util";
import { type Block, type Reply, type Span, spansText } from "../../chat/message.ts";
import { fileLine } from "../../reply-file.ts";

const WIDTH = 92;

/** A reply as terminal text, its files only named; with `colour` titles and notes are set apart. */
export function renderReply({ blocks, choices, files = [] }: Reply, colour: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const parts = blocks.map((block) => renderBlock(block, paint));
  for (const file of files) parts.push(paint("dim", fileLine(file)));
  if (choices.length > 0) parts.push(choices.map(({ label }, at) => paint("cyan", `  ${at + 1}. ${label}`)).join("\n"));
  return `${parts.join("\n\n")}\n`;
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

function renderBlock(block: Block, paint: Paint): string {
  switch (block.kind) {
    case "title":
      return paint("bold", wrap(block.text, ""));
    case "text":
      return wrap(block.text, "");
    case "rich":
      return painted(block.spans, paint);
    case "note":
      return paint("dim", wrap(block.text, ""));
    case "quote":
      return `${paint("bold", wrap(block.title, ""))}\n${wrapLines(block.text, "  ")}`;
    case "list": {
      const items = block.items.map((item, at) => {
        const mark = block.ordered ? `${at + 1}. ` : "• ";
        return `${mark}${wrap(item, " ".repeat(mark.length)).trimStart()}`;
      });
      return [paint("bold", `${block.title}:`), ...items].join("\n");
    }
  }
}

/** Paints the words of a paragraph after it was broken into lines, for signs of colour have no width. */
function painted(spans: readonly Span[], paint: Paint): string {
  const styles = spans.flatMap((span) => Array.from(span.text.replace(/\s+/g, ""), () => styleOf(span)));
  const runs: Array<{ text: string; style: string }> = [];
  let at = 0;
  for (const letter of wrapLines(spansText(spans), "")) {
    const last = runs.at(-1);
    const style = /\s/.test(letter) ? (last?.style ?? "") : (styles[at++] ?? "");
    if (last?.style === style) last.text += letter;
    else runs.push({ text: letter, style });
  }
  return runs.map(({ text, style }) => (style === "" ? text : paint(style.split(" ") as Style[], text))).join("");
}

type Style = "bold" | "italic";

function styleOf({ bold, italic }: Span): string {
  return [...(bold === true ? ["bold"] : []), ...(italic === true ? ["italic"] : [])].join(" ");
}

/** Keeps the lines of a text and how far each stands in: the parts of an article stand below each other. */
function wrapLines(text: string, indent: string): string {
  return text
    .split("\n")
    .map((line) => wrap(line.trimStart(), indent + line.slice(0, line.length - line.trimStart().length)))
    .join("\n");
}

/** Breaks at spaces so that lines stay readable; words longer than a line are left whole. */
export function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/)) {
    if (line.length > indent.length && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent;
    }
    line += line.length > indent.length ? ` ${word}` : word;
  }
  return [...lines, line].join("\n");
}
