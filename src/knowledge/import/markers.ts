import { letterNumber, numberLetter, type Ordinal, readNumber } from "./numbers.ts";

/** What a sign opens; lists of one style never stand inside each other. */
export type Style = "ayat" | "huruf." | "huruf)" | "angka." | "angka)" | "HURUF.";

export type MarkerReading = Ordinal & { style: Style; cost: number };

/** A sign that may open a part of an article: "(2)", "b.", "3)". */
export type Marker = {
  start: number;
  end: number;
  readings: MarkerReading[];
  /** What it costs to take it for a sign, and to take it for a part of the sentence. */
  accept: number;
  ignore: number;
  opensLine: boolean;
  /** Whether a colon stands right ahead, as before a new list. */
  afterColon: boolean;
};

const PARENTHESIS =
  /(?<=^|[\s.;:])(?:[({[]\s?([\dA-Za-z|!]{1,2}(?:\s\d)?)([a-z]?)\s?[)}\]]|[({[]([\dA-Za-z]{1,2})[1lItj](?=\s)|[t1l]([\dls])[)tl](?=\s))/g;
const LETTER = /(?<=^|[\s;:])\^?([A-Za-z0]|([a-z])\2|[a-z]\d)\s?([.,)])(?=[\s^"“(]|\p{L}{3}|$)/gu;
const NUMBER = /(?<=^|[\s;:])\^?(\d{1,3}|[\dlIOoSZLT]{1,3}|\d\s\d|\d{1,2}[a-z])\s?([.,)])(?=[\s^"“(]|\p{L}{3}|$)/gu;
/** "2l pemotongan": the parenthesis read as a letter. */
const UNCLOSED = /(?<=^|[\s;:])(\d{1,2})[lt](?=\s\p{Ll})/gu;
/** "f . ikut": a 1 read as a letter. */
const ONE_AS_LETTER = /^[frtijlI]$/;

const REFERENCE_AHEAD: Readonly<Record<"ayat" | "huruf" | "angka", RegExp>> = {
  ayat: /\bayat(?:\s*[({[]?\w{1,2}[)}\]]?\s*(?:,\s*(?:dan|atau|serta)?|dan\/atau|dan|atau|serta|sampai dengan|hingga|s\.d\.))*\s*$/i,
  huruf:
    /\b(?:huruf|butir|abjad|kelas|golongan|tipe|seri|vitamin)(?:\s*\w{1,2}\s*(?:,\s*(?:dan|atau|serta)?|dan\/atau|dan|atau|serta|sampai dengan|hingga|s\.d\.))*\s*$/i,
  angka:
    /(?:\b(?:angka|butir|nomor|no\.?|pasal|ayat|tahun|tanggal|bab|paragraf|bagian|sebesar|selama|ke|lampiran|rp\.?|halaman|pukul|romawi|urut|kolom|tingkat|tipe|kelas|lebih|maksimal|minimal|sedikit|banyak|lama|lambat|rendah|tinggi)(?:\s*\w{1,3}\)?\s*(?:,\s*(?:dan|atau|serta)?|dan\/atau|dan|atau|serta|sampai dengan|hingga|s\.d\.))*|[-/])\s*$/i,
};

/** All signs of a stretch of text in their order. */
export function findMarkers(text: string): Marker[] {
  const found = new Map<number, Marker>();
  const add = (match: RegExpMatchArray & { index: number }, readings: MarkerReading[]) => {
    const fitting = readings.filter(({ style }) => !refers(text, match.index, style));
    if (fitting.length === 0) return;
    const known = found.get(match.index);
    if (known === undefined) found.set(match.index, surroundings(text, match.index, match[0].length, fitting));
    else {
      known.readings.push(...fitting);
      known.end = Math.max(known.end, match.index + match[0].length);
    }
  };
  for (const match of text.matchAll(PARENTHESIS)) add(match, readParenthesis(match));
  for (const match of text.matchAll(LETTER)) {
    // "a.melipat" lost its space; "D.alam" is a word torn apart.
    const isTorn = /[A-Z]/.test(match[1] ?? "") && /\p{L}/u.test(text[match.index + match[0].length] ?? "");
    if (!isTorn) add(match, readLetter(match[1] ?? "", match[3] ?? ""));
  }
  for (const match of text.matchAll(NUMBER)) add(match, readDigits(match[1] ?? "", match[2] ?? ""));
  for (const match of text.matchAll(UNCLOSED)) {
    add(match, [{ style: "angka)", n: Number(match[1]), letter: "", cost: 1.5 }]);
  }
  const markers = [...found.values()].sort((a, b) => a.start - b.start);
  priceDetached(text, markers);
  return markers;
}

/** Where scanners put the signs of a column in a row of their own, nothing tells which words each belongs to. */
const DETACHED = { accept: 2.5, ignore: 0.2 } as const;

function priceDetached(text: string, markers: Marker[]): void {
  let isRun = false;
  for (const [at, marker] of markers.entries()) {
    const next = markers[at + 1];
    const adjoins =
      next !== undefined && next.start >= marker.end && /^[\s,.]*$/.test(text.slice(marker.end, next.start));
    const alike = adjoins && next.readings.some(({ style }) => marker.readings.some((each) => each.style === style));
    if (alike || isRun) Object.assign(marker, DETACHED);
    isRun = alike;
  }
}

function refers(text: string, at: number, style: Style): boolean {
  const kind = style.replace(/\W/, "").toLowerCase() as "ayat" | "huruf" | "angka";
  return REFERENCE_AHEAD[kind].test(text.slice(Math.max(0, at - 70), at).replace(/\s+/g, " "));
}

/** A text that ends in a word: three letters at least, or a short one everybody knows. */
const WORD = /(?:^|[\s(/"“-])(?:\p{L}{3,}|di|ke|ia|Rp|RI|DI|[IVX]+)["”),]*$/u;

/** What it costs to take a sign for one, and to pass it by, by what stands ahead of it. */
const PRICES = {
  newSentence: { line: { accept: 0, ignore: 8 }, inside: { accept: 0.3, ignore: 3 } },
  joined: { line: { accept: 0, ignore: 3.5 }, inside: { accept: 0.8, ignore: 0.8 } },
  // Behind what a page turn leaves ("Nlo l06 A") only the order of signs tells.
  stray: { line: { accept: 0.6, ignore: 3.5 }, inside: { accept: 1, ignore: 1.6 } },
  words: { line: { accept: 0.6, ignore: 3.5 }, inside: { accept: 2.2, ignore: 0.2 } },
} as const;

function surroundings(text: string, start: number, length: number, readings: MarkerReading[]): Marker {
  const before = text.slice(Math.max(0, start - 24), start);
  const place = /(?:^|\n)[ ^]*$/.test(before) ? "line" : "inside";
  const trimmed = before.trimEnd();
  const prices = PRICES[behindWhat(trimmed)][place];
  return {
    start,
    end: start + length,
    readings,
    ...prices,
    opensLine: place === "line",
    afterColon: /:$/.test(trimmed),
  };
}

function behindWhat(trimmed: string): keyof typeof PRICES {
  if (trimmed === "" || /[.;:]["”)]?$|[;:]\s*(?:dan|atau|dan\/atau|serta)$/.test(trimmed)) return "newSentence";
  if (/\s(?:dan|atau|dan\/atau|danlatau|serta|,)$/.test(trimmed)) return "joined";
  return WORD.test(trimmed) ? "words" : "stray";
}

function readParenthesis(match: RegExpMatchArray): MarkerReading[] {
  const [, closed, letter = "", unclosed, bare] = match;
  const written = closed ?? unclosed ?? bare ?? "";
  const malus = closed !== undefined ? 0 : unclosed !== undefined ? 0.3 : 1;
  const readings: MarkerReading[] = [];
  const number = readNumber(written);
  if (number !== undefined) readings.push({ style: "ayat", n: number.n, letter, cost: number.cost + malus });
  const inserted = /^(\d)([a-z])$/.exec(written);
  if (inserted !== null) {
    readings.unshift({ style: "ayat", n: Number(inserted[1]), letter: inserted[2] ?? "", cost: 0.2 });
  }
  if (/^e$/.test(written)) readings.push({ style: "ayat", n: 9, letter: "", cost: 1 });
  if (/^s$/.test(written)) readings.push({ style: "ayat", n: 8, letter: "", cost: 1.5 });
  return readings;
}

/** What scanners make of letters. */
const LETTERS: Readonly<Record<string, string>> = {
  I: "li",
  l: "i",
  i: "lj",
  0: "o",
  C: "cg",
  J: "jf",
  j: "i",
  c: "e",
};

function readLetter(written: string, closer: string): MarkerReading[] {
  const style: Style = closer === ")" ? "huruf)" : "huruf.";
  const malus = closer === "," ? 1.5 : 0;
  const inserted = /^([a-z])(\d)$/.exec(written);
  if (inserted !== null) {
    const letter = String.fromCharCode(96 + Number(inserted[2]));
    return [{ style, n: letterNumber(inserted[1] ?? ""), letter, cost: 0.5 }];
  }
  const readings: MarkerReading[] = [];
  const isUpper = /^[A-Z]$/.test(written);
  if (/^[A-Za-z]{1,2}$/.test(written)) {
    readings.push({ style, n: letterNumber(written), letter: "", cost: malus + (isUpper ? 1.2 : 0) });
  }
  if (isUpper && closer !== ",") readings.push({ style: "HURUF.", n: letterNumber(written), letter: "", cost: 0 });
  for (const letter of LETTERS[written] ?? "") {
    readings.push({ style, n: letterNumber(letter), letter: "", cost: malus + 1 });
  }
  if (ONE_AS_LETTER.test(written)) {
    readings.push({ style: closer === ")" ? "angka)" : "angka.", n: 1, letter: "", cost: malus + 1.6 });
  }
  return readings;
}

function readDigits(written: string, closer: string): MarkerReading[] {
  const style: Style = closer === ")" ? "angka)" : "angka.";
  const malus = closer === "," ? 1.5 : 0;
  const inserted = /^(\d{1,2})([a-z])$/.exec(written);
  const readings: MarkerReading[] = [];
  if (inserted !== null) {
    readings.push({ style, n: Number(inserted[1]), letter: inserted[2] ?? "", cost: malus + 0.3 });
  }
  if (!/\d/.test(written) && written.length === 1) return readings;
  const number = readNumber(written);
  if (number !== undefined) readings.push({ style, n: number.n, letter: "", cost: malus + number.cost });
  return readings;
}

/** The part of an id: "huruf-n", "ayat-1a", "angka-3". */
export function partName({ style, n, letter }: MarkerReading): string {
  if (style === "ayat") return `ayat-${n}${letter}`;
  if (style.startsWith("angka")) return `angka-${n}${letter}`;
  return `huruf-${numberLetter(n)}${letter === "" ? "" : letter.charCodeAt(0) - 96}`;
}

/** The sign as it should stand: "(2)", "b.", "3)". */
export function partSign({ style, n, letter }: MarkerReading): string {
  if (style === "ayat") return `(${n}${letter})`;
  if (style.startsWith("angka")) return `${n}${letter}${style.slice(-1)}`;
  const sign = `${numberLetter(n)}${letter === "" ? "" : letter.charCodeAt(0) - 96}`;
  return `${style === "HURUF." ? sign.toUpperCase() : sign}${style.slice(-1)}`;
}
