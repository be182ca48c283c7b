import { tidied } from "./comparable.ts";
import { bareDistrict } from "./say-group.ts";

/** `at` counts characters from 1, for people. */
export type Token = { at: number; raw: string } & (
  | { kind: "and" | "or" | "not" | "open" | "close" | "all" }
  | { kind: "term"; key: "unit" | "district" | "tag"; value: string }
);

/** Something in an audience that cannot be read: a sentence in Indonesian that says where and what to do. */
export type AudienceProblem = { problem: string };

const KEYS: ReadonlyMap<string, "unit" | "district" | "tag"> = new Map([
  ["unit", "unit"],
  ["opd", "unit"],
  ["kecamatan", "district"],
  ["distrik", "district"],
  ["district", "district"],
  ["tag", "tag"],
  ["label", "tag"],
]);

const WORDS: ReadonlyMap<string, "and" | "or" | "not" | "all"> = new Map([
  ["dan", "and"],
  ["and", "and"],
  ["atau", "or"],
  ["or", "or"],
  ["bukan", "not"],
  ["not", "not"],
  ["semua", "all"],
  ["all", "all"],
]);

const SIGNS: ReadonlyMap<string, "and" | "or" | "not" | "open" | "close"> = new Map([
  ["&", "and"],
  ["|", "or"],
  ["!", "not"],
  ["(", "open"],
  [")", "close"],
]);

/** Phones write curly ones, and not always in pairs. */
const DOUBLE = '"“”„‟«»″';
const SINGLE = "'‘’‚‛";
const MOST_VALUE = 120;
const EXAMPLES = 'unit:BKPSDM, kecamatan:"Tarakan Barat", atau tag:eselon-4';

/** Cuts an audience expression into its words and signs. */
export function audienceTokens(text: string): Token[] | AudienceProblem {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const read = signAt(text, at) ?? wordAt(text, at);
    if ("problem" in read) return spaced(tokens.at(-1), text.slice(at)) ?? read;
    tokens.push(read.token);
    at = read.next;
  }
  return tokens;
}

/** "kecamatan:Tarakan Barat": the value has more than one word, and no quotes. */
function spaced(before: Token | undefined, rest: string): AudienceProblem | undefined {
  const [word = ""] = /^[\p{L}\p{N}._/-]+/u.exec(rest) ?? [];
  if (before?.kind !== "term" || word === "" || /["“”„‟«»″'‘’‚‛]$/.test(before.raw)) return undefined;
  const [key = ""] = before.raw.split(/[:=：]/);
  return {
    problem: `Pada huruf ke-${before.at}: nilai lebih dari satu kata ditulis dalam tanda petik, misalnya ${key.trim()}:"${before.value} ${word}".`,
  };
}

type Read = { token: Token; next: number };

function signAt(text: string, at: number): Read | undefined {
  const kind = SIGNS.get(text.charAt(at));
  if (kind === undefined) return undefined;
  const length = /^(?:&&|\|\|)/.test(text.slice(at, at + 2)) ? 2 : 1;
  return { token: { kind, at: at + 1, raw: text.slice(at, at + length) }, next: at + length };
}

function wordAt(text: string, at: number): Read | AudienceProblem {
  const [word = ""] = /^[\p{L}\p{M}\p{N}._/-]+/u.exec(text.slice(at)) ?? [];
  if (word === "") return unknownWord(text.charAt(at), at);
  const [colon] = /^\s*[:=：]\s*/.exec(text.slice(at + word.length)) ?? [];
  if (colon === undefined) {
    const kind = WORDS.get(word.toLowerCase());
    return kind === undefined
      ? unknownWord(word, at)
      : { token: { kind, at: at + 1, raw: word }, next: at + word.length };
  }
  const key = KEYS.get(word.toLowerCase());
  if (key === undefined) return unknownWord(`${word}:`, at);
  const value = valueAt(text, at + word.length + colon.length, word);
  if ("problem" in value) return value;
  const said = key === "district" ? bareDistrict(value.value) : tidied(value.value);
  if (said === "")
    return { problem: `Pada huruf ke-${at + 1}: setelah ${word}: belum ada nilainya, misalnya ${EXAMPLES}.` };
  if (said.length > MOST_VALUE)
    return { problem: `Pada huruf ke-${at + 1}: nilai ${word} terlalu panjang, paling banyak ${MOST_VALUE} huruf.` };
  return { token: { kind: "term", key, value: said, at: at + 1, raw: text.slice(at, value.next) }, next: value.next };
}

function valueAt(text: string, at: number, word: string): { value: string; next: number } | AudienceProblem {
  const opening = text.charAt(at);
  const marks = [DOUBLE, SINGLE].find((each) => opening !== "" && each.includes(opening));
  if (marks === undefined) {
    const [bare = ""] = /^[^\s&|!(),;"“”„‟«»″]+/u.exec(text.slice(at)) ?? [];
    return { value: bare, next: at + bare.length };
  }
  let value = "";
  for (let end = at + 1; end < text.length; end += 1) {
    const each = text.charAt(end);
    if (marks.includes(each)) return { value, next: end + 1 };
    if (each === "\\") end += 1;
    value += text.charAt(end);
  }
  return {
    problem: `Pada huruf ke-${at + 1}: tanda petik setelah ${word}: belum ditutup. Tulis misalnya ${word}:"Tarakan Barat".`,
  };
}

function unknownWord(word: string, at: number): AudienceProblem {
  return {
    problem: `Pada huruf ke-${at + 1}: "${word.slice(0, 40)}" tidak dikenal. Tulis semua, ${EXAMPLES}; sambung dengan & (dan), | (atau), ! (bukan).`,
  };
}
