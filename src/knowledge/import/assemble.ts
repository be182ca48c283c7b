import { cutArticle, type Piece } from "./cut-article.ts";
import type { Doubt, Flow } from "./document.ts";
import { splitPageRest } from "./page-rest.ts";
import type { Found, Provision } from "./provision.ts";
import { oddWords, repairWords } from "./repair-words.ts";

/** Collects what is found in a document; ids stay unique, the first that came keeps its own. */
export type Assembly = Found & {
  doubts: Doubt[];
  /** The document's text and the way to its lines. */
  flow: Flow;
  regulation: string;
  add(part: NewPart): void;
  gap(label: string): void;
};

export type NewPart = Pick<Provision, "sign" | "heading"> & {
  path: readonly string[];
  /** Where its own words stand in the flow. */
  start: number;
  end: number;
  amends?: Provision["amends"];
};

const LONGEST_DOUBT = 80;

export function createAssembly(flow: Flow, regulation: string): Assembly {
  const known = new Set<string>();
  const provisions: Provision[] = [];
  const gaps: string[] = [];
  const doubts: Doubt[] = [];
  return {
    provisions,
    gaps,
    doubts,
    flow,
    regulation,
    gap(label) {
      if (!gaps.includes(label)) gaps.push(label);
    },
    add({ path, sign, heading, start, end, amends }) {
      const id = [regulation, ...path].join("/");
      const written = flow.text.slice(start, end);
      const place = flow.place(start + (written.length - written.trimStart().length));
      const { kept, rest } = splitPageRest(written);
      if (rest !== "")
        doubts.push({
          ...flow.place(start + kept.length + 1),
          text: rest.replace(/\s+/g, " ").slice(0, LONGEST_DOUBT),
        });
      const text = repairWords(kept);
      if (known.has(id)) {
        doubts.push({ ...place, text: `${sign} ${text}`.trim().slice(0, LONGEST_DOUBT) });
        return;
      }
      known.add(id);
      for (const word of oddWords(text)) {
        const at = Math.max(0, written.indexOf(word));
        doubts.push({ ...flow.place(start + at), text: word.slice(0, LONGEST_DOUBT) });
      }
      provisions.push({ id, sign, heading, text, ...place, ...(amends === undefined ? {} : { amends }) });
    },
  };
}

/** Adds an article and all its parts; `label` names it in gaps. */
export function addArticle(assembly: Assembly, part: NewPart, label: string): void {
  const text = assembly.flow.text.slice(part.start, part.end);
  const { lead, pieces, missing } = cutArticle(text);
  assembly.add({ ...part, end: part.start + lead });
  addPieces(assembly, part, pieces);
  for (const path of missing) assembly.gap(`${label} ${path.map(spell).join(" ")}`);
}

/** Adds the parts below `part`; where they stand is counted from its start. */
export function addPieces(assembly: Assembly, { amends: _, ...part }: NewPart, pieces: readonly Piece[]): void {
  for (const { path, sign, start, end, misread } of pieces) {
    if (misread !== undefined) {
      const text = `${misread} = ${sign}`;
      assembly.doubts.push({ ...assembly.flow.place(part.start + start - misread.length), text });
    }
    assembly.add({ ...part, path: [...part.path, ...path], sign, start: part.start + start, end: part.start + end });
  }
}

/** "ayat (2)" for "ayat-2", "huruf n" for "huruf-n". */
export function spell(part: string): string {
  const [kind = "", value = ""] = part.split("-");
  return kind === "ayat" ? `ayat (${value})` : `${kind} ${value}`;
}
