import type { Claim, ModelAnswer } from "./answer-schema.ts";
import { whatDiffers } from "./claim-differs.ts";
import { says } from "./claim-says.ts";
import { OPERATORS, PERMITS } from "./claim-variants.ts";
import { MARKS, tokensOf } from "./claim-words.ts";
import type { Decision } from "./decide.ts";
import type { Material, Source } from "./material.ts";
import { sentencesOf } from "./sentences.ts";

/** A claim that was checked: it says no more than some sentences of a source, which were given and which it quoted. */
export type Kept = {
  /** As the model made it. */
  claim: Claim;
  text: string;
  source: Source;
  /** The paragraph of the source, or the item of its list, that it is from. */
  unit: string;
  /** Which sentences of that it says, one after the other. */
  sentences: readonly number[];
  /** Whether the source speaks in place of the model, which put into words of its own what it quoted rightly. */
  quoted: boolean;
};

/**
 * Why a claim is not used · `source`: not given here · `quote`: not in it, or too short · `shape`: too long, or with characters, links
 * or marks that no sentence needs · `number`, `modality`, `word`: one that the quoted sentence has not, or has and was left out ·
 * `order`: the same words, put together otherwise · `context`: says "that" of nothing · `permits`: sounds as if it were allowed ·
 * `unvouched`: only an imported text says it · `twice`: said already · `many`: more than six.
 */
export type DropReason =
  | "source"
  | "quote"
  | "shape"
  | "number"
  | "modality"
  | "word"
  | "order"
  | "context"
  | "permits"
  | "unvouched"
  | "twice"
  | "many";

export type Survivors = {
  kept: readonly Kept[];
  dropped: ReadonlyArray<{ claim: Claim; why: DropReason }>;
  /** Whether it came to another verdict than ours; then nothing of it is used. */
  contradicts: boolean;
};

const MOST_CLAIMS = 6;
const MOST_SENTENCES = 2;
const MOST_LETTERS = 480;
/** A shorter quote could be from anywhere, unless it is a whole sentence. */
const SHORTEST_QUOTE = 20;

/**
 * What of a model's answer may be said. Nothing it wrote is trusted: a claim lives only if it is, but for what never changes a
 * meaning, a sentence of the source it names. Where it says in words of its own what it quotes, the quoted sentence is said instead.
 * Pure; never throws.
 */
export function survivors(
  answer: ModelAnswer,
  { sources }: Pick<Material, "sources">,
  decision: Extract<Decision, { kind: "situation" }>,
): Survivors {
  const { situation, fitting, verdict } = decision;
  const plain = fitting?.verdict ?? situation.verdict;
  const agrees = answer.verdict === verdict || (verdict === "penjelasan" && answer.verdict === plain);
  if (answer.status === "insufficient" || !agrees)
    return { kept: [], dropped: [], contradicts: answer.status === "answered" && !agrees };
  const kept: Kept[] = [];
  const dropped: Array<{ claim: Claim; why: DropReason }> = [];
  for (const [at, claim] of answer.claims.entries()) {
    const checked = at < MOST_CLAIMS ? check(claim, sources, kept.at(-1)) : "many";
    const why =
      typeof checked === "string"
        ? checked
        : (unfit(checked, plain === "dilarang") ?? (isSaid(checked, kept) ? "twice" : undefined));
    if (typeof checked !== "string" && why === undefined) kept.push(checked);
    else dropped.push({ claim, why: why ?? "shape" });
  }
  return { kept, dropped, contradicts: false };
}

