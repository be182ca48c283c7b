import { writeRoman } from "../knowledge/import/numbers.ts";

/** How one level of a list is numbered: "%1." in lower-case letters, from 1. */
type Level = { format: string; text: string; start: number };
type List = { levels: Level[]; key: string };

/**
 * The numbers that Word shows ahead of paragraphs and that stand nowhere in the text: one entry a paragraph in document
 * order, empty for one without. `documentXml` and `numberingXml` are the parts of the file of those names.
 */
export function paragraphNumbers(documentXml: string, numberingXml: string): string[] {
  const lists = readLists(numberingXml);
  const counters = new Map<string, number[]>();
  return [...documentXml.matchAll(/<w:p(?=[ >/])(?:[^>]*\/>|[^>]*>([\s\S]*?)<\/w:p>)/g)].map(([, inner = ""]) => {
    const properties = /<w:numPr>([\s\S]*?)<\/w:numPr>/.exec(inner)?.[1];
    const list = lists.get(attribute(properties ?? "", "numId") ?? "");
    if (properties === undefined || list === undefined) return "";
    const depth = Number(attribute(properties, "ilvl") ?? "0");
    const counts = counters.get(list.key) ?? [];
    counters.set(list.key, count(counts, depth, list));
    return sign(counts, depth, list);
  });
}

function readLists(xml: string): Map<string, List> {
  const abstract = new Map<string, Level[]>();
  for (const [, id = "", inner = ""] of xml.matchAll(
    /<w:abstractNum [^>]*w:abstractNumId="(\d+)"[^>]*>([\s\S]*?)<\/w:abstractNum>/g,
  )) {
    const levels: Level[] = [];
    for (const [, depth = "0", level = ""] of inner.matchAll(/<w:lvl [^>]*w:ilvl="(\d)"[^>]*>([\s\S]*?)<\/w:lvl>/g)) {
      levels[Number(depth)] = {
        format: attribute(level, "numFmt") ?? "decimal",
        text: attribute(level, "lvlText") ?? "",
        start: Number(attribute(level, "start") ?? "1"),
      };
    }
    abstract.set(id, levels);
  }
  const lists = new Map<string, List>();
  for (const [, id = "", inner = ""] of xml.matchAll(/<w:num [^>]*w:numId="(\d+)"[^>]*>([\s\S]*?)<\/w:num>/g)) {
    const base = attribute(inner, "abstractNumId") ?? "";
    // A list that begins anew has its own count; others of one kind go on counting together.
    const key = inner.includes("<w:startOverride") ? `num ${id}` : `kind ${base}`;
    lists.set(id, { levels: abstract.get(base) ?? [], key });
  }
  return lists;
}

function attribute(xml: string, element: string): string | undefined {
  return new RegExp(`<w:${element} [^>]*?w:val="([^"]*)"`).exec(xml)?.[1];
}

/** Counts one more at a depth; what stands deeper begins anew. */
function count(counts: number[], depth: number, { levels }: List): number[] {
  const start = levels[depth]?.start ?? 1;
  counts[depth] = (counts[depth] ?? start - 1) + 1;
  counts.length = depth + 1;
  return counts;
}

function sign(counts: readonly number[], depth: number, { levels }: List): string {
  const level = levels[depth];
  if (level === undefined || level.format === "bullet" || level.format === "none") return "";
  return level.text.replace(/%(\d)/g, (_, place: string) => {
    const at = Number(place) - 1;
    return written(counts[at] ?? levels[at]?.start ?? 1, levels[at]?.format ?? "decimal");
  });
}

function written(n: number, format: string): string {
  if (format === "lowerLetter" || format === "upperLetter") {
    const letters = String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.ceil(n / 26));
    return format === "upperLetter" ? letters.toUpperCase() : letters;
  }
  if (format === "lowerRoman") return writeRoman(n).toLowerCase();
  return format === "upperRoman" ? writeRoman(n) : String(n);
}
