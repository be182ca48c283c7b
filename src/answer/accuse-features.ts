/** Where a feature stands among the weights, and how much of it there is; each place at most once. */
export type AccuseFeatures = { places: Int32Array; values: Float32Array };

/** How many weights there are: features share them by hash, so that any word of any dialect has some. */
export const PLACES = 1 << 19;

/** Words that ask, in the languages people write in; what tells a deed from a question about it. */
const ASKS = new Set(
  `apa apakah bolehkah bisakah boleh bisa gimana gmn bagaimana kenapa knp mengapa berapa brp siapa kapan mana kemana dimana kalau
  kalo klo kl jika bila misal misalnya seandainya andai andaikan seumpama upami upama nek mun menawi amun meunyo mon how can what is
  are do does may piye pripun kumaha baa kek pareng oleh angsal kenging meunang tiasa bulih bulihkah buliah bolehji bisaji jeut peu
  olle dados bole naon opo nopo sanksi sanksinya hukuman hukumannya hukumnya pasal aturan aturannya dasar jelaskan contoh cara syarat
  bedanya maksudnya harus`.split(/\s+/),
);
const WEIGHT = { word: 1, pair: 0.7, letters: 0.5, shape: 0.5, crossed: 0.3 } as const;
const GRAMS = { least: 3, most: 5 } as const;
/** What a text is weighs half of what is in it. */
const SHARE = { content: 1, shape: 0.5 } as const;

/** What speaks for and against a message telling of somebody: its words, pairs, letters, and how it is said. */
export function accuseFeatures(tokens: readonly string[]): AccuseFeatures {
  const words = tokens.filter((token) => token !== "?");
  const all = new Map<number, number>();
  for (const [group, share] of [
    [shapesOf(words, tokens.length > words.length), SHARE.shape],
    [contentOf(words), SHARE.content],
  ] as const) {
    let squares = 0;
    for (const value of group.values()) squares += value * value;
    const factor = share / Math.sqrt(squares || 1);
    for (const [place, value] of group) all.set(place, (all.get(place) ?? 0) + value * factor);
  }
  return { places: Int32Array.from(all.keys()), values: Float32Array.from(all.values()) };
}

function contentOf(words: readonly string[]): Map<number, number> {
  const found = new Map<number, number>();
  words.forEach((word, at) => {
    found.set(placeOf("w", word), WEIGHT.word);
    const next = words[at + 1];
    if (next !== undefined) found.set(placeOf("p", `${word} ${next}`), WEIGHT.pair);
    const whole = `<${word}>`;
    for (let size = GRAMS.least; size <= GRAMS.most; size += 1) {
      for (let from = 0; from + size <= whole.length; from += 1)
        found.set(placeOf("g", whole, from, from + size), WEIGHT.letters);
    }
  });
  return found;
}

function shapesOf(words: readonly string[], mark: boolean): Map<number, number> {
  const found = new Map<number, number>();
  const asks = words.some((word) => ASKS.has(word));
  const size = words.length <= 1 ? 1 : words.length <= 3 ? 3 : words.length <= 9 ? 9 : words.length <= 22 ? 22 : 99;
  const [first = "", second = "", third = ""] = words;
  for (const shape of [
    ...[`mark ${mark}`, `asks ${asks}`, `both ${mark} ${asks}`, `size ${size}`],
    ...[`first ${first}`, `soon ${second}`, `soon ${third}`, `begin ${first} ${second}`, `last ${words.at(-1)}`],
  ])
    found.set(placeOf("s", shape), WEIGHT.shape);
  for (const word of words) found.set(placeOf(mark || asks ? "x" : "y", word), WEIGHT.crossed);
  return found;
}

/** FNV-1a with its bits mixed once more, over the kind and a part of a text. */
function placeOf(kind: string, text: string, from = 0, to = text.length): number {
  let hash = Math.imul(2166136261 ^ kind.charCodeAt(0), 16777619);
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return (hash >>> 0) % PLACES;
}
