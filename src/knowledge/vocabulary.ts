import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { KnowledgeError } from "./knowledge-error.ts";
import { type Dimension, dimensions } from "./situation.ts";

/** The words people use for the words the knowledge is written in; edited in `knowledge/aliases.yaml`. */
export type Vocabulary = {
  /** A way of writing (one or several words, lower case) -> the standard word. */
  spellings: ReadonlyMap<string, string>;
  /** A standard word -> the families it belongs to, such as `MEDSOS`. */
  concepts: ReadonlyMap<string, readonly string[]>;
  /** What words show a circumstance; standard words joined by spaces, in the order they are tried. */
  cues: ReadonlyArray<{ dimension: Dimension; value: string; phrase: string }>;
};

const wordList = z.array(z.coerce.string().min(1));
const schema = z.strictObject({
  ejaan: z.record(z.string(), wordList),
  konsep: z.record(z.string().regex(/^[A-Z]+$/), wordList),
  keadaan: z.record(z.string(), z.record(z.string(), wordList)),
});

/** Reads the alias file. Throws {@link KnowledgeError} naming file and entry when it is not as it should be. */
export async function readVocabulary(file: string): Promise<Vocabulary> {
  const parsed = schema.safeParse(parse(await readFile(file, "utf8")));
  if (!parsed.success) {
    throw new KnowledgeError(
      parsed.error.issues.map((issue) => ({
        file,
        line: 1,
        text: `${issue.path.join(".")}: ${issue.message}`,
      })),
    );
  }
  const spellings = new Map<string, string>();
  const twice: string[] = [];
  for (const [standard, variants] of Object.entries(parsed.data.ejaan)) {
    for (const variant of variants) {
      const known = spellings.get(variant);
      if (known !== undefined && known !== standard) twice.push(`"${variant}" (${known}, ${standard})`);
      spellings.set(variant, standard);
    }
  }
  if (twice.length > 0) {
    const text = `satu cara tulis punya dua kata baku: ${twice.join("; ")}`;
    throw new KnowledgeError([{ file, line: 1, text }]);
  }
  const concepts = new Map<string, string[]>();
  for (const [concept, words] of Object.entries(parsed.data.konsep)) {
    for (const word of words) concepts.set(word, [...(concepts.get(word) ?? []), concept]);
  }
  const cues: Array<Vocabulary["cues"][number]> = [];
  for (const [dimension, values] of Object.entries(parsed.data.keadaan)) {
    for (const [value, phrases] of Object.entries(values)) {
      const known: readonly string[] | undefined = dimensions[dimension as Dimension];
      if (known === undefined || !known.includes(value)) {
        throw new KnowledgeError([{ file, line: 1, text: `keadaan ${dimension}: ${value} tidak dikenal` }]);
      }
      for (const phrase of phrases) cues.push({ dimension: dimension as Dimension, value, phrase });
    }
  }
  return { spellings, concepts, cues };
}
