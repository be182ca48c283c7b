import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Labelled, labelledSchema } from "../../src/answer/measure.ts";

const file = join(import.meta.dirname, "..", "questions", "dev.jsonl");

/** The development questions, in order. */
export async function readQuestions(): Promise<Labelled[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => labelledSchema.parse(JSON.parse(line)));
}

/** Those a search can be judged by: citations are asked for, and the question stands alone. */
export function judgeable(questions: readonly Labelled[]): Labelled[] {
  return questions.filter(({ c, after }) => c.length > 0 && after === undefined);
}

/** Whether one of the found passages is an accepted one or a part of it. */
export function isHit(found: readonly string[], accepted: readonly string[]): boolean {
  return found.some((id) => accepted.some((wanted) => id === wanted || id.startsWith(`${wanted}/`)));
}
