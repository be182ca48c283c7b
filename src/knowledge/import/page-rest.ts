/** At the end of a part: what its own words close with. */
const CLOSES = /[.;:]|(?<=\s)(?:dan|atau|dan\/atau)(?=\s)/g;
/** Signs that no sentence has inside its words. */
const ODD = /[<>|\\~^€#@{}[\]_]|\p{L}[('’)]\p{L}|\p{L}\d|\d\p{L}/u;
/** The next page's first words, announced at the foot of this one: "Pasal 10 . . .". */
const CATCHWORD =
  /\s(?:(?:Pasal|BAB|Bagian|Paragraf|Huruf|Ayat|Angka)\s\S{1,8}|\S{1,4}\s\S{1,20}|\S{1,20})\s?(?:\.\s?\.\s?\.|…)\s*$/;
/** The first word of a heading whose rest stands on the next page. */
const TORN_HEAD = /\s(?:Bagian|BAB|Paragraf|Pasal)\s*$/;
const LONGEST_REST = 50;

/**
 * Splits off what a page's foot left behind the last words of a part ("Unit Kerja. : il( Nlo l0(,15,) /r"): a short tail
 * without a single readable word, and with signs no sentence has.
 */
export function splitPageRest(text: string): { kept: string; rest: string } {
  const trimmed = text.trimEnd().replace(CATCHWORD, "").replace(TORN_HEAD, "");
  if (isNothingElse(trimmed.trim())) return { kept: "", rest: trimmed.trim() };
  const from = Math.max(0, trimmed.length - LONGEST_REST);
  for (const match of trimmed.slice(from).matchAll(CLOSES)) {
    const at = from + match.index + match[0].length;
    const rest = trimmed.slice(at).trim();
    if (rest === "") break;
    if (/^(?:dan|atau|dan\/atau)(?:\s|$)/.test(rest)) continue;
    if (isScrap(rest)) return { kept: trimmed.slice(0, at), rest };
  }
  return { kept: trimmed, rest: "" };
}

function isScrap(rest: string): boolean {
  if (rest.split(/[\s,.;:]+/).some(isWord)) return false;
  if (/^(?:dan|atau|dan\/atau)?[.;]?$/.test(rest)) return false;
  if (/[.;:]$|\bdan$|\batau$/.test(rest) && !ODD.test(rest)) return false;
  return /\d|[<>|\\~^€#@{}[\]'’_]|\p{Ll}\p{Lu}|\p{L}\(|^[:;.,]/u.test(rest);
}

/** An abbreviation, or five letters with two vowels among them: scraps of a scan seldom look like that. */
function isWord(token: string): boolean {
  if (/^[A-Z]{4,}$/.test(token)) return true;
  return /^["“(]?\p{L}{5,}[”")]?$/u.test(token) && (token.match(/[aiueo]/gi) ?? []).length >= 2;
}

/** Whether a text is a scrap from its first sign to its last. */
function isNothingElse(text: string): boolean {
  if (text.length > LONGEST_REST || !isScrap(text)) return false;
  return !text
    .split(/\s+/)
    .some((token) => /^(?:[a-z]{3,}|[A-Z][A-Za-z]{3,})[.;:,]*$/.test(token) && /[aiueo]|[A-Z]{4}/i.test(token));
}
