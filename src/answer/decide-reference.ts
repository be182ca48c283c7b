import type { Decision } from "./decide.ts";
import type { Findings } from "./find.ts";

const FEW_WORDS_BEYOND = 2;

/** A message that is a reference and little else gets the passages; one we do not hold is said plainly. */
export function decideReference({ references, beyondReferences, words }: Findings): Decision | undefined {
  if (references.length === 0) return undefined;
  const content = beyondReferences.stems.filter((word) => !FILLER.has(word));
  const unknown = references.filter((reference) => reference.kind !== "passage");
  const wantsWording = words.stems.some((word) => WORDING.has(word));
  if (unknown.length > 0 && (wantsWording || content.length <= FEW_WORDS_BEYOND)) {
    return { kind: "unknown-reference", asked: unknown.map(({ asked }) => asked) };
  }
  if (content.length > FEW_WORDS_BEYOND) return undefined;
  const found = references.flatMap((reference) => (reference.kind === "passage" ? [reference] : []));
  if (found.length === 0) return undefined;
  const amended = found.flatMap(({ passage, through }) => (through === undefined ? [] : [{ asked: through, passage }]));
  return { kind: "passages", passages: found.map(({ passage }) => passage), amended };
}

/** Words that ask for the wording itself. */
const WORDING = new Set(["bunyi", "isi", "kutip", "naskah", "teks", "lengkap"]);

/** Words around a reference that do not make it another question. */
const FILLER = new Set([
  ...WORDING,
  "apa",
  "apakah",
  "bagaimana",
  "tentang",
  "soal",
  "jelas",
  "arti",
  "maksud",
  "tolong",
  "mohon",
  "minta",
  "lihat",
  "cari",
  "beda",
  "banding",
  "dan",
  "dengan",
  "itu",
  "ini",
  "yang",
  "dari",
  "dong",
  "ya",
  "min",
  "admin",
  "kak",
  "pak",
  "bu",
  "saya",
  "mau",
  "tahu",
  "tanya",
  "izin",
  "di",
  "ke",
  "pasal",
  "atur",
  "aturan",
  "sebut",
  "kata",
  "sih",
  "kah",
]);
