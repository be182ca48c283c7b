import { type AudienceProblem, audienceTokens, type Token } from "./audience-tokens.ts";

/** Who gets something: an expression over what subscribers told of themselves. Values are compared without case. */
export type Audience =
  | { kind: "all" }
  | { kind: "unit" | "district" | "tag"; value: string }
  | { kind: "not"; of: Audience }
  | { kind: "and" | "or"; of: readonly [Audience, Audience, ...Audience[]] };

const MOST_CHARACTERS = 1_000;
const MOST_TERMS = 50;
const MOST_DEPTH = 20;

/**
 * Reads an audience as officers write it: `semua`, `unit:BKPSDM`, `kecamatan:"Tarakan Barat" & tag:eselon-4`, `|` or `atau`,
 * `!` or `bukan`, parentheses; not before and before or. What cannot be read comes back as a sentence in Indonesian that says
 * where. Case and curly quotes do not matter.
 */
export function parseAudience(text: string): Audience | AudienceProblem {
  if (text.trim() === "") return { problem: "Sasaran masih kosong. Tulis semua, atau misalnya unit:BKPSDM." };
  if (text.length > MOST_CHARACTERS)
    return {
      problem: `Sasaran terlalu panjang: paling banyak ${MOST_CHARACTERS} huruf. Pakai tag untuk kelompok besar.`,
    };
  const tokens = audienceTokens(text);
  if ("problem" in tokens) return tokens;
  if (tokens.filter(({ kind }) => kind === "term").length > MOST_TERMS)
    return { problem: `Sasaran memuat lebih dari ${MOST_TERMS} bagian. Pakai tag untuk kelompok besar.` };
  const reading = { tokens, next: 0, end: text.length + 1 };
  const audience = either(reading, 0);
  if ("problem" in audience) return audience;
  const left = tokens[reading.next];
  return left === undefined ? audience : leftOver(left, tokens[reading.next - 1]);
}

type Reading = { tokens: readonly Token[]; next: number; end: number };
type Part = (reading: Reading, depth: number) => Audience | AudienceProblem;

const either: Part = (reading, depth) => joined(reading, depth, "or", all);
const all: Part = (reading, depth) => joined(reading, depth, "and", single);

function joined(reading: Reading, depth: number, kind: "and" | "or", part: Part): Audience | AudienceProblem {
  const first = part(reading, depth);
  if ("problem" in first) return first;
  const more: Audience[] = [];
  while (reading.tokens[reading.next]?.kind === kind) {
    reading.next += 1;
    const next = part(reading, depth);
    if ("problem" in next) return next;
    more.push(next);
  }
  const [second, ...others] = more;
  return second === undefined ? first : { kind, of: [first, second, ...others] };
}

const single: Part = (reading, depth) => {
  const token = reading.tokens[reading.next];
  if (token === undefined)
    return {
      problem: `Sasaran berakhir terlalu cepat: pada huruf ke-${reading.end} masih perlu misalnya unit:BKPSDM.`,
    };
  if (depth > MOST_DEPTH)
    return problemAt(token, "kurung dan kata bukan bersusun terlalu dalam. Sederhanakan sasarannya.");
  reading.next += 1;
  switch (token.kind) {
    case "all":
      return { kind: "all" };
    case "term":
      return { kind: token.key, value: token.value };
    case "not": {
      const of = single(reading, depth + 1);
      return "problem" in of ? of : { kind: "not", of };
    }
    case "open":
      return inParentheses(reading, depth, token);
    default:
      return problemAt(token, `di depan "${token.raw}" harus ada misalnya unit:BKPSDM atau semua.`);
  }
};

function inParentheses(reading: Reading, depth: number, opening: Token): Audience | AudienceProblem {
  const inside = either(reading, depth + 1);
  if ("problem" in inside) return inside;
  const closing = reading.tokens[reading.next];
  if (closing === undefined) return problemAt(opening, "kurung ini belum ditutup. Tambahkan ) di tempatnya.");
  if (closing.kind !== "close") return leftOver(closing, reading.tokens[reading.next - 1]);
  reading.next += 1;
  return inside;
}

function leftOver(token: Token, before: Token | undefined): AudienceProblem {
  if (token.kind === "close") return problemAt(token, "kurung tutup ini tidak punya kurung buka.");
  return problemAt(token, `di antara "${before?.raw ?? ""}" dan "${token.raw}" perlu & (dan) atau | (atau).`);
}

function problemAt({ at }: Token, problem: string): AudienceProblem {
  return { problem: `Pada huruf ke-${at}: ${problem}` };
}

const WORD: Readonly<Record<"unit" | "district" | "tag", string>> = {
  unit: "unit",
  district: "kecamatan",
  tag: "tag",
};

/** An audience as officers write it; read again it is the same. What is nested stands in parentheses. */
export function sayAudience(audience: Audience): string {
  switch (audience.kind) {
    case "all":
      return "semua";
    case "not":
      return `!${nested(audience.of)}`;
    case "and":
      return audience.of.map(nested).join(" & ");
    case "or":
      return audience.of.map(nested).join(" | ");
    default:
      return `${WORD[audience.kind]}:${quoted(audience.value)}`;
  }
}

function nested(audience: Audience): string {
  const said = sayAudience(audience);
  return audience.kind === "and" || audience.kind === "or" ? `(${said})` : said;
}

function quoted(value: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u.test(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
}
