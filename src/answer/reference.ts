import type { Passage, Regulation } from "../knowledge/passage.ts";

/** A place in the law that somebody named: what it resolves to, or that we do not hold it. */
export type Reference =
  | { kind: "passage"; passage: Passage; exact: boolean }
  | { kind: "unknown-passage"; regulation: Regulation; asked: string }
  | { kind: "unknown-regulation"; asked: string };

/** Finds the references of a text, in order, each once; `rest` is the text without them. */
export type ParseReferences = (text: string) => { references: Reference[]; rest: string };

const KINDS: Readonly<Record<string, string>> = {
  uu: "uu",
  "undang-undang": "uu",
  "undang undang": "uu",
  pp: "pp",
  "peraturan pemerintah": "pp",
  perpres: "perpres",
  "peraturan presiden": "perpres",
  perbawaslu: "perbawaslu",
  "peraturan bawaslu": "perbawaslu",
  pkpu: "pkpu",
  "peraturan kpu": "pkpu",
  permendagri: "permendagri",
  permenpanrb: "permenpanrb",
  "permenpan rb": "permenpanrb",
  "putusan mk": "mk",
  "mk nomor": "mk",
  mk: "mk",
  se: "se",
  "surat edaran": "se",
  "peraturan bkn": "peraturan-bkn",
  "perka bkn": "peraturan-bkn",
  perda: "perda",
  perwali: "perwali",
  perbup: "perbup",
  pergub: "pergub",
  permendikbud: "permendikbud",
  permen: "permen",
  perppu: "perppu",
  kepmen: "kepmen",
  keppres: "keppres",
};

const kindPattern = Object.keys(KINDS)
  .sort((a, b) => b.length - a.length)
  .map((kind) => kind.replace(/[ -]/g, "[ -]?"))
  .join("|");
const numbered = new RegExp(
  `\\b(${kindPattern})\\b(?:\\s+(?:[a-z]+\\s+)?)??\\s*(?:nomor|nomer|no\\.?|n\\.)?\\s*(\\d{1,4})(?:\\s*\\/\\s*puu[-\\w]*)?(?:\\s*(?:\\/|tahun|thn|th\\.?)\\s*(\\d{4}))?`,
  "g",
);

const PART = {
  lampiran: /\b(?:lampiran|lamp)\.?\s*(i{1,3}|iv|\d)\b/g,
  pasal: /\b(?:pasal|psl|ps|pasl|article)\.?\s*(\d{1,3}[a-z]?)\b/g,
  ayat: /\b(?:ayat|ayt|paragraph)\.?\s*\(?(\d{1,2})\)?/g,
  huruf: /\b(?:huruf|hrf|hurup)\.?\s*\(?([a-z])\b\)?/g,
  angka: /\b(?:angka|angk|butir|nomor urut)\.?\s*\(?(\d{1,2})\b\)?/g,
} as const;
type PartKind = keyof typeof PART;

const ROMAN: Readonly<Record<string, string>> = { "1": "i", "2": "ii", "3": "iii", "4": "iv" };

type Found = { start: number; end: number };
/** `family`: all regulations that go by the name somebody used; the Pilkada law is several. */
type FoundRegulation = Found & { regulation: Regulation | undefined; family: readonly Regulation[]; asked: string };
type Chain = Found & { parts: string[]; asked: string };

/** Builds the parser for the regulations and passages at hand. */
export function createReferenceParser(
  regulations: ReadonlyMap<string, Regulation>,
  passages: ReadonlyMap<string, Passage>,
): ParseReferences {
  const aliases = aliasTable(regulations);
  const byRegulation = new Map<string, Passage[]>();
  for (const passage of passages.values()) {
    byRegulation.set(passage.regulation, [...(byRegulation.get(passage.regulation) ?? []), passage]);
  }
  return (original) => {
    const text = plain(original);
    const named = findRegulations(text, regulations, aliases);
    const chains = findChains(text).map((chain) => ({ ...chain, owner: ownerOf(chain, named) }));
    const fromChains = chains.flatMap((chain) => resolve(chain, chain.owner, byRegulation) ?? []);
    const whole = named
      .filter((found) => !chains.some(({ owner }) => owner === found))
      .flatMap((found) => wholeRegulation(found, passages) ?? []);
    return { references: unique([...fromChains, ...whole]), rest: cutOut(text, [...named, ...chains]) };
  };
}

function wholeRegulation(
  { regulation, asked }: FoundRegulation,
  passages: ReadonlyMap<string, Passage>,
): Reference | undefined {
  if (regulation === undefined) return { kind: "unknown-regulation", asked };
  const passage = passages.get(regulation.id);
  return passage === undefined ? undefined : { kind: "passage", passage, exact: true };
}

