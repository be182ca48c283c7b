import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type Labelled, labelledSchema } from "../answer/measure.ts";

/** `dilema` asks what to do about somebody's doing, which is both a report and a question: neither held nor let through is wrong. */
const guardMessage = z.object({
  id: z.string(),
  q: z.string(),
  v: z.enum(["lapor", "tolak", "di_luar_cakupan", "biasa", "dilema"]),
});
export type GuardMessage = z.infer<typeof guardMessage>;

export type Labels =
  | { kind: "questions"; rows: readonly Labelled[] }
  | { kind: "guards"; rows: readonly GuardMessage[] };

/** What is wrong with a file of labels, with its name and line. */
export class LabelsError extends Error {}

/** Reads a JSON Lines file of labelled questions or of messages for the guards. Throws {@link LabelsError}. */
export async function readLabels(path: string): Promise<Labels> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new LabelsError(`${path} cannot be read`);
  });
  const rows = readRows(path, text);
  const guards = rows.map((row) => guardMessage.safeParse(row));
  if (guards.every((parsed) => parsed.success))
    return { kind: "guards", rows: guards.flatMap((parsed) => (parsed.success ? [parsed.data] : [])) };
  const questions = rows.map((row, at) => {
    const parsed = labelledSchema.safeParse(row);
    if (!parsed.success) throw new LabelsError(`${path}:${at + 1}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
  return { kind: "questions", rows: questions };
}

function readRows(path: string, text: string): unknown[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => {
      try {
        return JSON.parse(line) as unknown;
      } catch {
        throw new LabelsError(`${path}:${index + 1}: not a JSON object`);
      }
    });
}
