import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { KnowledgeProblem } from "./knowledge-error.ts";

/** A line of a knowledge file with its number, counted from 1. */
export type Line = { number: number; text: string };

/** The lines under one heading, up to the next heading of the same depth. */
export type Section = { title: string; line: number; lines: Line[] };

/** A knowledge file cut at its front matter; nothing in it is judged yet. */
export type MarkdownFile = { file: string; frontMatter: string; body: Line[] };

/** Cuts a file into front matter and body; a missing front matter is a problem with its line. */
export function cutFrontMatter(file: string, text: string): MarkdownFile | KnowledgeProblem {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  if (lines[0]?.trim() !== "---") return { file, line: 1, text: 'mulai dengan "---" lalu bidang-bidangnya' };
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === "---");
  if (end < 0) return { file, line: 1, text: 'bagian bidang tidak ditutup dengan "---"' };
  const body = lines.slice(end + 1).map((line, index) => ({ number: end + 2 + index, text: line.trimEnd() }));
  return { file, frontMatter: lines.slice(1, end).join("\n"), body };
}

/** Checks the front matter against a schema; every problem carries the line of the field it is about. */
export function parseFrontMatter<T>(
  { file, frontMatter }: MarkdownFile,
  schema: z.ZodType<T>,
): { data: T } | { problems: KnowledgeProblem[] } {
  const counter = new LineCounter();
  const document = parseDocument(frontMatter, { lineCounter: counter, schema: "core" });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        file,
        line: counter.linePos(error.pos[0]).line + 1,
        text: error.message.split("\n")[0] ?? error.message,
      })),
    };
  }
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return { data: parsed.data };
  return {
    problems: parsed.error.issues.map((issue) => {
      const node = document.getIn(issue.path as string[], true) as { range?: [number, number, number] } | undefined;
      const line = node?.range === undefined ? 1 : counter.linePos(node.range[0]).line + 1;
      return { file, line, text: `${issue.path.join(".") || "bidang"}: ${issue.message}` };
    }),
  };
}

/** Cuts lines at headings of one depth (2 for `##`); `before` is what stands ahead of the first. */
export function cutSections(lines: readonly Line[], depth: number): { before: Line[]; sections: Section[] } {
  const mark = `${"#".repeat(depth)} `;
  const before: Line[] = [];
  const sections: Section[] = [];
  for (const line of lines) {
    const section = sections.at(-1);
    if (line.text.startsWith(mark)) {
      sections.push({ title: line.text.slice(mark.length).trim(), line: line.number, lines: [] });
    } else if (section === undefined) before.push(line);
    else section.lines.push(line);
  }
  return { before, sections };
}

/** The prose of some lines: paragraphs joined, blank lines kept as paragraph breaks. */
export function prose(lines: readonly Line[]): string {
  return lines
    .map((line) => line.text.trim())
    .join("\n")
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\n/g, " "))
    .join("\n\n");
}

/** The items of a `-` or `1.` list; an indented or unmarked line goes on with the item before it. */
export function listItems(lines: readonly Line[]): Line[] {
  const items: Line[] = [];
  for (const line of lines) {
    const item = /^\s*(?:[-*]|\d+[.)])\s+(.*)$/.exec(line.text);
    const last = items.at(-1);
    if (item !== null) items.push({ number: line.number, text: (item[1] ?? "").trim() });
    else if (line.text.trim() !== "" && last !== undefined) last.text += ` ${line.text.trim()}`;
  }
  return items;
}
