import { createWordingStems } from "../answer/wording-stems.ts";
import { type Progress, readDocument } from "../documents/read-document.ts";
import { type Counts, countProvisions } from "../knowledge/import/count.ts";
import type { Doubt, ReadDocument } from "../knowledge/import/document.ts";
import { type ParsedDocument, parseDocument } from "../knowledge/import/parse-document.ts";
import { passageId } from "../knowledge/passage.ts";
import type { Wordings } from "../knowledge/wording.ts";
import { BadInputError } from "./desk-error.ts";

/** What was found in a file; nothing is written yet. */
export type ImportReport = Counts & {
  id: string;
  title: string;
  amends: string | undefined;
  format: ReadDocument["format"];
  sha256: string;
  pages: number;
  gaps: readonly string[];
  doubts: readonly Doubt[];
};

export type ImportFound = { report: ImportReport; parsed: ParsedDocument };

const REGULATION_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Reads a file and finds the parts of the regulation in it. Throws {@link BadInputError} with one sentence when the file
 * cannot be read, the id is none, or nothing that could be cited is in it.
 */
export async function findInFile(
  file: string,
  { id, title, progress }: { id: string; title?: string | undefined; progress?: Progress },
): Promise<ImportFound> {
  if (!REGULATION_ID.test(id) || !passageId.safeParse(id).success)
    throw new BadInputError(`--id ${id}: write it like pp-94-2021, lower-case letters, digits and hyphens`);
  const read = await readDocument(file, progress);
  if ("refused" in read) throw new BadInputError(read.refused);
  const { format, sha256, pages } = read.document;
  const parsed = parseDocument(read.document, id);
  const name = title?.trim() || parsed.title;
  if (!parsed.provisions.some(({ text }) => text !== ""))
    throw new BadInputError(`${file} holds no articles, dicta or numbered parts; is it the regulation itself?`);
  if (name === "")
    throw new BadInputError(
      `${file} does not say what it is called; add --title "Peraturan … Nomor … Tahun … tentang …"`,
    );
  const blankPages = pages.filter(({ lines }) => lines.every((line) => line.trim() === ""));
  const doubts = [
    ...parsed.doubts,
    ...blankPages.map(({ number }) => ({ page: number, line: 1, text: "(halaman tanpa teks)" })),
  ].sort((a, b) => a.page - b.page || a.line - b.line);
  const counts = countProvisions(parsed.provisions);
  const { amends, gaps } = parsed;
  return { report: { id, title: name, amends, format, sha256, pages: pages.length, ...counts, gaps, doubts }, parsed };
}

/** Puts what was found into the office's texts; false when that very file is there already. */
export function keepFound(wordings: Wordings, { report, parsed }: ImportFound, today: string): Promise<boolean> {
  const { id, title, sha256, format, pages, amends } = report;
  return wordings.replace(
    { regulation: id, title, sha256, format, pages, amends, importedOn: today },
    parsed.provisions,
    createWordingStems(),
  );
}
