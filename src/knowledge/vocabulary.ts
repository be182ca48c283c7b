import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { KnowledgeError } from "./knowledge-error.ts";
import { type Dimension, dimensions } from "./situation.ts";

/** The words people use for the words the knowledge is written in; edited in `knowledge/aliases.yaml`. */
export type Vocabulary = {
  /** A way of writing (one or several words, lower case) -> the standard word; a word to be left alone -> itself. */
  spellings: ReadonlyMap<string, string>;
  /** A standard word -> the families it belongs to, such as `MEDSOS`. */
  concepts: ReadonlyMap<string, readonly string[]>;
  /** What words show a circumstance; standard words joined by spaces ("a/b c": a or b), as they are tried. */
  cues: ReadonlyArray<{ dimension: Dimension; value: string; phrase: string }>;
};

const wordList = z.array(z.coerce.string().min(1));
const schema = z.strictObject({
  ejaan: z.record(z.string(), wordList),
  konsep: z.record(z.string().regex(/^[A-Z]+$/), wordList),
  dikenal: wordList.default([]),
  keadaan: z.record(z.string(), z.record(z.string(), wordList)),
});

/** Reads the alias file. Throws {@link KnowledgeError} naming file and entry when it is not as it should be. */
export async function readVocabulary(file: string): Promise<Vocabulary> {
  const parsed = schema.safeParse(parse(await readFile(file, "utf8")));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new KnowledgeError(problems.map((text) => ({ file, line: 1, text })));
  }
  const problems: string[] = [];
  const vocabulary = {
    spellings: readSpellings(parsed.data.ejaan, parsed.data.dikenal, problems),
    concepts: readConcepts(parsed.data.konsep),
    cues: readCues(parsed.data.keadaan, problems),
  };
  if (problems.length > 0) throw new KnowledgeError(problems.map((text) => ({ file, line: 1, text })));
  return vocabulary;
}

/** A word that is only known is a way of writing itself. */
function readSpellings(
  given: Record<string, string[]>,
  known: readonly string[],
  problems: string[],
): Map<string, string> {
  const spellings = new Map<string, string>();
  for (const [standard, variants] of [...Object.entries(given), ...known.map((word) => [word, [word]] as const)]) {
    for (const variant of variants) {
      const before = spellings.get(variant);
      if (before !== undefined && before !== standard) {
        problems.push(`ejaan: "${variant}" punya dua kata baku, ${before} dan ${standard}`);
      }
      spellings.set(variant, standard);
    }
  }
  return spellings;
}

function readConcepts(given: Record<string, string[]>): Map<string, string[]> {
  const concepts = new Map<string, string[]>();
  for (const [concept, words] of Object.entries(given)) {
    for (const word of words) concepts.set(word, [...(concepts.get(word) ?? []), concept]);
  }
  return concepts;
}

function readCues(
  given: Record<string, Record<string, string[]>>,
  problems: string[],
): Array<Vocabulary["cues"][number]> {
  return Object.entries(given).flatMap(([name, values]) =>
    Object.entries(values).flatMap(([value, phrases]) => {
      const dimension = name as Dimension;
      const known: readonly string[] | undefined = dimensions[dimension];
      if (known?.includes(value) !== true) problems.push(`keadaan: ${name} ${value} tidak dikenal`);
      return phrases.map((phrase) => ({ dimension, value, phrase }));
    }),
  );
}
