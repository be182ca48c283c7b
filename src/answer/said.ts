import type { Circumstances } from "../knowledge/situation.ts";
import type { Vocabulary } from "../knowledge/vocabulary.ts";
import { isBare } from "./plain-words.ts";
import type { Words } from "./words.ts";

/** Reads who, when and how a message speaks of. */
export type CircumstanceReader = {
  /** What it says; the first cue of a dimension wins. */
  detect(words: Words): Circumstances;
  /** Whether it says nothing else: "kalau PPPK?", "kalau di luar jam kerja dan tidak pakai seragam?" */
  saysNothingElse(words: Words): boolean;
  /** A text in standard words without the cues of a dimension. */
  without(words: Words, dimension: keyof Circumstances): string;
};

/** Builds the reader over the cues of the vocabulary. */
export function createCircumstanceReader(given: Vocabulary["cues"]): CircumstanceReader {
  const cues = given.map((cue) => {
    const pattern = ` ${loosely(cue.phrase)}(?= )`;
    return { ...cue, pattern: new RegExp(pattern), everywhere: new RegExp(pattern, "g") };
  });
  // "kaus partai" before "kaus", so that nothing of it is left over.
  const longestFirst = [...cues].sort((a, b) => b.phrase.length - a.phrase.length);
  const leftOver = (words: readonly string[]) =>
    longestFirst.reduce((text, { everywhere }) => text.replaceAll(everywhere, ""), ` ${words.join(" ")} `).trim();

  return {
    detect(words) {
      const spoken = spokenForms(words);
      const found: Circumstances = {};
      for (const { dimension, value, pattern } of cues) {
        if (found[dimension] !== undefined) continue;
        const at = spoken.search(pattern);
        if (at < 0) continue;
        const before = spoken.slice(0, at);
        if (!NEGATED.test(before) && !(dimension === "hubungan" && SOMEBODY_ELSE.test(before)))
          found[dimension] = value;
      }
      // "Istri saya bukan ASN" says nothing of the one who asks.
      if (found.hubungan === "pasangan-bukan-asn" && found.siapa === "non-asn") delete found.siapa;
      return found;
    },
    saysNothingElse(words) {
      const spoken = spokenForms(words);
      if (!cues.some(({ pattern }) => pattern.test(spoken))) return false;
      return [words.standard, words.stems].some((form) => leftOver(form).split(" ").every(isBareOrNothing));
    },
    without(words, dimension) {
      const standard = ` ${words.standard.join(" ")} `;
      return cues
        .filter((cue) => cue.dimension === dimension)
        .reduce((text, { everywhere }) => text.replaceAll(everywhere, ""), standard)
        .trim();
    },
  };
}

/** "tidak pakai seragam", "mau pensiun": the words before a cue say that it does not hold, or not yet. */
const NEGATED = / (?:tidak|tanpa|bukan|mau|akan|hampir|jelang)(?: (?:pakai|di|lagi|sedang))?$/;

/** "Adik istri saya nyaleg": it is not the spouse who stands. */
const SOMEBODY_ELSE =
  / (?:adik|kakak|anak|ayah|ipar|mertua|sepupu|paman|keponakan|saudara|orangtua|keluarga|teman|tetangga|atasan)(?: (?:dari|kandung|si))?$/;

/** What may stand between the words of a cue: "istri saya yang mau nyalon". */
const BETWEEN = "(?: (?:yang|saya|itu|ini|jadi|mau|akan|lagi|juga|sendiri|kami|dia|kandung|tiri|ipar|istri|suami))*";

/** "suami/istri calon/nyalon": each with each. */
function loosely(phrase: string): string {
  const words = phrase.split(" ").map((word) => (word.includes("/") ? `(?:${word.replaceAll("/", "|")})` : word));
  return words.join(`${BETWEEN} `);
}

function isBareOrNothing(word: string): boolean {
  return word === "" || isBare(word);
}

function spokenForms({ standard, stems }: Words): string {
  return ` ${standard.join(" ")} | ${stems.join(" ")} `;
}
