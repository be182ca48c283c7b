import type { Command } from "commander";
import { dayIn, systemClock } from "../clock.ts";
import { day } from "../knowledge/passage.ts";
import { readKnowledge } from "../knowledge/read.ts";
import { FRESH_DAYS, staleRegulations } from "../knowledge/staleness.ts";
import { knowledgeFolder } from "../knowledge-folder.ts";
import type { Shell } from "../shell.ts";
import { BadInputError } from "./desk-error.ts";
import { addCoverage } from "./kb-coverage.ts";
import { addExport } from "./kb-export.ts";
import { addImport } from "./kb-import.ts";
import { addProposals } from "./kb-proposals.ts";
import { addReload } from "./kb-reload.ts";
import { addShow } from "./kb-show.ts";
import { printLines } from "./output.ts";

/** `desk kb …`: the knowledge. */
export function addKnowledgeCommands(desk: Command, shell: Shell): void {
  const kb = desk.command("kb").description("the knowledge: regulations, passages, situations");
  kb.command("check")
    .option("--today <day>", "warn of checks that are too old on that day, YYYY-MM-DD", dayIn("WIB", systemClock()))
    .description("read every knowledge file and name each problem with file and line")
    .action((options) => check(shell, options));
  addShow(kb, shell);
  addImport(kb, shell);
  addCoverage(kb, shell);
  addProposals(kb, shell);
  addExport(kb, shell);
  addReload(kb, shell);
}

async function check(shell: Shell, { today }: { today: string }): Promise<void> {
  if (!day.safeParse(today).success) throw new BadInputError(`--today ${today} is not a day; write it like 2026-11-22`);
  const { regulations, passages, situations, guards, version } = await readKnowledge(knowledgeFolder);
  const questions = [...situations.values(), ...guards.values()].reduce((sum, each) => sum + each.questions.length, 0);
  printLines(shell, [
    `knowledge ${version} is in order: ${regulations.size} regulations, ${passages.size} passages, ` +
      `${situations.size} situations, ${guards.size} guards, ${questions} question variants`,
    ...staleRegulations(regulations.values(), today).map(
      ({ id, singkat, dicek }) =>
        `warning: ${singkat} may change and was last checked ${dicek}, over ${FRESH_DAYS} days ago; ` +
        `read it again, then set dicek in knowledge/regulations/${id}.md`,
    ),
  ]);
}
