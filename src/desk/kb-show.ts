import { existsSync } from "node:fs";
import type { Command } from "commander";
import type { Passage } from "../knowledge/passage.ts";
import { readKnowledge } from "../knowledge/read.ts";
import { withWordings } from "../knowledge/with-wordings.ts";
import type { Wording } from "../knowledge/wording.ts";
import { knowledgeFolder } from "../knowledge-folder.ts";
import { readOfficeKnowledge } from "../office-knowledge.ts";
import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { databaseFile } from "../stores/database.ts";
import { createWordings } from "../stores/wordings-sqlite.ts";
import { BadInputError } from "./desk-error.ts";
import { withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";

/** Adds `kb show`: a passage with our summary and, where the office imported it, the official wording. */
export function addShow(kb: Command, shell: Shell): void {
  kb.command("show")
    .argument("<id>", "such as pp-94-2021/pasal-5/huruf-n/angka-6")
    .option("--json", "one JSON object")
    .description("show a passage: our summary, and the imported wording")
    .action((id, options) => show(shell, id, options));
}

async function show(shell: Shell, id: string, { json }: { json?: boolean }): Promise<void> {
  const { passage, wording } = await find(shell, id);
  if (passage === undefined)
    throw new BadInputError(`${id} is not a passage; look it up with "npm run -s ask -- 'pasal …'"`);
  const { label, ringkasan: summary, status, checked } = passage;
  const ringkasan = summary === "" ? null : summary;
  const naskah = wording === undefined || wording.text === "" ? null : wording.text;
  if (json === true) printJson(shell, { id, label, ringkasan, naskah, status, checked });
  else
    printLines(shell, [
      `${label} (${status}, ${checked})`,
      ...(ringkasan === null ? [] : [ringkasan]),
      ...(wording === undefined || naskah === null ? [] : inWords(naskah, wording)),
    ]);
}

function inWords(naskah: string, { elucidation, page, source: { importedOn, sha256 } }: Wording): string[] {
  return [
    "",
    `naskah (imported ${importedOn}, fingerprint ${sha256.slice(0, 8)}, page ${page}):`,
    naskah,
    ...(elucidation === "" ? [] : ["", "penjelasan:", elucidation]),
  ];
}

type Shown = { passage: Passage | undefined; wording: Wording | undefined };

/** Nothing was ever imported where there is no database, and looking must not make one. */
async function find(shell: Shell, id: string): Promise<Shown> {
  if (!existsSync(databaseFile(readSettings(shell.environment).DATA_DIR)))
    return { passage: (await readKnowledge(knowledgeFolder)).passages.get(id), wording: undefined };
  return withOffice(shell, async ({ database }) => {
    const wordings = createWordings(database);
    const [wording] = await wordings.read([id]);
    const own = await readOfficeKnowledge(knowledgeFolder, database);
    const { passages } = withWordings(own, await wordings.sources(), await wordings.index());
    return { passage: passages.get(id), wording };
  });
}
