/** A number, written in figures or in words, as one word. */
const NUMBER = "0";
const NUMBER_WORDS = new Set(
  "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus ratus seribu ribu juta miliar".split(
    " ",
  ),
);

/**
 * The words of a text as two who tell the same thing would share them: without case, punctuation or marks nobody sees, a reduplication
 * in two, and every number as the same one.
 */
export function wordsToCompare(text: string): string[] {
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .replaceAll(/\p{N}+/gu, ` ${NUMBER} `)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => (NUMBER_WORDS.has(word) ? NUMBER : word));
  return words.filter((word, at) => word !== NUMBER || words[at - 1] !== NUMBER);
}

/** The first run of so many words of `text` that stands in one of the others too; undefined when there is none. */
export function findSharedRun(text: string, others: readonly string[], length: number): string[] | undefined {
  const runs = new Set(others.flatMap((other) => runsOf(wordsToCompare(other), length)).map((run) => run.join(" ")));
  return runsOf(wordsToCompare(text), length).find((run) => runs.has(run.join(" ")));
}

function runsOf(words: readonly string[], length: number): string[][] {
  return words.slice(0, Math.max(0, words.length - length + 1)).map((_, at) => words.slice(at, at + length));
}
