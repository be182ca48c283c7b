/** What stands for a letter in words that are written so that no filter reads them ("b4gi"). */
const LETTERS: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
};
/** Letters of other alphabets that look like ours. */
const ALIKE: Readonly<Record<string, string>> = {
  ...{ а: "a", е: "e", о: "o", р: "p", с: "c", у: "y", х: "x", і: "i", ѕ: "s", к: "k", м: "m", т: "t", в: "b", н: "h" },
  ...{ α: "a", ε: "e", ο: "o", ρ: "p", ι: "i", κ: "k", ν: "v", τ: "t", υ: "u" },
};
const LONGEST = 40;

/**
 * The words of a text in order, and each "?" as a word of its own: lower case, no marks or emoji, digits by their number only.
 * Puts together what was spelled with spaces ("b a g i"), takes apart what file names glue ("lurah_bagi", "LurahBagi").
 */
export function plainTokens(text: string): string[] {
  const plain = text
    .toWellFormed()
    .normalize("NFKD")
    .replace(/\p{M}|\p{Cf}/gu, "")
    .replace(/%20/g, " ")
    .replace(/(?<=\p{Ll})(?=\p{Lu}\p{Ll})/gu, " ")
    .toLowerCase()
    .replace(/[а-яіѕα-ω]/gu, (letter) => ALIKE[letter] ?? letter);
  // Two spaces or a new line end a word that is spelled out.
  const tokens = plain.split(/\s{2,}|\n/).flatMap((part) => joinSpelled(part.match(/[\p{L}\p{N}]+|\?/gu) ?? []));
  return tokens.map(settled).filter((token, at, all) => token !== "" && token !== all[at - 1]);
}

function joinSpelled(tokens: readonly string[]): string[] {
  const joined: string[] = [];
  let run = "";
  for (const token of tokens) {
    if (/^\p{L}$/u.test(token)) {
      run += token;
      continue;
    }
    if (run !== "") joined.push(run);
    run = "";
    joined.push(token);
  }
  return run === "" ? joined : [...joined, run];
}

function settled(token: string): string {
  if (/^\d+$/.test(token)) return `#${Math.min(token.length, 5)}`;
  // "50rb", "2jt", "13an": amounts.
  if (/^\d+(?:rb|ribu|jt|juta|an|k|x)$/.test(token)) return `#${token.replace(/\d+/, "")}`;
  const single = token.replace(/^(\p{L}{3,})2(nya|an|in)?$/u, "$1$2");
  const spelled = /\p{L}\d+\p{L}|^\d+\p{L}{2}|\p{L}{3}\d$/u.test(single)
    ? single.replace(/[0134578]/g, (digit) => LETTERS[digit] ?? digit)
    : single;
  return spelled.replace(/(\p{L})\1{2,}/gu, "$1").slice(0, LONGEST);
}