function plain(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .toLowerCase()
    .slice(0, 2_000)
    .replace(/[()"“”‘’]/g, " ");
}

/** Short names and aliases, longest first: "uu asn", "pp disiplin pns", "b/71". */
function aliasTable(regulations: ReadonlyMap<string, Regulation>): Array<{ alias: string; regulation: Regulation }> {
  const table: Array<{ alias: string; regulation: Regulation }> = [];
  for (const regulation of regulations.values()) {
    for (const alias of new Set([
      regulation.singkat.toLowerCase(),
      ...regulation.alias.map((each) => each.toLowerCase()),
    ])) {
      table.push({ alias, regulation });
    }
  }
  return table.sort((a, b) => b.alias.length - a.alias.length);
}

function findRegulations(
  text: string,
  regulations: ReadonlyMap<string, Regulation>,
  aliases: ReturnType<typeof aliasTable>,
): FoundRegulation[] {
  const found: FoundRegulation[] = [];
  const free = (start: number, end: number) => found.every((other) => end <= other.start || start >= other.end);
  for (const match of text.matchAll(numbered)) {
    const [asked, kind = "", number = "", year] = match;
    const candidates = candidatesFor(
      KINDS[kind.replace(/[ -]/g, " ")] ?? KINDS[kind] ?? kind,
      number,
      year,
      regulations,
    );
    // A bare number after a kind is only a name when it fits one regulation ("pp 94"), or carries its year.
    if (candidates.length !== 1 && year === undefined) continue;
    found.push({
      start: match.index,
      end: match.index + asked.length,
      regulation: candidates[0],
      family: candidates,
      asked: asked.trim(),
    });
  }
  for (const { alias, regulation } of aliases) {
    for (let at = text.indexOf(alias); at >= 0; at = text.indexOf(alias, at + 1)) {
      const end = at + alias.length;
      const whole = !/[a-z0-9]/.test(text[at - 1] ?? " ") && !/[a-z0-9/]/.test(text[end] ?? " ");
      if (whole && free(at, end)) {
        const family = aliases.filter((other) => other.alias === alias).map((other) => other.regulation);
        found.push({ start: at, end, regulation, family, asked: alias });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function candidatesFor(
  kind: string,
  number: string,
  year: string | undefined,
  regulations: ReadonlyMap<string, Regulation>,
): Regulation[] {
  return [...regulations.values()].filter(({ id }) => {
    const parts = id.split("-");
    return parts[0] === kind && parts.at(-2) === number && (year === undefined || parts.at(-1) === year);
  });
}

/** Runs of parts that stand together: "pasal 5 huruf n angka 6". */
function findChains(text: string): Chain[] {
  const parts: Array<Found & { kind: PartKind; value: string }> = [];
  for (const kind of Object.keys(PART) as PartKind[]) {
    for (const match of text.matchAll(PART[kind])) {
      const value = match[1] ?? "";
      parts.push({
        start: match.index,
        end: match.index + match[0].length,
        kind,
        value: kind === "lampiran" ? (ROMAN[value] ?? value) : value,
      });
    }
  }
  parts.sort((a, b) => a.start - b.start);
  const chains: Chain[] = [];
  for (const part of parts) {
    const chain = chains.at(-1);
    const name = `${part.kind}-${part.value}`;
    const startsAnew = part.kind === "pasal" || part.kind === "lampiran";
    const adjoins = chain !== undefined && part.start - chain.end <= 4;
    if (chain !== undefined && adjoins && !startsAnew) {
      chain.parts.push(name);
      chain.end = part.end;
      chain.asked = text.slice(chain.start, part.end);
    } else chains.push({ start: part.start, end: part.end, parts: [name], asked: text.slice(part.start, part.end) });
  }
  return chains;
}

/** The regulation a chain belongs to: the one right after it, else the one before, else the nearest. */
function ownerOf(chain: Chain, named: readonly FoundRegulation[]): FoundRegulation | undefined {
  const after = named.find((found) => found.start >= chain.end);
  const before = named.findLast((found) => found.end <= chain.start);
  if (after !== undefined && after.start - chain.end <= 12) return after;
  return before ?? after;
}

function resolve(
  chain: Chain,
  owner: FoundRegulation | undefined,
  byRegulation: ReadonlyMap<string, Passage[]>,
): Reference | undefined {
  if (owner !== undefined) {
    if (owner.regulation === undefined) return { kind: "unknown-regulation", asked: `${chain.asked} ${owner.asked}` };
    for (const { id } of owner.family) {
      const found = closest(chain, byRegulation.get(id) ?? []);
      if (found?.kind === "passage" && found.exact) return found;
    }
    const passages = owner.family.flatMap(({ id }) => byRegulation.get(id) ?? []);
    const asked = `${chain.asked} ${owner.asked}`;
    return closest(chain, passages) ?? { kind: "unknown-passage", regulation: owner.regulation, asked };
  }
  // No regulation named: only a path that exists in a single regulation is clear enough.
  if (!chain.parts.some((part) => part.startsWith("pasal") || part.startsWith("lampiran"))) return undefined;
  const found = [...byRegulation.values()]
    .map((passages) => closest(chain, passages))
    .filter((each) => each !== undefined);
  return found.length === 1 ? found[0] : undefined;
}

/** The passage with all the parts in their order; else the one with most of the first parts. */
function closest(chain: Chain, passages: readonly Passage[]): Reference | undefined {
  for (let length = chain.parts.length; length > 0; length -= 1) {
    const wanted = chain.parts.slice(0, length);
    const fitting = passages.filter((passage) => containsInOrder(passage.id.split("/").slice(1), wanted));
    const best = fitting.sort((a, b) => a.id.split("/").length - b.id.split("/").length)[0];
    if (best !== undefined) return { kind: "passage", passage: best, exact: length === chain.parts.length };
  }
  return undefined;
}

function containsInOrder(path: readonly string[], wanted: readonly string[]): boolean {
  let at = 0;
  for (const part of path) if (part === wanted[at]) at += 1;
  return at === wanted.length;
}

function cutOut(text: string, found: readonly Found[]): string {
  let rest = text;
  for (const { start, end } of found) rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
  return rest.replace(/\s+/g, " ").trim();
}

function unique(references: readonly Reference[]): Reference[] {
  const seen = new Set<string>();
  return references.filter((reference) => {
    const key = reference.kind === "passage" ? reference.passage.id : reference.asked;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
