import type { Knowledge } from "../knowledge/read.ts";
import type { Circumstances, Situation } from "../knowledge/situation.ts";
import { likeness } from "./measure.ts";
import type { Normalise, Words } from "./words.ts";

/** Messages that share this much of their roots ask the same thing. */
const ALIKE = 0.8;
/** Of fewer roots than this every one counts. */
const FEW = 5;
const NEGATIONS = new Set(["tidak", "bukan", "tanpa", "belum", "jangan"]);
/** What a question turns on, whatever else it shares with another. */
const TURNS = new Set([
  "siapa",
  "kapan",
  "berapa",
  "mengapa",
  "bagaimana",
  "sanksi",
  "hukuman",
  "suami",
  "istri",
  "anak",
  "adik",
  "kakak",
  "orangtua",
]);

/**
 * Finds the situation that an office taught for a wording as good as the same: nearly all roots, the same negations, the same
 * turn of question, the same persons and circumstances. The nearest wins, of equals the one taught last.
 */
export function createTaughtFinder(
  { taught, situations }: Pick<Knowledge, "taught" | "situations">,
  normalise: Normalise,
  circumstances: (words: Words) => Circumstances,
): (words: Words) => Situation | undefined {
  const read = (words: Words) => ({ stems: words.stems, marks: marksOf(words, circumstances(words)) });
  const wordings = taught.map(({ situation, question }) => ({ situation, ...read(normalise(question)) })).reverse();
  return (words) => {
    const { stems, marks } = read(words);
    let best: { situation: string; alike: number } | undefined;
    for (const wording of wordings) {
      const alike = likeness(wording.stems, stems);
      const needed = Math.min(wording.stems.length, stems.length) < FEW ? 1 : ALIKE;
      if (alike < needed || wording.marks !== marks || alike <= (best?.alike ?? 0)) continue;
      best = { situation: wording.situation, alike };
    }
    return best === undefined ? undefined : situations.get(best.situation);
  };
}

function marksOf({ standard, stems }: Words, said: Circumstances): string {
  const turns = stems.filter((stem, at) => TURNS.has(stem) || TURNS.has(standard[at] ?? ""));
  const negations = stems.filter((stem) => NEGATIONS.has(stem)).length;
  return JSON.stringify([negations, [...new Set(turns)].sort(), Object.entries(said).sort()]);
}
