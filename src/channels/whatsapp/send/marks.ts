/** Shown as nothing and joined to what stands before it: behind a mark it keeps WhatsApp from seeing one. */
export const UNSEEN = "\u2060";

/** Marks that come in pairs on one line. */
const PAIRED = ["*", "_", "~"] as const;

export type Mark = (typeof PAIRED)[number];

/**
 * A text as WhatsApp shows it unchanged: where it would turn the text's own characters into formatting, an invisible one
 * stands behind them. Everywhere else the text is left alone.
 */
export function withoutMarks(text: string): string {
  // A quote or a bullet: a mark at the beginning of a line.
  return withoutPairs(text).replace(/^(\s*)(?=>|[*-]\s)/gm, `$1${UNSEEN}`);
}

/** One line of a text between marks of our own. */
export function marked(line: string, mark: Mark): string {
  return `${mark}${quieten(withoutPairs(line), mark)}${mark}`;
}

function withoutPairs(text: string): string {
  // A piece of code goes over lines, so two backticks anywhere are a pair.
  const quiet = text.split("`").length > 2 ? text.replaceAll("`", `\`${UNSEEN}`) : text;
  const lineWithout = (line: string) =>
    PAIRED.reduce((rest, mark) => (isPaired(rest, mark) ? quieten(rest, mark) : rest), line);
  return quiet.split("\n").map(lineWithout).join("\n");
}

/** Whether one of the marks can open (at the edge of a word, before text) and a later one close. */
function isPaired(line: string, mark: Mark): boolean {
  const opening = new RegExp(`(?<![\\p{L}\\p{N}])[${mark}](?=\\S)`, "u").exec(line);
  if (opening === null) return false;
  return new RegExp(`\\S[${mark}](?![\\p{L}\\p{N}])`, "u").test(line.slice(opening.index + 1));
}

function quieten(text: string, mark: Mark): string {
  return text.replaceAll(new RegExp(`[${mark}](?!${UNSEEN})`, "gu"), `${mark}${UNSEEN}`);
}
