import { holdsCodeWords } from "./code-run.ts";
import { namesBehind } from "./leaving-context.ts";
import { isNumberWord, type NumberSeen, readNumber, tooManyNumbers } from "./leaving-numbers.ts";
import { plainOf, type Token, tokensOf } from "./leaving-tokens.ts";
import type { LeavingWords } from "./leaving-words.ts";
import { alsoNames, givenNames, noPersons } from "./names.ts";
import { HIDDEN } from "./scrub.ts";
import { seldomNames, wordNames } from "./word-names.ts";

declare const brand: unique symbol;

/** What of somebody's words may leave this machine: words of a list, and ⟨…⟩ for all else. Nothing but a {@link Leave} makes one. */
export type Leaving = string & { readonly [brand]: true };

/**
 * What may leave of a text, in lower case; nothing where too little is left of it to be understood, where it names a file, where
 * it is longer than a question, or where it holds, or nearly holds, a code of the tip line. Any text is accepted; a millisecond at most.
 */
export type Leave = (text: string) => Leaving | undefined;

/** Whoever writes more tells a story; the guards read no further either. */
const MOST_CHARACTERS = 1_000;
const FEWEST_WORDS = 3;
/** Of a text that is mostly hidden, what is left says more about it than what it asks. */
const FEWEST_KEPT = 0.5;

const FILE = /^(?:jpe?g|png|webp|heic|gif|pdf|docx?|xlsx?|pptx?|csv|txt|zip|rar|mp[34]|m4a|mov|avi|ogg|opus|wav|apk)$/;
const LETTERS = /^[a-z]+$/;
const TWICE = /^([a-z]{3,})2(?:nya|an|in)?$/;
const CLITIC = /^([a-z]{4,})(?:nya|kah|lah|ku|mu|pun)$/;
/** A decision of the court by its number, a grade of civil servants. */
const OF_LAW = /^(?:\d{1,3}\/puu-[ivxl]{1,8}\/20\d\d|(?:i{1,3}|iv)\/[a-e])$/;
/** Written for "tidak", "ya" and "di"; any other letter alone may be one of a name that is spelled out. */
const LETTERS_ALONE = new Set(["g", "y", "d"]);

/** Syllables of names that are spelled out are no longer. */
const LONGEST_PIECE = 3;

/** `isCode`: whether a text is, or nearly is, a code of the tip line. */
export function createLeave(words: LeavingWords, isCode: (text: string) => boolean): Leave {
  return (text) => {
    if (text.length > MOST_CHARACTERS) return undefined;
    const plain = plainOf(text);
    // One character may stand for eighteen.
    if (plain.length > MOST_CHARACTERS || isCode(plain)) return undefined;
    const tokens = tokensOf(plain);
    if (tokens.some(isFile) || holdsCodeWords(tokens.map(({ parts }) => parts))) return undefined;
    const said = tokens.map((token, at) => sayToken(token, tokens[at - 1], words));
    hideNames(tokens, said, words);
    hidePlates(tokens, said);
    hideNumbers(tokens, said);
    hideSplit(tokens, said);
    hideSeldom(tokens, said);
    const kept = said.filter((each) => each !== undefined && /[a-z]{2}/.test(each)).length;
    if (kept < FEWEST_WORDS || kept <= tokens.length * FEWEST_KEPT) return undefined;
    return together(tokens, said) as Leaving;
  };
}

/** How each token is shown; undefined for hidden. */
type Said = Array<string | undefined>;

function sayToken(token: Token, before: Token | undefined, words: LeavingWords): string | undefined {
  const { parts, between, addressed } = token;
  if (addressed) return undefined;
  const lower = parts.map((part) => part.toLowerCase());
  const [first = ""] = lower;
  if (parts.length === 1) return sayPart(first, before, words);
  const whole = lower.reduce((all, part, at) => all + (at === 0 ? "" : (between[at - 1] ?? "")) + part, "");
  if (OF_LAW.test(whole)) return whole;
  if (/\d/.test(whole))
    return /^(?:[\d./:-]+|(?:no|pp|uu)\.?\d{1,3}\/\d{4}|ke-\d{1,2}|h[-+]\d)$/.test(whole) ? whole : undefined;
  // "bu-di": syllables of a name are short, and words that are joined hardly ever are.
  const short = lower.filter((part) => part.length <= LONGEST_PIECE);
  if (short.length > 1 && !(between.every((sign) => sign === "/") && short.every((part) => noPersons.has(part))))
    return undefined;
  const all = lower.map((part) => sayPart(part, undefined, words));
  if (all.includes(undefined) || between.some((sign) => !/^[-./&+]$/.test(sign))) return undefined;
  // One word twice is what makes it many, also of words that are names.
  return all.join(between.includes("-") ? "-" : between.includes("/") ? "/" : " ");
}

function sayPart(part: string, before: Token | undefined, { mayLeave, isName }: LeavingWords): string | undefined {
  if (/^\d/.test(part)) return part;
  if (part.length === 1) {
    const isOfLaw = before?.parts.at(-1)?.toLowerCase() === "huruf" && LETTERS.test(part);
    return isOfLaw || LETTERS_ALONE.has(part) ? part : undefined;
  }
  if (LETTERS.test(part) && mayLeave(part)) return part;
  const single = part.replace(/([a-z])\1{2,}/g, "$1");
  const root = TWICE.exec(single)?.[1] ?? single;
  const bare = CLITIC.exec(root)?.[1] ?? root;
  if (!LETTERS.test(root) || isName(part) || isName(root)) return undefined;
  return mayLeave(root) || mayLeave(bare) ? single : undefined;
}

