export type Style = { bold: boolean; italic: boolean; quote: boolean };

/** A word with its style, or the end of a line. */
export type Word = ({ kind: "word"; text: string } & Style) | { kind: "break" };

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/** The words of a message in the HTML that Telegram takes, in order; spaces stay at the end of the word before them. */
export function wordsOf(html: string): Word[] {
  const style: Style = { bold: false, italic: false, quote: false };
  const words: Word[] = [];
  for (const [piece] of html.matchAll(/<[^>]+>|[^<]+/g)) {
    const tag = /^<(\/?)(\w+)/.exec(piece);
    if (tag === null) words.push(...wordsIn(unescaped(piece), { ...style }));
    else setStyle(style, tag[2] ?? "", tag[1] === "");
    if (tag?.[2] === "blockquote") words.push({ kind: "break" });
  }
  return words.filter((word, at) => !(isBreak(word) && isBreak(words[at - 1]) && isBreak(words[at - 2])));
}

/** Quotes stand on lines of their own; beside an empty line they need no further one. */
function isBreak(word: Word | undefined): boolean {
  return word?.kind === "break";
}

function setStyle(style: Style, tag: string, on: boolean): void {
  if (tag === "b") style.bold = on;
  else if (tag === "i") style.italic = on;
  else if (tag === "blockquote") style.quote = on;
  else if (tag !== "a") throw new Error(`<${tag}> is not drawn yet`);
}

function wordsIn(text: string, style: Style): Word[] {
  return text.split(/(\n)/).flatMap((line): Word[] => {
    if (line === "\n") return [{ kind: "break" }];
    return [...line.matchAll(/\S+\s*|\s+/g)].map(([word]) => ({ kind: "word", text: word, ...style }));
  });
}

function unescaped(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => NAMED[name] ?? whole);
}
