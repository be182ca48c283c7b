/** Shown as nothing and joined to what stands before it: behind a mark it keeps WhatsApp from seeing one. */
export const UNSEEN = "\u2060";

/** Marks that come in pairs on one line. */
export const PAIRED = ["*", "_", "~"] as const;

export type Mark = (typeof PAIRED)[number];

/**
 * A text as WhatsApp shows it unchanged: where it would turn the text's own characters into formatting, an invisible one
 * stands behind them. Everywhere else the text is left alone.
 */
export function withoutMarks(text: string): string {
  return withoutBeginnings(withoutPairs(text));
}

/** Lines that begin like a quote or a bullet and are none. */
export function withoutBeginnings(text: string): string {
  return text.replace(/^(\s*)(?=>|[*-]\s)/gm, `$1${UNSEEN}`);
}

/** One line of a text between marks of our own. */
export function marked(line: string, mark: Mark): string {
  return `${mark}${quieten(withoutPairs(line), mark)}${mark}`;
}

function withoutPairs(text: string): string {
  // A piece of code goes over lines, so two backticks anywhere are a pair.
  const quiet = hasCode(text) ? withoutCode(text) : text;
  const lineWithout = (line: string) =>
    PAIRED.reduce((rest, mark) => (isPaired(rest, mark) ? quieten(rest, mark) : rest), line);
  return quiet.split("\n").map(lineWithout).join("\n");
}

export function hasCode(text: string): boolean {
  return text.split("`").length > 2;
}

export function withoutCode(text: string): string {
  return text.replaceAll("`", `\`${UNSEEN}`);
}

/** Whether one of the marks can open (at the edge of a word, before text) and a later one close. */
export function isPaired(line: string, mark: Mark): boolean {
  const opening = new RegExp(`(?<![\\p{L}\\p{N}])[${mark}](?=\\S)`, "u").exec(line);
  if (opening === null) return false;
  return new RegExp(`\\S[${mark}](?![\\p{L}\\p{N}])`, "u").test(line.slice(opening.index + 1));
}

export function quieten(text: string, mark: Mark): string {
  return text.replaceAll(new RegExp(`[${mark}](?!${UNSEEN})`, "gu"), `${mark}${UNSEEN}`);
}
