import { pathToFileURL } from "node:url";

type Stem = (word: string) => string;

/** Names the file of Orama's Indonesian stemmer where `@orama/stemmers` is not installed. */
export const STEMMER_VARIABLE = "BENCH_ORAMA_STEMMER";

/** Orama's own Indonesian stemmer (`@orama/stemmers`, a package apart), or undefined when it is not at hand. */
export async function loadOramaStemmer(): Promise<Stem | undefined> {
  const file = process.env[STEMMER_VARIABLE];
  // A variable, so that the type check does not ask for a package that may be missing.
  const name: string = file === undefined ? "@orama/stemmers/indonesian" : pathToFileURL(file).href;
  try {
    const { stemmer } = (await import(name)) as { stemmer: Stem };
    return stemmer;
  } catch (error) {
    if (file === undefined && (error as { code?: string }).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
