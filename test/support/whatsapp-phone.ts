/** What a person sees of a WhatsApp text: the words without marks and invisible letters, and what the marks made of them. */
export type Shown = {
  text: string;
  bold: string[];
  italic: string[];
  struck: string[];
  code: string[];
  quotes: string[];
};

const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]/g;

/**
 * Shows a text as WhatsApp's help says its marks work and as its phones do: a mark opens at the edge of a word and right
 * before text, closes right behind text, all on one line; an invisible letter behind it keeps it a letter.
 */
export function shownOnPhone(text: string): Shown {
  const shown: Shown = { text: "", bold: [], italic: [], struck: [], code: [], quotes: [] };
  const note = (into: string[]) => (_: string, content: string) => {
    into.push(bare(content));
    return content;
  };
  const withoutCode = text
    .replace(/```([^`\u2060](?:[\s\S]*?[^`])?)```/g, note(shown.code))
    .replace(/`([^`\u2060\n][^`\n]*)`(?!\u2060)/g, note(shown.code));
  const lines = withoutCode.split("\n").map((line) => {
    let rest = line;
    const quote = /^> ?(?=\S)/.exec(rest);
    if (quote !== null) rest = rest.slice(quote[0].length);
    rest = rest.replace(/^[*-] (?=\S)/, "• ");
    // Marks stand inside each other, so as long as one is found there may be more.
    for (const [mark, into] of [
      ["*", shown.bold],
      ["_", shown.italic],
      ["~", shown.struck],
    ] as const) {
      rest = rest.replace(
        new RegExp(
          `(?<![\\p{L}\\p{N}\\u2060])[${mark}](?![\\s\\u2060])(.*?[^\\s])[${mark}](?![\\p{L}\\p{N}\\u2060])`,
          "gu",
        ),
        note(into),
      );
    }
    if (quote !== null) shown.quotes.push(bare(rest));
    return rest;
  });
  shown.text = bare(lines.join("\n"));
  return shown;
}

function bare(text: string): string {
  return text.replace(INVISIBLE, "");
}
