import { addChanges, findChanges } from "./amendments.ts";
import { type Assembly, createAssembly } from "./assemble.ts";
import { addAttachment, addChapters, addDicta } from "./attachments.ts";
import { addBody, closingOf, findArticles, findRomanArticles } from "./body.ts";
import { blankPageTurns } from "./catchwords.ts";
import { cleanLines } from "./clean-lines.ts";
import { type Doubt, type Flow, joinLines, type ReadDocument } from "./document.ts";
import { addElucidation } from "./explain-articles.ts";
import { type Heading, isCutInArticles } from "./headings.ts";
import { writeRoman } from "./numbers.ts";
import type { Found } from "./provision.ts";
import { cutDocument, type Section } from "./sections.ts";
import { readTitle } from "./title.ts";

/** A regulation as it was found in a file. */
export type ParsedDocument = Found & {
  /** What the document calls itself; empty when it does not say. */
  title: string;
  /** The regulation it changes: "uu-1-2015". */
  amends: string | undefined;
  doubts: Doubt[];
};

/**
 * Finds the parts of a regulation in a document, under ids that begin with `regulation`. Structure is decided by the order
 * of numbers; words are mended only where that is certain, and what looks misread is listed as a doubt.
 */
export function parseDocument(document: Pick<ReadDocument, "pages">, regulation: string): ParsedDocument {
  const joined = joinLines(cleanLines(document));
  const flow: Flow = { text: blankPageTurns(joined.text), place: joined.place };
  const sections = cutDocument(flow.text);
  const opening = sections.find(({ kind }) => kind === "opening");
  const { title, amends } = readTitle(flow.text.slice(opening?.start ?? 0, opening?.end ?? 6_000));
  const assembly = createAssembly(flow, regulation);
  const bodies = sections
    .filter(({ kind }) => kind === "body")
    .map((section) => ({ section, headings: findArticles(flow.text, section.start, section.end) }));
  // A law that puts another into force carries it whole: the longer one is what people cite.
  const main = bodies.reduce((best, each) => (each.headings.length > best.headings.length ? each : best), {
    section: bodies[0]?.section ?? { kind: "body", start: 0, end: flow.text.length, number: "" },
    headings: [] as Heading[],
  } satisfies { section: Section; headings: Heading[] });
  for (const { section, headings } of bodies) {
    if (section === main.section) addMainBody(assembly, section, headings, amends);
    else if (headings.length > 0) addBody(assembly, headings, section, { prefix: ["bab-penetapan"] });
  }
  for (const [at, section] of sections.entries()) {
    if (section.kind === "elucidation") {
      const body = sections.slice(0, at).findLast(({ kind }) => kind === "body");
      addElucidation(assembly, section, body === main.section ? [] : ["bab-penetapan"], amends !== undefined);
    } else if (section.kind === "attachment" && sections[at + 1]?.kind !== "body") addAttachment(assembly, section);
  }
  const { provisions, gaps, doubts } = assembly;
  return { title, amends, provisions, gaps, doubts };
}

function addMainBody(
  assembly: Assembly,
  section: Section,
  headings: readonly Heading[],
  amends: string | undefined,
): void {
  const { text } = assembly.flow;
  const changes = amends === undefined ? undefined : findChanges(text, section.start, section.end);
  const roman = findRomanArticles(text, section.start, section.end);
  if (changes !== undefined) addChanges(assembly, changes, section.end, amends);
  else if (roman !== undefined) addBody(assembly, roman, section, { name: ({ n }) => writeRoman(n).toLowerCase() });
  else if (isCutInArticles(headings)) addBody(assembly, headings, section);
  else if (!addDicta(assembly, section.start, section.end)) {
    addChapters(assembly, [], "", section.start, section.start + closingOf(text.slice(section.start, section.end)));
  }
}