function isFile({ parts, between }: Token): boolean {
  return parts.length > 1 && between.at(-1) === "." && FILE.test(parts.at(-1)?.toLowerCase() ?? "");
}

/** What is written as names are, or stands where they do. */
function hideNames(tokens: readonly Token[], said: Said, words: LeavingWords): void {
  const shouts = isShouted(tokens);
  const behind = namesBehind(words);
  for (const [at, token] of tokens.entries()) {
    const [first = ""] = token.parts;
    const word = first.toLowerCase();
    // "TIDAK" is said louder; a name in capitals is one.
    const isLoud = /^\p{Lu}+$/u.test(first) && words.isFrequent(word) && !seldomNames.has(word);
    const capital = !shouts && !token.begins && /^\p{Lu}/u.test(first) && !isLoud;
    const hidden = said[at] === undefined || (capital && !noPersons.has(word) && word !== "no");
    const mayBeName = behind(token, hidden);
    if (hidden || mayBeName) said[at] = undefined;
  }
}

function isShouted(tokens: readonly Token[]): boolean {
  const letters = tokens.flatMap(({ parts }) => parts).join("");
  return letters.replace(/\P{Lu}/gu, "").length > letters.length / 2;
}

function hideNumbers(tokens: readonly Token[], said: Said): void {
  const seen: NumberSeen[] = [];
  let refused = false;
  for (const [at, shown] of said.entries()) {
    if (shown === undefined) {
      refused ||= (tokens[at]?.parts.join("").match(/\p{N}/gu) ?? []).length >= FEWEST_OF_NUMBER;
      continue;
    }
    if (isNumberWord(shown)) seen.push({ at, digits: 0, isLaw: false, isWord: true });
    // What begins with its own word ("pp.94/2021") has it before the number.
    if (!/^(?:\d|(?:no|pp|uu)\.?\d)/.test(shown)) continue;
    const before = wordBefore(tokens, at);
    const number = readNumber(shown.replace(/^[a-z]+\.?/, ""), before, at);
    if (number === undefined) {
      said[at] = undefined;
      refused = true;
    } else seen.push(number);
  }
  for (const at of tooManyNumbers(seen, refused)) said[at] = undefined;
}

/** So many digits, however they were written, may be part of a number that is somebody's. */
const FEWEST_OF_NUMBER = 2;

/** The word that says what a number is of: "uu no 7" has it before "no". */
function wordBefore(tokens: readonly Token[], at: number): string {
  const word = tokens[at - 1]?.parts.at(-1)?.toLowerCase() ?? "";
  return /^(?:no|nomor|nomer)$/.test(word) ? (tokens[at - 2]?.parts.at(-1)?.toLowerCase() ?? "") : word;
}

/** What plates of cars begin with, a number behind it. */
const PLATE = /^(?:[a-z]|a[abdeg]|b[abdeghklmnp]|d[abcdeghklmnrstw]|e[abd]|k[bhtu]|p[abgst])$/;

/** "b 1 ri" */
function hidePlates(tokens: readonly Token[], said: Said): void {
  const words = tokens.map(({ parts }) => parts.join("").toLowerCase());
  for (const [at, word] of words.entries()) {
    const isPlate =
      PLATE.test(word) && /^\d{1,4}$/.test(words[at + 1] ?? "") && /^[a-z]{1,3}$/.test(words[at + 2] ?? "");
    // "huruf a 1 dan": a letter of the law.
    if (isPlate && words[at - 1] !== "huruf") said.fill(undefined, at, at + 3);
  }
}

const MOST_PIECES = 4;

/** "bu di": a name whose syllables stand apart. */
function hideSplit(tokens: readonly Token[], said: Said): void {
  const short = tokens.map(({ parts }) => {
    const word = parts.join("").toLowerCase();
    return word.length <= LONGEST_PIECE ? word : undefined;
  });
  for (const from of short.keys()) {
    let name = short[from] ?? "";
    for (let to = from + 1; to < from + MOST_PIECES && name !== ""; to += 1) {
      const piece = short[to];
      name = piece === undefined ? "" : name + piece;
      if (givenNames.has(name) || alsoNames.has(name) || wordNames.has(name)) said.fill(undefined, from, to + 1);
    }
  }
}

function hideSeldom(tokens: readonly Token[], said: Said): void {
  const wasHidden = said.map((each, at) => each === undefined && tokens[at]?.parts.some((part) => !/\d/.test(part)));
  for (const [at, shown] of said.entries()) {
    if (shown === undefined || !seldomNames.has(shown)) continue;
    const isBeside =
      (wasHidden[at - 1] === true && tokens[at - 1]?.ends === false) ||
      (wasHidden[at + 1] === true && tokens[at]?.ends === false);
    if (isBeside) said[at] = undefined;
  }
}

/** Several hidden ones beside each other say how long a name is: they become one. */
function together(tokens: readonly Token[], said: Said): string {
  let text = "";
  for (const [at, { before, after }] of tokens.entries()) {
    const shown = said[at];
    if (shown === undefined) text = text.endsWith(HIDDEN) ? text : `${text} ${HIDDEN}`;
    else text = `${text} ${before}${shown}`;
    if (after !== "" && (shown !== undefined || tokens[at]?.ends === true)) text += after;
  }
  return text.trim();
}
