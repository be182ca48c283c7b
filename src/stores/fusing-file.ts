import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { registerNames } from "../answer/register.ts";

const figures = z.object({ hit1: z.number(), hit3: z.number(), hit5: z.number(), mrr: z.number() });

const measuredSchema = z.object({
  /** The name of the vectors. */
  model: z.string(),
  /** `YYYY-MM-DD` */
  day: z.string(),
  /** On wordings of that version of the knowledge, or on the questions of a file, because somebody asked for it. */
  on: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("wordings"), version: z.string() }),
    z.object({ kind: z.literal("questions"), file: z.string() }),
  ]),
  classes: z.array(
    z.object({
      register: z.enum(registerNames),
      questions: z.number(),
      words: figures,
      near: figures,
      fused: figures,
      gain: z.object({ mean: z.number(), low: z.number(), high: z.number() }),
      better: z.boolean(),
    }),
  ),
});

/** For which ways of writing vectors were better than words alone, and what that was measured with. */
export type Measured = z.infer<typeof measuredSchema>;

const nameOf = (folder: string) => join(folder, "fusing.json");

/** What was measured last; undefined where nothing was, or it cannot be read: then it is measured anew. */
export async function readMeasured(folder: string): Promise<Measured | undefined> {
  try {
    return measuredSchema.parse(JSON.parse(await readFile(nameOf(folder), "utf8")));
  } catch {
    // Missing, or not written by us.
    return undefined;
  }
}

/** Writes what was measured so that a reader sees the old figures or the new ones. */
export async function writeMeasured(folder: string, measured: Measured): Promise<void> {
  await mkdir(folder, { recursive: true });
  const temporary = `${nameOf(folder)}.${randomUUID()}.tmp`;
  await writeFile(temporary, `${JSON.stringify(measured, undefined, 2)}\n`);
  await rename(temporary, nameOf(folder));
}
