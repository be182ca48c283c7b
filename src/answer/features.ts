import type { Vocabulary } from "../knowledge/vocabulary.ts";
import type { Words } from "./words.ts";

/** What a message is made of, as far as the ranker is concerned: feature name -> weight before IDF. */
export type Features = ReadonlyMap<string, number>;

const WEIGHT = { word: 1, pair: 0.6, family: 0.7, familyPair: 0.4, shape: 0.5 } as const;

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

/** The same, and how it is said: a question, a request, a story, with or without proof. */
export function extractShape(text: string, words: Words, concepts: Vocabulary["concepts"]): Features {
  const found = new Map(extractFeatures(words, concepts));
  const add = (name: string) => found.set(`s:${name}`, WEIGHT.shape);
  const { standard } = words;
  const has = (...any: string[]) => any.some((word) => standard.includes(word));
  if (text.includes("?")) add("question-mark");
  if (has("boleh", "bisa", "harus", "aman")) add("permission");
  if (has("apakah", "bagaimana", "mengapa", "berapa", "kapan", "siapa", "apa", "dimana")) add("question-word");
  if (has("kalau")) add("hypothetical");
  if (has("saya", "kami")) add("first-person");
  if (has("tadi", "kemarin", "semalam", "barusan", "tiap", "sering", "terus")) add("happened");
  if (has("bukti", "rekaman", "video", "foto", "saksi", "ss", "screenshot", "tangkapan")) add("proof");
  if (has("takut", "ancam", "resah", "tolong", "lapor")) add("distress");
  if (has("buat", "bikin", "bikinin", "buatkan", "susun", "susunkan", "tulis", "rekomendasi", "kasih")) add("request");
  const size = standard.length;
  add(size <= 3 ? "tiny" : size <= 9 ? "short" : size <= 22 ? "middle" : "long");
  for (const [name, word] of [["first", standard[0]], ["last", standard.at(-1)]] as const) {
    if (word !== undefined) add(`${name}:${word}`);
  }
  return found;
}
