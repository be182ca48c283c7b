import { MARKS, OPENERS, type Token } from "./claim-words.ts";

/**
 * The ways in which a sentence may be said again: itself, and what is left when something is taken away or moved that what remains
 * does not hang on. Each rule must leave a sentence that is true whenever the whole is; nothing is ever put in.
 */
export function variantsOf(sentence: readonly Token[]): Token[][] {
  const whole = withoutEnd(sentence);
  const found = new Map<string, Token[]>();
  const add = (variant: readonly Token[], depth: number) => {
    const key = variant.map(({ means }) => means).join(" ");
    if ((depth > 0 && variant.length < FEWEST) || found.has(key)) return;
    found.set(key, [...variant]);
    if (depth === DEEPEST) return;
    for (const rule of RULES) for (const next of rule(variant)) add(next, depth + 1);
  };
  add(whole, 0);
  return [...found.values()];
}

/** What is left of a sentence says too little with fewer words. */
const FEWEST = 3;
const DEEPEST = 3;

type Rule = (sentence: readonly Token[]) => Token[][];

/**
 * "…, karena ASN melayani semua", "…, termasuk atasan.": a reason or an example that ends the sentence. Without the comma a denial may
 * hang on it ("tidak dihukum karena melapor"); what permits something keeps every word, for the reason may be a condition.
 */
