import type { Command } from "commander";
import { type Coverage, coverage } from "../knowledge/coverage.ts";
import { readKnowledge } from "../knowledge/read.ts";
import { knowledgeFolder } from "../knowledge-folder.ts";
import type { Shell } from "../shell.ts";
import { NotInOrderError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";

/** Adds `kb coverage`: exit 0 when every fact is answered or explained and every situation founded or explained. */
export function addCoverage(kb: Command, shell: Shell): void {
  kb.command("coverage")
    .option("--json", "one JSON object")
    .option("--knowledge <folder>", "another knowledge folder", knowledgeFolder)
    .description("list facts that no situation answers, and situations without a passage")
    .action(async ({ json, knowledge }: { json?: boolean; knowledge: string }) => {
      const found = coverage(await readKnowledge(knowledge));
      if (json === true) printJson(shell, found);
      else printLines(shell, inWords(found));
      const open = found.factsWithoutSituation.length + found.situationsWithoutPassage.length;
      if (open > 0) throw new NotInOrderError();
    });
}

function inWords({ facts, situations, factsWithoutSituation, situationsWithoutPassage }: Coverage): string[] {
  return [
    `${facts} facts, ${factsWithoutSituation.length} without a situation or a reason (keadaan, alasan)`,
    ...factsWithoutSituation.map((id) => `  ${id}`),
    `${situations} situations, ${situationsWithoutPassage.length} without a passage or a reason (dasar, tanpa_dasar)`,
    ...situationsWithoutPassage.map((id) => `  ${id}`),
  ];
}