/** The claim as it may be said behind another, or why it may not. */
function check(claim: Claim, sources: readonly Source[], before: Kept | undefined): Kept | DropReason {
  const source = sources.find(({ id }) => id === claim.source);
  if (source === undefined) return "source";
  const text = claim.text.trim().replace(/[ \n]+/g, " ");
  if (!isPlainText(text)) return "shape";
  const claimed = sentencesOf(text);
  if (claimed.length === 0 || claimed.length > MOST_SENTENCES) return "shape";
  const unit = unitsOf(source).find((each) => quotedIn(claim.quote, sentencesOf(each)).length > 0);
  if (unit === undefined) return "quote";
  const all = sentencesOf(unit);
  const quoted = quotedIn(claim.quote, all);
  const kept = (text: string, sentences: readonly number[], inPlace: boolean): Kept | DropReason => {
    const each: Kept = { claim, text, source, unit, sentences, quoted: inPlace };
    return isWhole(each, all, before) ? each : "context";
  };
  const sentences: number[] = [];
  for (const each of claimed) {
    const last = sentences.at(-1);
    const found = (last === undefined ? quoted : quoted.filter((at) => at === last + 1)).find((at) =>
      says(each, all[at] ?? "", source.passage === undefined),
    );
    if (found === undefined) {
      const texts = quoted.map((at) => all[at] ?? "");
      const why = whatDiffers(each, texts);
      const ownWords = (why === "word" || why === "order") && quoted.length <= MOST_SENTENCES;
      return ownWords ? kept(finished(texts), quoted, true) : why;
    }
    sentences.push(found);
  }
  return kept(finished(claimed), sentences, false);
}

/** What of a source stands by itself: a paragraph, or an item of a list. */
function unitsOf({ kind, text }: Source): string[] {
  return kind === "conditions" || kind === "steps" ? text.split("\n") : [text];
}

/** What a sentence of the knowledge is written with, and nothing else: no other alphabet, nothing unseen, no mark-up, no address. */
function isPlainText(text: string): boolean {
  return (
    text.length <= MOST_LETTERS &&
    /^[A-Za-z0-9 .,;:()/"%–-]+$/.test(text) &&
    !/[a-z0-9-]\.[a-z]{2,}|:\/\/|\bwww\b|(?:^|\s)\/[a-z]/i.test(text)
  );
}

/** Which sentences a quote is of, if it is: cut-off ones wholly, so that none loses its "not" or its "unless". */
function quotedIn(quote: string, sentences: readonly string[]): number[] {
  const looked = squash(quote);
  const squashed = sentences.map(squash);
  if (looked === "" || (looked.length < SHORTEST_QUOTE && !squashed.includes(looked))) return [];
  const whole = squashed.join(". ");
  const start = placesOf(looked, whole).find(
    (at) => !/\w/.test(whole[at - 1] ?? "") && !/\w/.test(whole[at + looked.length] ?? ""),
  );
  if (start === undefined) return [];
  let from = 0;
  return squashed.flatMap((sentence, at) => {
    const begins = from;
    from += sentence.length + 2;
    return begins < start + looked.length && begins + sentence.length > start ? [at] : [];
  });
}

function placesOf(looked: string, whole: string): number[] {
  const places: number[] = [];
  for (let at = whole.indexOf(looked); at >= 0; at = whole.indexOf(looked, at + 1)) places.push(at);
  return places;
}

/** Without case, doubled spaces, typographic marks and what stands around a sentence. */
function squash(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[“”„]/g, '"')
    .replace(/\s+/g, " ")
    .replace(/^[" ]+|[". ]+$/g, "");
}

/** With its full stop, and without what would draw a conclusion from the claim before it: that may have been dropped. */
function finished(sentences: readonly string[]): string {
  return sentences
    .map((sentence) => sentence.replace(LEAPS, "").replace(/[. ]*$/, "."))
    .map((sentence) => sentence.replace(/^[a-z]/, (first) => first.toUpperCase()))
    .join(" ");
}
const LEAPS =
  /^(?:(?:oleh )?karena itu|sebab itu|untuk itu|maka|dengan begitu|dengan kata lain|selain itu|di samping itu),? +/i;

/**
 * Whether a claim means by itself what its sentences mean where they stand: a paragraph is said from its beginning on, and goes on only
 * right behind what was said of it; what takes a sentence back is said with it.
 */
