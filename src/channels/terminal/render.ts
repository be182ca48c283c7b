import { styleText } from "node:util";
import type { Block, Reply } from "../../chat/message.ts";
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
