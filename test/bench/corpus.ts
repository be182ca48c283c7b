import { rawWords } from "../../src/answer/words.ts";
import type { Passage } from "../../src/knowledge/passage.ts";
import { closings, openings, roots, syllables } from "./legal-words.ts";
import { createRandom, createZipf, type Random } from "./random.ts";

export const SEED = 20_261_122;
const NAMES = 20_000;
const SHORTEST = 20;
const LONGEST = 80;
const PASSAGES_A_REGULATION = 60;

/**
 * `size` passages: the real ones, evenly among generated articles. Streamed, so that only the engine under test holds
 * them, and the same for the same size.
 */
export function* createCorpus(real: readonly Passage[], size: number): Generator<Passage> {
  const generated = generatePassages(real);
  const kept = real.slice(0, size);
  let used = 0;
  for (let index = 0; index < size; index += 1) {
    const due = Math.floor(((index + 1) * kept.length) / size) > used;
    const passage = due ? kept[used] : generated.next().value;
    if (due) used += 1;
    if (passage !== undefined) yield passage;
  }
}

/** Endless law-like articles, in the words of the real passages, words derived from legal roots, and made-up names. */
function* generatePassages(real: readonly Passage[]): Generator<Passage, undefined> {
  const random = createRandom(SEED);
  const word = createZipf(rankWords(real, random), random);
  for (let index = 0; ; index += 1) yield generatePassage(index, word, random);
}

function generatePassage(index: number, word: () => string, random: Random): Passage {
  const number = Math.floor(index / PASSAGES_A_REGULATION) + 1;
  const within = index % PASSAGES_A_REGULATION;
  const year = 1999 + (number % 27);
  const [article, paragraph] = [Math.floor(within / 3) + 1, (within % 3) + 1];
  const regulation = `perda-${number}-${year}`;
  return {
    id: `${regulation}/pasal-${article}/ayat-${paragraph}`,
    regulation,
    label: `Pasal ${article} ayat (${paragraph}) Perda ${number}/${year}`,
    title: capital(draw(word, random.between(3, 8)).join(" ")),
    ringkasan: writeBody(random.between(SHORTEST, LONGEST), word, random),
    status: "berlaku",
    replacedBy: undefined,
    from: undefined,
    until: undefined,
    checked: "2026-11-22",
    watched: false,
    confidence: "rendah",
    sources: [],
  };
}

/** Sentences of a law up to so many words. */
function writeBody(length: number, word: () => string, random: Random): string {
  const words: string[] = [];
  while (words.length < length) {
    const sentence = [...random.pick(openings).split(" "), ...draw(word, random.between(6, 18))];
    if (random.next() < 0.5) sentence.push(...random.pick(closings).split(" "));
    words.push(...endSentence(sentence.slice(0, length - words.length)));
  }
  return words.join(" ");
}

function endSentence(words: readonly string[]): string[] {
  return [...words.slice(0, -1), `${words.at(-1)}.`];
}

function draw(word: () => string, times: number): string[] {
  return Array.from({ length: times }, word);
}

/** All words from the most to the least frequent: as in the real passages, then derived ones, then names. */
function rankWords(real: readonly Passage[], random: Random): string[] {
  const counts = new Map<string, number>();
  for (const { title, ringkasan } of real) {
    for (const word of rawWords(`${title} ${ringkasan}`)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const known = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  const derived = shuffle(roots.flatMap(derive), random);
  return [...new Set([...known, ...derived, ...inventNames(random)])];
}

/** "tetap" -> "menetapkan", "ditetapkan", "penetapan", "ketetapan", … */
function derive(root: string): string[] {
  const nasal = nasalise(root);
  return [
    `me${nasal}`,
    `me${nasal}kan`,
    `me${nasal}i`,
    `di${root}`,
    `di${root}kan`,
    `ter${root}`,
    `ber${root}`,
    `pe${nasal}an`,
    `pe${nasal}`,
    `ke${root}an`,
    `${root}an`,
    `${root}nya`,
    root,
  ];
}

/** The root as it stands after "me-": "tetap" -> "netap", "awas" -> "ngawas". */
function nasalise(root: string): string {
  const [first = "", rest] = [root[0], root.slice(1)];
  if (first === "p") return `m${rest}`;
  if (first === "t") return `n${rest}`;
  if (first === "s") return `ny${rest}`;
  if (first === "k") return `ng${rest}`;
  if ("aiueogh".includes(first)) return `ng${root}`;
  if ("bf".includes(first)) return `m${root}`;
  if ("cdjz".includes(first)) return `n${root}`;
  return root;
}

function inventNames(random: Random): string[] {
  return Array.from({ length: NAMES }, () => draw(() => random.pick(syllables), random.between(2, 4)).join(""));
}

function shuffle(words: readonly string[], random: Random): string[] {
  return words
    .map((word) => ({ word, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ word }) => word);
}

function capital(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase());
}
