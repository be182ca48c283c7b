import { type Taught, taughtId } from "./taught.ts";

/** A knowledge file to be written, by its path below `knowledge/`. */
export type KnowledgeFile = { path: string; text: string };

/**
 * What an office taught as files for `knowledge/`: variants added to the files of their situations (`textOf` reads one by
 * its path), new answers as drafts that `kb check` refuses until legal staff has given them fifteen ways of asking.
 */
export function exportTaught(taught: readonly Taught[], textOf: (path: string) => string | undefined): KnowledgeFile[] {
  const files = new Map<string, string>();
  for (const lesson of taught) {
    const path = `situations/${lesson.kind === "variant" ? lesson.situation : taughtId(lesson.id)}.md`;
    const text = files.get(path) ?? textOf(path);
    if (lesson.kind === "situation") files.set(path, text ?? draftFile(lesson));
    else if (text !== undefined) files.set(path, withQuestion(text, lesson.question));
  }
  return [...files].map(([path, text]) => ({ path, text }));
}

/** The questions are the last section, so a new one goes to the end. */
function withQuestion(text: string, question: string): string {
  const line = `- ${onOneLine(question)}`;
  return text.split("\n").includes(line) ? text : `${text.trimEnd()}\n${line}\n`;
}

function draftFile(lesson: Extract<Taught, { kind: "situation" }>): string {
  const { title, verdict, on, basis, answer, question } = lesson;
  const sanction =
    verdict === "dilarang" || verdict === "bersyarat" ? ["## Sanksi", "Tidak ada sanksi yang diatur.", ""] : [];
  return [
    "---",
    `judul: ${JSON.stringify(title)}`,
    "topik: lain",
    `putusan: ${verdict}`,
    "keyakinan: sedang",
    `dicek: ${on}`,
    ...(basis.length === 0 ? ["tanpa_dasar: Jawaban petugas kantor."] : ["dasar:", ...basis.map((id) => `  - ${id}`)]),
    "---",
    "",
    "## Jawaban",
    withoutHeadings(answer),
    "",
    ...sanction,
    "## Pertanyaan",
    `- ${onOneLine(question)}`,
    "",
  ].join("\n");
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Lines that would begin a section, a list or the fields of a file are prose here. */
function withoutHeadings(text: string): string {
  return text.replace(/^\s*(?:#+|-{3,})\s*/gm, "");
}
