import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { exportTaught } from "../knowledge/export.ts";
import { knowledgeFolder } from "../knowledge-folder.ts";
import { inForce } from "../office/proposals.ts";
import { taughtBy } from "../office/teach.ts";
import type { Shell } from "../shell.ts";
import { createProposals } from "../stores/proposals-sqlite.ts";
import { withOffice } from "./office.ts";
import { printLines } from "./output.ts";

/** `desk kb export`: what the office taught, as knowledge files for git. */
export function addExport(kb: Command, shell: Shell): void {
  kb.command("export")
    .option("--out <folder>", "where to write them; DATA_DIR/drafts unless given")
    .description("write what the office taught as knowledge files")
    .action((options) => exportFiles(shell, options));
}

async function exportFiles(shell: Shell, { out }: { out?: string }): Promise<void> {
  const { files, unreadable, folder } = await withOffice(shell, async ({ database, settings }) => {
    const { taught, unreadable } = taughtBy(inForce(await createProposals(database).list("approved")));
    const textOf = (path: string) => {
      const file = join(knowledgeFolder, path);
      return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    };
    return { files: exportTaught(taught, textOf), unreadable, folder: out ?? join(settings.DATA_DIR, "drafts") };
  });
  for (const { path, text } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const left = unreadable === 0 ? [] : [`${unreadable} approved proposals cannot be read and were left out`];
  printLines(shell, [...files.map(({ path }) => join(folder, path)), `${files.length} files written`, ...left]);
}
