import type { Block, Choice, Reply } from "./message.ts";

/** A reply of sentences and choices. */
export function reply(sentences: string | readonly string[], choices: readonly Choice[] = []): Reply {
  return { blocks: paragraphs(typeof sentences === "string" ? [sentences] : sentences), choices };
}

export function paragraphs(sentences: readonly string[]): Block[] {
  return sentences.map((text) => ({ kind: "text", text }));
}

/** A text of at most so many characters, cut between words. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/\s+\S*$/, "")}…`;
}