const withoutReason: Rule = (sentence) => {
  const at = sentence.findIndex(({ means }, index) => means === "," && REASONS.has(sentence[index + 1]?.means ?? ""));
  if (at < 0) return [];
  const [head, tail] = [sentence.slice(0, at), sentence.slice(at + 1)];
  const permits = forbids(head)
    ? head.some(({ means }) => means === "#boleh")
    : head.some(({ means }) => PERMITS.has(means));
  // "Bila …, misalnya …, maka": the sentence has not begun yet, or goes on behind the example.
  const isPart = CONDITIONS.has(head[0]?.means ?? "") || (tail[0]?.means === "termasuk" && hasComma(head));
  const last = tail.findLastIndex(({ means }) => means === ",");
  const goesOn = last >= 0 && !/^(?:#dan|atau)$/.test(tail[last + 1]?.means ?? "");
  const denies = hasComma(tail) && head.some(({ means }) => DENIES.has(means));
  const restricts =
    tail.some(({ means }) => TAKES_BACK.has(means) || means === ";" || means === ":") ||
    tail.slice(1).some(({ means }, index) => TIMES.has(means) && tail[index]?.means === ",");
  return permits || isPart || goesOn || denies || restricts || !isClosed(tail) ? [] : [head];
};

/** "CLTN (cuti di luar tanggungan negara)", "Badan Permusyawaratan Desa (BPD)": an abbreviation beside what it stands for. */
const withoutBrackets: Rule = (sentence) => {
  const variants: Token[][] = [];
  for (const [open, { means }] of sentence.entries()) {
    if (means !== "(") continue;
    const length = sentence.slice(open).findIndex((token) => token.means === ")");
    const inside = sentence.slice(open + 1, open + length);
    const ahead = sentence[open - 1]?.shown ?? "";
    const spelled = ABBREVIATION.test(ahead) && inside[0]?.shown[0]?.toUpperCase() === ahead[0];
    const abbreviated = inside.length === 1 && ABBREVIATION.test(inside[0]?.shown ?? "");
    const says = inside.some(
      (token) => RESTRICTS.has(token.means) || OPERATORS.has(token.means) || !/^#?[a-z/-]+$/.test(token.means),
    );
    if (length > 0 && (spelled || abbreviated) && !says)
      variants.push([...sentence.slice(0, open), ...sentence.slice(open + length + 1)]);
  }
  return variants;
};
const ABBREVIATION = /^[A-Z][A-Z0-9/-]+$/;

/** "Bila dipanggil, datanglah" and "Datanglah bila dipanggil": only where one thing alone hangs on the condition. */
const conditionMoved: Rule = (sentence) => {
  if (sentence.filter(({ means }) => CONDITIONS.has(means)).length !== 1) return [];
  const at = sentence.findIndex(({ means }) => CONDITIONS.has(means));
  if (at === 0) {
    const end = sentence.findIndex(({ means }) => means === ",");
    const [condition, rest] = [sentence.slice(0, end), sentence.slice(end + 1)];
    return end > 1 && isPlain(rest) && isPlain(condition) ? [[...rest, ...condition]] : [];
  }
  const ahead = sentence[at - 1]?.means ?? "";
  const parted = ahead === ",";
  const [rest, condition] = [sentence.slice(0, parted ? at - 1 : at), sentence.slice(at)];
  // "Juga bila": the word ahead belongs to it. "Hadir bila diundang tetap dilarang": it ends before the sentence does.
  const unclear =
    condition[0]?.means !== "#bila" ||
    LEANS.has(ahead) ||
    condition.some(({ means }) => OPERATORS.has(means) || PERMITS.has(means) || JUDGES.has(means));
  const comma: Token = { shown: ",", means: "," };
  return !unclear && isPlain(rest) && isPlain(condition) ? [[...condition, comma, ...rest]] : [];
};

/** Whether all of a sentence is something not to be done. */
function forbids([first]: readonly Token[]): boolean {
  return first?.means === "jangan" || first?.means === "#dilarang";
}

/** "Jadi, …", "Tidak, KASN …": what only leads over, and an answer of one word ahead of a sentence that says who does what. */
const withoutLead: Rule = (sentence) => {
  const lead = leadOf(sentence);
  const rest = sentence.slice(lead);
  const [first] = rest;
  if (lead === 0 || first === undefined || RESTRICTS.has(first.means) || CONNECTS.has(first.means)) return [];
  const answers = ANSWERS.has(sentence[0]?.means ?? "");
  return answers && first.means !== "#anda" && !/^[A-Z]/.test(first.shown) ? [] : [rest];
};

function leadOf(sentence: readonly Token[]): number {
  if (sentence[1]?.means === "," && ANSWERS.has(sentence[0]?.means ?? "")) return 2;
  for (const opener of OPENERS) {
    if (opener[0] === "#anda" || !opener.every((means, at) => sentence[at]?.means === means)) continue;
    if (sentence[opener.length]?.means === ",") return opener.length + 1;
    if (opener.at(-1) === "bahwa") return opener.length;
  }
  return 0;
}

const RULES: readonly Rule[] = [withoutReason, withoutBrackets, conditionMoved, withoutLead];

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** What says of a sentence whether it may, must or is not. */
export const OPERATORS = set(
  "#dilarang #boleh #dapat #wajib #tidak jangan bukan belum tanpa tiada dilarangnya melarang membolehkan mewajibkan diwajibkan perlu",
);
const DENIES = set("#tidak bukan belum tanpa perlu");
/** What permits, in whatever words. */
export const PERMITS = set("#boleh #dapat boleh-boleh bebas aman sah membolehkan mengizinkan diizinkan berhak");
/** What takes something back of what was said before it. */
const TAKES_BACK = set(
  "#tetapi namun kecuali mengecualikan dikecualikan pengecualian selain hanya hanyalah asal asalkan sepanjang #bila jangan hindari sehingga maka jadi lalu sedangkan melainkan padahal kendati #walau hingga kalaupun syaratnya",
);
const TIMES = set("sebelum #setelah selama");
export const RESTRICTS: ReadonlySet<string> = new Set([...TAKES_BACK, ...TIMES]);
const CONDITIONS: ReadonlySet<string> = new Set(["#bila", ...TIMES]);
const LEANS = set(
  "juga bahkan termasuk apalagi terutama baik #walau seperti #misalnya kecuali hanya sampai sejak jauh segera paling baru sedikit tepat maupun atau #dan dari #tidak bukan",
);
const JUDGES = set(
  "tetap berakibat melanggar termasuk dianggap dinilai menjadi dihukum diberhentikan dipidana sudah #adalah",
);
const REASONS = set("#karena apalagi #misalnya terutama seperti termasuk");
const ANSWERS = set("ya tidak #tidak boleh #boleh bisa #dapat belum bukan benar");
const CONNECTS = set(
  "#karena #dan atau yang di ke dari pada untuk dalam dengan tanpa oleh agar #agar bahwa apalagi #yaitu termasuk",
);
/** One thing, and nothing that hangs on another: what stands before or behind it then hangs on all of it. */
function isPlain(part: readonly Token[]): boolean {
  return (
    part.length > 1 &&
    !part.some(
      ({ means }) =>
        MARKS.has(means) || HANGS.has(means) || (TAKES_BACK.has(means) && means !== "#bila" && means !== "jangan"),
    )
  );
}
const HANGS = set("#dan atau yang bahwa apakah #karena #agar untuk maupun tanpa");

function hasComma(part: readonly Token[]): boolean {
  return part.some(({ means }) => means === ",");
}

function isClosed(part: readonly Token[]): boolean {
  const count = (mark: string) => part.filter(({ means }) => means === mark).length;
  return count("(") === count(")") && count('"') % 2 === 0;
}

function withoutEnd(sentence: readonly Token[]): readonly Token[] {
  return sentence.at(-1)?.means === "." ? sentence.slice(0, -1) : sentence;
}
