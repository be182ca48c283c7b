import type { Found, FoundRegulation } from "./reference-regulations.ts";

/** Parts that stand together, such as `["pasal-5", "huruf-n"]`. */
export type Chain = Found & {
  parts: string[];
  asked: string;
  /** Whether it begins with a number that only its place makes an article: "280 uu pemilu". */
  bare: boolean;
};

const PART = {
  lampiran: /\b(?:lampiran|lamp)\.?\s*(i{1,3}|iv|\d)\b/g,
  pasal: /\b(?:pasal|psl|ps|pasl|article)\.?\s*(\d{1,3}[a-z]?)\b/g,
  ayat: /\b(?:ayat|ayt|paragraph)\.?\s*\(?(\d{1,2})\)?/g,
  huruf: /\b(?:huruf|hrf|hurup)\.?\s*\(?([a-z])\b\)?/g,
  angka: /\b(?:angka|angk|butir|nomor urut)\.?\s*\(?(\d{1,2})\b\)?/g,
} as const;
type PartKind = keyof typeof PART;
type Part = Found & { kind: PartKind; value: string; bare: boolean };

const ROMAN: Readonly<Record<string, string>> = { "1": "i", "2": "ii", "3": "iii", "4": "iv" };

/** Runs of parts that stand together: "pasal 5 huruf n angka 6". */
export function findChains(text: string, named: readonly FoundRegulation[]): Chain[] {
  const written = writtenParts(text);
  const parts = [...written, ...bareArticles(text, written, named)].sort((a, b) => a.start - b.start);
  const chains: Chain[] = [];
  for (const { start, end, kind, value, bare } of parts) {
    const chain = chains.at(-1);
    const name = `${kind}-${value}`;
    const startsAnew = kind === "pasal" || kind === "lampiran";
    if (chain !== undefined && start - chain.end <= 4 && !startsAnew) {
      chain.parts.push(name);
      chain.asked += ` ${text.slice(start, end)}`;
      chain.end = end;
    } else {
      const asked = `${bare ? "pasal " : ""}${text.slice(start, end)}`;
      chains.push({ start, end, parts: [name], asked, bare });
    }
  }
  return chains;
}

function writtenParts(text: string): Part[] {
  return (Object.keys(PART) as PartKind[]).flatMap((kind) =>
    [...text.matchAll(PART[kind])].map((match) => {
      const value = match[1] ?? "";
      const start = match.index;
      const end = start + match[0].length;
      return { start, end, kind, value: kind === "lampiran" ? (ROMAN[value] ?? value) : value, bare: false };
    }),
  );
}

const NUMBER = /(?<![\w/.-])\d{1,3}[a-z]?(?![\w/-]|\.\d)/g;
/** What may stand ahead of "280 uu pemilu" without making its number something else. */
const AHEAD = /^[^a-z0-9]*$|\b(?:isi|isinya|bunyi|bunyinya|cari|lihat|buka|baca|tentang|soal|dan|atau)[\s,]*$/;
/** What may follow "uu pemilu 280". */
const BEHIND = /^[\s,]*(?:$|[?!.;]|(?:itu|apa|isi|isinya|bunyi|bunyinya|tentang|soal|dan|atau)\b)/;
/** What may join two articles: "282 dan 283 uu pemilu". */
const JOINING = /^\s*(?:,|dan|atau|&)\s*$/;

/** Numbers that are articles because of where they stand: before a part, or right beside a regulation's name. */
function bareArticles(text: string, written: readonly Part[], named: readonly FoundRegulation[]): Part[] {
  const taken: Found[] = [...written, ...named];
  const numbers = [...text.matchAll(NUMBER)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, value: match[0] }))
    .filter(({ start, end }) => taken.every((other) => end <= other.start || start >= other.end))
    .reverse();
  const articles: Part[] = [];
  for (const { start, end, value } of numbers) {
    const leads = written.some((part) => adjoins(end, part.start) && !["pasal", "lampiran"].includes(part.kind));
    const ahead = named.some((found) => adjoins(end, found.start)) && AHEAD.test(text.slice(0, start));
    const after = named.find((found) => adjoins(found.end, start));
    // "uu pemilu 7" names the law again.
    const behind = after !== undefined && !isOwnNumber(after, value) && BEHIND.test(text.slice(end));
    const joined = articles.some((other) => other.start > end && JOINING.test(text.slice(end, other.start)));
    if (leads || ahead || behind || joined) articles.push({ start, end, kind: "pasal", value, bare: true });
  }
  return articles;
}

function adjoins(end: number, start: number): boolean {
  return start >= end && start - end <= 2;
}

function isOwnNumber({ family }: FoundRegulation, value: string): boolean {
  return family.some(({ id }) => id.split("-").at(-2) === value);
}
