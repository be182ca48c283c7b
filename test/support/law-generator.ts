import { generator } from "../../src/answer/classifier.ts";
import { writeRoman } from "../../src/knowledge/import/numbers.ts";

/** A part of a generated law: its id without the regulation, its sign in the text, its own words. */
export type TruePart = { path: string; sign: string; words: string };

export type Dirt = {
  /** Parts run on in one line instead of beginning a new one. */
  runOn: number;
  /** Signs as scanners read them: "(21", "l.", "1 1". */
  misread: number;
  /** Page turns leave a catchword, a stamp and scraps. */
  pageTurns: number;
};

export const clean: Dirt = { runOn: 0, misread: 0, pageTurns: 0 };

export type Law = { lines: string[]; parts: TruePart[] };

const SUBJECTS = ["pilot", "pengawas", "pemilik lapangan", "perkumpulan benang", "panitia lomba", "kepala menara"];
const VERBS = ["menjaga", "melipat", "memeriksa", "mencatat", "menggulung", "menyimpan", "meminjamkan", "mewarnai"];
const THINGS = ["benang", "layang-layang", "ekor kertas", "papan angin", "gulungan rami", "topi jingga", "peluit kayu"];
const MANNERS = ["dengan hati-hati", "sebelum senja", "di tepi lapangan", "menurut buku angin", "tanpa diminta"];

/** A law with that many articles of every shape, and what is in it; the same seed gives the same law. */
export function generateLaw(seed: number, articles: number, dirt: Dirt): Law {
  const random = generator(seed);
  const writer = createWriter(random, dirt);
  writer.line("PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 8 TAHUN 2041 TENTANG ANGIN DAN BENANG");
  writer.line("DENGAN RAHMAT TUHAN YANG MAHA ESA");
  writer.line("Menimbang : bahwa angin perlu diatur sebagaimana dimaksud dalam Pasal 3 Undang-Undang Angin;");
  writer.line("MEMUTUSKAN:");
  writer.line("Menetapkan : PERATURAN PEMERINTAH TENTANG ANGIN DAN BENANG.");
  for (let n = 1; n <= articles; n += 1) {
    if (n % 12 === 1) writer.line(`BAB ${writeRoman(Math.ceil(n / 12))}`, "KETENTUAN ANGIN");
    writeArticle(n, articles, random, writer);
  }
  writer.line("Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Pemerintah ini.");
  return { lines: writer.lines, parts: writer.parts };
}

type Writer = ReturnType<typeof createWriter>;

function createWriter(random: () => number, dirt: Dirt) {
  const lines: string[] = [];
  const parts: TruePart[] = [];
  return {
    lines,
    parts,
    line: (...texts: string[]) => lines.push(...texts),
    part(path: string, sign: string, words: string) {
      parts.push({ path, sign, words });
      const written = random() < dirt.misread ? misread(sign, random) : sign;
      const text = `${written} ${words}`.trim();
      const last = lines.length - 1;
      const runsOn =
        random() < dirt.runOn && /[.;:]$|(?:dan|atau)$/.test(lines[last] ?? "") && !sign.startsWith("Pasal");
      if (random() < dirt.pageTurns) lines.push(...pageTurn(sign, words, random));
      if (runsOn && last === lines.length - 1) lines[last] += ` ${text}`;
      else if (sign.startsWith("Pasal")) lines.push(...[written, words].filter((each) => each !== ""));
      else lines.push(text);
    },
  };
}

function writeArticle(n: number, articles: number, random: () => number, writer: Writer): void {
  const path = `pasal-${n}`;
  const sentence = (end: string) => sentenceOf(random, articles, end);
  const shape = random();
  if (shape < 0.25) writer.part(path, `Pasal ${n}`, sentence("."));
  else if (shape < 0.5) {
    writer.part(path, `Pasal ${n}`, sentence(":"));
    writeList(path, "huruf", random, writer, sentence);
  } else {
    writer.part(path, `Pasal ${n}`, "");
    const count = 2 + Math.floor(random() * 5);
    for (let each = 1; each <= count; each += 1) {
      const hasList = random() < 0.35;
      writer.part(`${path}/ayat-${each}`, `(${each})`, sentence(hasList ? ":" : "."));
      if (hasList) writeList(`${path}/ayat-${each}`, "huruf", random, writer, sentence);
    }
  }
}

function writeList(
  path: string,
  kind: "huruf" | "angka",
  random: () => number,
  writer: Writer,
  sentence: (end: string) => string,
): void {
  const count = 2 + Math.floor(random() * (kind === "huruf" ? 12 : 5));
  for (let each = 1; each <= count; each += 1) {
    const name = kind === "huruf" ? String.fromCharCode(96 + each) : String(each);
    const end = each === count ? "." : each === count - 1 ? "; dan" : ";";
    const nested = kind === "huruf" && random() < 0.12;
    writer.part(`${path}/${kind}-${name}`, `${name}.`, sentence(nested ? ":" : end));
    if (nested) writeList(`${path}/huruf-${name}`, "angka", random, writer, sentence);
  }
}

function sentenceOf(random: () => number, articles: number, end: string): string {
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? "";
  const clause = () => `${pick(SUBJECTS)} wajib ${pick(VERBS)} ${pick(THINGS)} ${pick(MANNERS)}`;
  const clauses = Array.from({ length: 1 + Math.floor(random() * 3) }, clause);
  if (random() < 0.35) {
    const n = 1 + Math.floor(random() * articles);
    clauses.push(
      `sebagaimana dimaksud dalam Pasal ${n}${random() < 0.5 ? ` ayat (${1 + Math.floor(random() * 4)})` : ""} huruf a`,
    );
  }
  return clauses.join(", ").replace(/^./, (first) => first.toUpperCase()) + end;
}

function misread(sign: string, random: () => number): string {
  if (/^\(\d\)$/.test(sign)) return random() < 0.5 ? `(${sign[1]}1` : `{${sign[1]})`;
  if (/^Pasal \d\d$/.test(sign)) return random() < 0.5 ? `Pasal ${sign[6]} ${sign[7]}` : sign.replace("1", "l");
  if (sign === "1.") return "l.";
  return sign;
}

function pageTurn(sign: string, words: string, random: () => number): string[] {
  const stamp = `SK No ${100_000 + Math.floor(random() * 900_000)} A`;
  const first = words.split(" ")[0] ?? "";
  const catchword = sign.startsWith("Pasal") ? `${sign} . . .` : `${sign} ${first} . . .`;
  const head = random() < 0.5 ? "PRESIDEN REPUBLIK INDONESIA" : "PFTESIDEN REPUBLIK INDONESIA";
  return random() < 0.5 ? [catchword, stamp, head, "- 12 -"] : [`il( Nlo l0(,15,) /r ${catchword}`, head];
}

/** Breaks long lines as a page does, some words with a hyphen. */
export function wrapLines(lines: readonly string[], width: number): string[] {
  const wrapped: string[] = [];
  for (const line of lines) {
    let rest = line;
    while (rest.length > width) {
      const at = rest.lastIndexOf(" ", width);
      const cut = at < width / 2 ? width : at;
      wrapped.push(rest.slice(0, cut));
      rest = rest.slice(cut).trimStart();
    }
    wrapped.push(rest);
  }
  return wrapped;
}