function isWhole({ source, unit, sentences }: Kept, all: readonly string[], before: Kept | undefined): boolean {
  const [first = 0] = sentences;
  const last = sentences.at(-1) ?? 0;
  const goesOn = before?.source.id === source.id && before.unit === unit && before.sentences.at(-1) === first - 1;
  // What is said in its own place points at what it always pointed at.
  const moves = source.passage !== undefined || source.kind === "conditions";
  if (first > 0 ? !goesOn : moves && pointsBack(all[0] ?? "", source.passage !== undefined)) return false;
  const [next] = tokensOf(all[last + 1] ?? "");
  return next === undefined || source.passage === undefined || !TAKES_BACK_AHEAD.has(next.means);
}

const TAKES_BACK_AHEAD: ReadonlySet<string> = new Set(
  "#tetapi namun kecuali pengecualian pengecualiannya hanya syaratnya asalkan sebaliknya akan walau #walau".split(" "),
);
const POINTERS: ReadonlySet<string> = new Set("itu ini tersebut demikian begitu".split(" "));
const PERSONS: ReadonlySet<string> = new Set("ia dia mereka keduanya".split(" "));
/** So near the beginning there is nothing in the sentence that "ia" or "-nya" could mean. */
const AHEAD = 3;

/** Whether a sentence speaks of something that was named before it. `mute`: one without a subject does as well. */
function pointsBack(sentence: string, mute: boolean): boolean {
  const tokens = tokensOf(sentence).filter(({ means }) => !MARKS.has(means));
  const words = tokens.map(({ means }) => means);
  const named = (at: number) => words.slice(0, at - 1).some((word) => word === words[at - 1]);
  const points = words.some(
    (word, at) =>
      (POINTERS.has(word) && !named(at)) ||
      (word === "sama" && words[at - 1] === "yang") ||
      (PERSONS.has(word) && at < AHEAD),
  );
  const theirs = words.slice(0, AHEAD).some((word) => /^\w{4,}nya$/.test(word) && !ONLY_ENDS_SO.has(word));
  const start = tokens[0]?.shown.toLowerCase() ?? "";
  const subjectless = mute && (OPERATORS.has(words[0] ?? "") || /^(?:me[mnlrwy]|di[a-z]{4}|ber|ter)/.test(start));
  return points || theirs || subjectless;
}
const ONLY_ENDS_SO: ReadonlySet<string> = new Set(
  "hanya sebenarnya sebaiknya biasanya umumnya #misalnya misalnya setidaknya seharusnya sebelumnya akhirnya bertanya ditanya tanya".split(
    " ",
  ),
);

function isSaid({ unit, sentences }: Kept, kept: readonly Kept[]): boolean {
  return sentences.some((at) => kept.some((other) => other.unit === unit && other.sentences.includes(at)));
}

/** Why a sentence is better not said, though it is one of a source. */
function unfit({ text, source }: Kept, forbidden: boolean): DropReason | undefined {
  // Whoever gives an office a file must not speak through it; what it says of the matter, our summary says.
  if (source.kind === "wording") return "unvouched";
  const words = tokensOf(text).map(({ means }) => means);
  const own = source.kind === "answer" || source.kind === "case";
  return forbidden && !own && soundsAllowed(words) ? "permits" : undefined;
}

function soundsAllowed(words: readonly string[]): boolean {
  return words.some((word, at) => {
    if (word === "#dapat") return !/^di[a-z]{3}/.test(words[at + 1] ?? "");
    if (PERMITS.has(word)) return words[at - 1] !== "#tidak" && words[at - 1] !== "belum";
    const denied = word === "#tidak" || word === "bukan" || word === "tanpa";
    return denied && RISKS.test(words[at + 1] ?? "");
  });
}
const RISKS =
  /^(?:#dilarang|#wajib|perlu|melanggar|pelanggaran|sanksi|hukuman|salah|masalah|apa-apa|melarang|larangan)$/;
