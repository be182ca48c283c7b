import type { Command } from "commander";
import type { Shell } from "../shell.ts";
import { createWordings } from "../stores/wordings-sqlite.ts";
import { findInFile, type ImportReport, keepFound } from "./import-file.ts";
import { withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";

type Options = { id: string; title?: string; dryRun?: boolean; json?: boolean };

/** Adds `kb import`: an official text beside our summaries, searchable at once. */
export function addImport(kb: Command, shell: Shell): void {
  kb.command("import")
    .argument("<file>", "PDF with a text layer, DOCX, HTML, Markdown or text")
    .requiredOption("--id <id>", "the regulation's id, such as pp-94-2021")
    .option("--title <title>", "its title, where the file does not say it")
    .option("--dry-run", "show what would be found and write nothing")
    .option("--json", "one JSON object")
    .description("put an official text beside our summaries: show what is found, then write it")
    .action((file, options) => importText(shell, file, options));
}

const MOST_DOUBTS = 12;
const LONG_FILE = 50;
const STEPS = 10;

async function importText(shell: Shell, file: string, { id, title, dryRun, json }: Options): Promise<void> {
  const found = await findInFile(file, { id, title, progress: (done, of) => showProgress(shell, done, of) });
  const { report } = found;
  if (json !== true) printLines(shell, inWords(report));
  const written =
    dryRun !== true &&
    (await withOffice(shell, ({ database, today }) => keepFound(createWordings(database), found, today)));
  if (json === true) {
    const { pasal, ayat, huruf, angka, penjelasan, lampiran, gaps, doubts } = report;
    printJson(shell, { id, pasal, ayat, huruf, angka, penjelasan, lampiran, gaps, doubts, written });
  } else if (dryRun === true) printLines(shell, ["nothing is written (--dry-run)"]);
  else
    printLines(shell, [
      written
        ? `written: ${id} now shows this wording; look at it with: desk kb show ${id}/… or /pasal in the chat`
        : "nothing is written: this very file is imported already",
    ]);
}

function showProgress({ stderr }: Shell, done: number, of: number): void {
  if (of < LONG_FILE) return;
  if (done === of || done % Math.ceil(of / STEPS) === 0) stderr.write(`page ${done} of ${of}\n`);
}

function inWords(report: ImportReport): string[] {
  const { id, title, amends, format, pages, sha256, gaps, doubts } = report;
  const { pasal, ayat, huruf, angka, penjelasan, lampiran } = report;
  return [
    `${id}: ${title}`,
    `${format}, ${pages} page(s), fingerprint ${sha256.slice(0, 8)}${amends === undefined ? "" : `, changes ${amends}`}`,
    `found: ${pasal} pasal, ${ayat} ayat, ${huruf} huruf, ${angka} angka, ${penjelasan} penjelasan, ${lampiran} lampiran`,
    gaps.length === 0 ? "no gaps" : `${gaps.length} gap(s), not in the file or not readable: ${gaps.join("; ")}`,
    ...(doubts.length === 0 ? ["no doubts"] : [`${doubts.length} doubt(s) to compare with the original:`]),
    ...doubts.slice(0, MOST_DOUBTS).map(({ page, line, text }) => `  page ${page} line ${line}: ${text}`),
    ...(doubts.length > MOST_DOUBTS ? [`  and ${doubts.length - MOST_DOUBTS} more (--json lists all)`] : []),
  ];
}
