/** A number as a law counts: 22, 22B; the letter is the one put in later, lower case, or none. */
export type Ordinal = { n: number; letter: string };

/** One way to read a sign, and how unlikely it is: 0 means as written. */
export type Reading = Ordinal & { cost: number };

/** What scanners make of digits; the first is the likelier. */
const DIGITS: Readonly<Record<string, string>> = {
  O: "0",
  o: "0",
  Q: "0",
  D: "0",
  l: "1",
  I: "1",
  i: "1",
  "|": "1",
  "!": "1",
  L: "1",
  t: "1",
  f: "1",
  r: "1",
  J: "1",
  Z: "2",
  z: "2",
  a: "4",
  A: "4",
  S: "5",
  s: "5",
  G: "6",
  b: "6",
  T: "7",
  B: "8",
  g: "9",
  q: "9",
  e: "8",
};

/** Reads digits that a scanner may have taken for letters; undefined when that cannot be a number. */
export function readNumber(written: string): { n: number; cost: number } | undefined {
  let digits = "";
  let cost = 0;
  for (const character of written.replace(/\s/g, "")) {
    const digit = /\d/.test(character) ? character : DIGITS[character];
    if (digit === undefined) return undefined;
    if (digit !== character) cost += /[OoIl]/.test(character) ? 0.4 : 1;
    digits += digit;
  }
  if (digits === "" || /^0/.test(digits)) return undefined;
  return { n: Number(digits), cost };
}

/** All readings of "22B", "228" (22B), "1O", "l4", "1 1", "S". */
export function readOrdinal(written: string): Reading[] {
  const readings: Reading[] = [];
  const plain = readNumber(written);
  if (plain !== undefined) readings.push({ ...plain, letter: "" });
  const lettered = /^(.*\d)\s?([A-Za-z])$/.exec(written);
  const before = lettered === null ? undefined : readNumber(lettered[1] ?? "");
  if (before !== undefined) {
    const letter = (lettered?.[2] ?? "").toLowerCase();
    readings.push({ n: before.n, letter, cost: before.cost });
    for (const reading of readings) if (reading.letter === "") reading.cost += 1.5;
  }
  // "Pasal 228" stands for 22B where 22A came before.
  const eight = /^(\d+)8$/.exec(written);
  if (eight !== null) readings.push({ n: Number(eight[1]), letter: "b", cost: 2.5 });
  return readings;
}

/** 22 < 22a < 22b < 23. */
export function compareOrdinals(a: Ordinal, b: Ordinal): number {
  return a.n - b.n || (a.letter < b.letter ? -1 : a.letter > b.letter ? 1 : 0);
}

/** How many whole numbers are missing between two that follow each other; letters in between are never missed. */
export function missingBetween(before: Ordinal, after: Ordinal): number {
  return Math.max(0, after.n - before.n - 1);
}

/** "a" is 1, "z" 26, "aa" 27. */
export function letterNumber(letters: string): number {
  const at = letters.toLowerCase().charCodeAt(0) - 96;
  return letters.length === 1 ? at : 26 * (letters.length - 1) + at;
}

export function numberLetter(n: number): string {
  const times = Math.ceil(n / 26);
  return String.fromCharCode(97 + ((n - 1) % 26)).repeat(times);
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

/** "XIV" is 14; undefined when it is no Roman numeral. */
export function readRoman(written: string): number | undefined {
  const digits = [...written.toLowerCase()].map((letter) => ROMAN[letter]);
  if (digits.length === 0 || digits.some((digit) => digit === undefined)) return undefined;
  return digits.reduce<number>((sum, digit = 0, at) => sum + ((digits[at + 1] ?? 0) > digit ? -digit : digit), 0);
}

const ROMAN_SIGNS: ReadonlyArray<readonly [number, string]> = [
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];

/** 14 is "XIV". */
export function writeRoman(n: number): string {
  let rest = n;
  let signs = "";
  for (const [value, letters] of ROMAN_SIGNS) {
    for (; rest >= value; rest -= value) signs += letters;
  }
  return signs;
}
