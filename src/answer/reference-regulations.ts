import type { Regulation } from "../knowledge/passage.ts";

/** A stretch of a text. */
export type Found = { start: number; end: number };

/** A regulation named in a text; `family`: all that go by the name somebody used (the Pilkada law is several). */
export type FoundRegulation = Found & {
  regulation: Regulation | undefined;
  family: readonly Regulation[];
  asked: string;
};

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
  `\\b(${kindPattern})\\b(?:\\s+(?:([a-z]+)\\s+)?)??\\s*(?:nomor|nomer|no\\.?|n\\.)?\\s*(\\d{1,4})(?:\\s*\\/\\s*puu-?[ivxlcdm]*)?(?:\\s*(?:\\/|tahun|thn|th\\.?)\\s*(\\d{4}))?`,
  "g",
);

/** What stands between a kind and its number and is said again; any other word would be the asker's own in our mouth. */
const ISSUERS = new Set(
  "nomor bawaslu bkn bupati desa gubernur kabupaten kasn kota kpu lan mendagri menpan menpanrb panrb provinsi rb ri".split(
    " ",
  ),
);

/** Short names and aliases, longest first: "uu asn", "pp disiplin pns", "b/71". */
export function aliasTable(
  regulations: ReadonlyMap<string, Regulation>,
): Array<{ alias: string; regulation: Regulation }> {
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

export function findRegulations(
  text: string,
  regulations: ReadonlyMap<string, Regulation>,
  aliases: ReturnType<typeof aliasTable>,
): FoundRegulation[] {
  const found: FoundRegulation[] = [];
  const free = (start: number, end: number) => found.every((other) => end <= other.start || start >= other.end);
  for (const match of text.matchAll(numbered)) {
    const [asked, kind = "", between, number = "", year] = match;
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
      asked: withoutOthers(asked, between),
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

/** "uu bebas 7/2099" is said again as "uu 7/2099". */
function withoutOthers(asked: string, between: string | undefined): string {
  if (between === undefined || ISSUERS.has(between)) return asked.trim();
  return asked.replace(new RegExp(`\\s${between}\\s`), " ").trim();
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
