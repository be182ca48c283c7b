import type { Wording } from "./wording.ts";

export type WordingRow = { id: string; sign: string; text: string; page: number };

/** The rows of a part and of all below it, in their order, as one text with a sign ahead of each part. */
export function composeWording(
  id: string,
  rows: readonly WordingRow[],
): Pick<Wording, "id" | "text" | "elucidation" | "page"> {
  const depth = id.split("/").length;
  const isElucidation = id.endsWith("/penjelasan");
  const words = rows.filter((row) => isElucidation || !row.id.endsWith("/penjelasan"));
  const lines = words.flatMap(({ id: each, sign, text }) => {
    if (each === id) return text === "" ? [] : [text];
    const indent = "  ".repeat(Math.max(0, each.split("/").length - depth - 1));
    return [`${indent}${[sign, text].filter((part) => part !== "").join(" ")}`];
  });
  const explained = rows.filter(
    ({ id: each, text }) => !isElucidation && each.endsWith("/penjelasan") && !isPlain(text),
  );
  return {
    id,
    text: lines.join("\n"),
    elucidation: explained.map(({ id: each, text }) => `${whereIn(id, each)}${text}`).join("\n"),
    page: words[0]?.page ?? rows[0]?.page ?? 1,
  };
}

/** "Cukup jelas." says nothing to anybody. */
function isPlain(text: string): boolean {
  return text === "" || /^cukup\s+jelas[\s.]*$/i.test(text);
}

/** "Huruf a: " for the elucidation of a part below the one shown. */
function whereIn(id: string, elucidation: string): string {
  const path = elucidation.slice(id.length).split("/").slice(1, -1);
  if (path.length === 0) return "";
  const names = path.map((part) => {
    const [kind = "", value = ""] = part.split("-");
    return kind === "ayat" ? `ayat (${value})` : `${kind} ${value}`;
  });
  return `${names.join(" ").replace(/^./, (first) => first.toUpperCase())}: `;
}
