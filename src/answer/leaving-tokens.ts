/** A piece of a text between spaces. */
export type Token = {
  /** The words and numbers in it, as written. */
  parts: readonly string[];
  /** What stands between its parts. */
  between: readonly string[];
  /** Whether a sentence begins with it, and whether one ends with it. */
  begins: boolean;
  ends: boolean;
  /** A sign to show in front of it and behind it, if any. */
  before: string;
  after: string;
  /** Whether it belongs to an address or an account. */
  addressed: boolean;
};

const PART = /[\p{L}\p{M}\p{N}]+/gu;
const ENDS = /[.!?:;"“”()…]/;
const SIGN = /[.,!?:;()"]/;
/** What a sentence has without a space behind it when people are in a hurry; whatever else joins parts makes one thing of them. */
const CUTS = /(?<=[\p{L}\p{N}][,;!?()"“”…]{1,3})(?=[\p{L}\p{N}])/u;
const ADDRESS = /[@\\_]|:\/\/|www\./i;

/** A text in the form in which letters that look the same are the same, without what nobody sees. */
export function plainOf(text: string): string {
  return (
    text
      .toWellFormed()
      .normalize("NFKC")
      .replace(/\p{Cf}/gu, "")
      .replace(/[^\S\n]+/g, " ")
      // "rudi @ contoh" is one address.
      .replace(/ @ |@ /g, "@")
  );
}

/** Cuts a plain text at its spaces. */
export function tokensOf(plain: string): Token[] {
  return plain.split(/\n+/).flatMap(tokensOfLine);
}

function tokensOfLine(line: string): Token[] {
  const tokens: Token[] = [];
  let begins = true;
  for (const run of line.split(" ")) {
    const addressed = ADDRESS.test(run);
    for (const piece of run.split(CUTS)) {
      const token = tokenOf(piece, begins, addressed);
      begins = token.ends || (begins && token.parts.length === 0);
      if (token.parts.length > 0) tokens.push(token);
      else endWith(tokens.at(-1), token);
    }
  }
  const last = tokens.at(-1);
  if (last !== undefined) last.ends = true;
  return tokens;
}

/** Signs that stand apart belong to the word before them. */
function endWith(last: Token | undefined, { after, ends }: Token): void {
  if (last === undefined) return;
  if (last.after === "") last.after = after;
  last.ends ||= ends;
}

function tokenOf(piece: string, begins: boolean, addressed: boolean): Token {
  const parts: string[] = [];
  const between: string[] = [];
  let end = 0;
  for (const match of piece.matchAll(PART)) {
    between.push(piece.slice(end, match.index));
    parts.push(match[0]);
    end = match.index + match[0].length;
  }
  const [head = "", ...inner] = between;
  const tail = piece.slice(end);
  return {
    parts,
    between: inner,
    begins: begins || ENDS.test(head),
    ends: ENDS.test(tail),
    before: /[("]/.exec(head)?.[0] ?? "",
    after: SIGN.exec(tail)?.[0] ?? "",
    addressed,
  };
}
