import type { Vocabulary } from "../knowledge/vocabulary.ts";
import type { Words } from "./words.ts";

/** What a message is made of, as far as the ranker is concerned: feature name -> weight before IDF. */
export type Features = ReadonlyMap<string, number>;

const WEIGHT = { word: 1, pair: 0.6, family: 0.7, familyPair: 0.4, shape: 0.5, crossed: 0.3 } as const;

/** Stems, neighbouring stems and families of words: what a message is about. */
export function extractFeatures(words: Words, concepts: Vocabulary["concepts"]): Features {
  const found = new Map<string, number>();
  const families = new Set<string>();
  words.stems.forEach((stem, at) => {
    found.set(`w:${stem}`, WEIGHT.word);
    const next = words.stems[at + 1];
    if (next !== undefined) found.set(`p:${stem} ${next}`, WEIGHT.pair);
    for (const word of [stem, words.standard[at] ?? ""]) {
      for (const family of concepts.get(word) ?? []) families.add(family);
    }
  });
  const sorted = [...families].sort();
  sorted.forEach((family, at) => {
    found.set(`c:${family}`, WEIGHT.family);
    for (const other of sorted.slice(at + 1)) found.set(`d:${family} ${other}`, WEIGHT.familyPair);
  });
  return found;
}

/** How a message is said: marks in it, words that ask, and what its first and last words are. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  permission: ["boleh", "bisa", "aman", "sah", "perlu", "harus", "wajib"],
  "question-word": ["apakah", "bagaimana", "mengapa", "berapa", "kapan", "siapa", "apa", "dimana", "mana"],
  judgement: ["melanggar", "larang", "dilarang", "salah", "termasuk", "kena", "hukuman"],
  hypothetical: ["kalau", "seandainya", "andai", "umpama"],
  "first-person": ["saya"],
  we: ["kami"],
  happened: [
    "tadi",
    "kemarin",
    "semalam",
    "barusan",
    "tiap",
    "sering",
    "terus",
    "pagi",
    "siang",
    "sore",
    "malam",
    "minggu",
    "jam",
    "lalu",
  ],
  proof: ["bukti", "rekaman", "rekam", "video", "foto", "saksi", "ss", "screenshot", "tangkapan", "lihat", "dengar"],
  distress: ["takut", "ancam", "resah", "tolong", "kesal", "capek", "nangis", "sedih"],
  report: ["lapor", "adu"],
  minimising: [
    "saja",
    "sendiri",
    "kok",
    "kan",
    "toh",
    "iseng",
    "tumpang",
    "sebentar",
    "bentar",
    "dikit",
    "padahal",
    "niat",
    "maksud",
    "pribadi",
  ],
  others: ["dia", "mereka", "orang", "oknum", "beliau", "nya"],
  request: ["buat", "bikin", "buatkan", "susun", "tulis", "rekomendasi", "rancang", "karang", "jelaskan", "contoh"],
};

/** What a message is about and how it is said: a question, a request, a story, with or without proof. */
export function extractShape(text: string, words: Words, concepts: Vocabulary["concepts"]): Features {
  const found = new Map(extractFeatures(words, concepts));
  const shapes = new Set<string>();
  if (text.includes("?")) shapes.add("question-mark");
  for (const [shape, cues] of Object.entries(SHAPES)) {
    if (cues.some((cue) => words.standard.includes(cue) || words.stems.includes(cue))) shapes.add(shape);
  }
  const asks = ["permission", "question-word", "hypothetical", "judgement"].some((shape) => shapes.has(shape));
  shapes.add(asks ? "asks" : "tells");
  // A story needs somebody who did it; without one it is mostly the writer's own doing.
  if (!found.has("c:PELAKU") && !shapes.has("others")) shapes.add("nobody-else");
  const size = words.standard.length;
  shapes.add(size <= 3 ? "tiny" : size <= 9 ? "short" : size <= 22 ? "middle" : "long");
  const families = [...found.keys()].filter((name) => name.startsWith("c:"));
  for (const shape of shapes) {
    found.set(`s:${shape}`, WEIGHT.shape);
    for (const family of families) found.set(`x:${shape} ${family}`, WEIGHT.crossed);
  }
  for (const [place, word] of [
    ["first", words.standard[0]],
    ["last", words.standard.at(-1)],
  ] as const) {
    if (word !== undefined) found.set(`s:${place} ${word}`, WEIGHT.shape);
  }
  return found;
}
