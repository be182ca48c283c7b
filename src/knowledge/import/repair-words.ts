/** Words after which a hyphen stays open on purpose: "pra- dan pasca-". */
const JOINING = new Set(["dan", "atau", "maupun", "serta", "hingga", "sampai"]);

/** Mends what is certain and keeps the length of lines out of it: carets, digits inside numbers, hyphens at line ends. */
export function repairWords(text: string): string {
  return text
    .replace(/\s*\n\s*/g, " ")
    .replace(/\^\s?/g, "")
    .replace(/(\p{L}{2,})-\s+(\p{L}{2,})/gu, joinHyphen)
    .replace(/\b(?=[\dOolI]*\d)(?=[\dOolI]*[OolI])[12][\dOolIL]{3}\b/g, digits)
    .replace(/\b(?:\d+[OolI]+\d*|[OolI]+\d+)\b(?!\))/g, digits)
    .replace(/(\d)\s?[o0]\/[o0]/g, "$1%")
    .replace(/\b([Aa]yat) [({](\d)[1lIt|](?=[\s,.;])/g, "$1 ($2)")
    .replace(/\b([Aa]yat) [({]([1-9])[)}]/g, "$1 ($2)")
    .replace(/\b([Aa]yat) \(a\)/g, "$1 (4)")
    .replace(/\b([Aa]yat) \([lI]\)/g, "$1 (1)")
    .replace(/ {2,}/g, " ")
    .replace(/^[\s.,:;…]+/, "")
    .trim();
}

function digits(token: string): string {
  return token.replace(/[Oo]/g, "0").replace(/[lIL]/g, "1");
}

function joinHyphen(whole: string, left: string, right: string): string {
  if (JOINING.has(right)) return whole;
  return isRepeated(left, right) || /^\p{Lu}/u.test(right) ? `${left}-${right}` : left + right;
}

/** "perundang-undangan" says a root twice, so its hyphen is part of the word. */
function isRepeated(left: string, right: string): boolean {
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  for (let length = Math.min(a.length, b.length); length >= 3; length -= 1) {
    if (a.endsWith(b.slice(0, length))) return true;
  }
  return a.slice(0, 3) === b.slice(0, 3) && a.length > 3;
}

const ODD =
  /(?:\p{Ll}\p{Lu}|\p{Ll}q(?!u)|[^\s\p{L}\d.,;:()"'“”‘’/%&?!+*=–—-]|\p{L}\d+\p{L}|^\p{Ll}{1,2}\p{Lu}{2,}$|[<>|\\~_€#@{}[\]])/u;

/** Words that look misread, as they stand; a person compares them with the original. */
export function oddWords(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== "|" && ODD.test(word.replace(/^\^/, "")) && !/^https?:|@|^www\./.test(word));
}
