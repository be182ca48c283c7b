import type { Document } from "../answer/search.ts";
import type { Normalise } from "../answer/words.ts";
import type { Knowledge } from "./read.ts";

/** Turns the knowledge into documents for the full-text index: roots of standard words, by column. */
export function shelve(
  { passages, situations }: Pick<Knowledge, "passages" | "situations">,
  normalise: Normalise,
): Document[] {
  const roots = (text: string) => normalise(text).stems.join(" ");
  const documents: Document[] = [];
  for (const { id, label, title, ringkasan } of passages.values()) {
    documents.push({ kind: "passage", id, heading: roots(`${label} ${title}`), body: roots(ringkasan), questions: "" });
  }
  for (const { id, title, answer, conditions, questions } of situations.values()) {
    documents.push({
      kind: "situation",
      id,
      heading: roots(title),
      body: roots([answer, ...conditions].join(" ")),
      questions: questions.map(roots).join(" "),
    });
  }
  return documents;
}
