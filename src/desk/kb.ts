import type { Command } from "commander";
import { knowledgeFolder } from "../build.ts";
import { dayIn, systemClock } from "../clock.ts";
import { day } from "../knowledge/passage.ts";
import { readKnowledge } from "../knowledge/read.ts";
import { FRESH_DAYS, staleRegulations } from "../knowledge/staleness.ts";
import { readOfficeKnowledge } from "../office-knowledge.ts";
import { BadInputError } from "./desk-error.ts";
import { addCoverage } from "./kb-coverage.ts";
import { addExport } from "./kb-export.ts";
import { addProposals } from "./kb-proposals.ts";
import { withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";

/** `desk kb …`: the knowledge. */
export function addKnowledgeCommands(desk: Command): void {
  const kb = desk.command("kb").description("the knowledge: regulations, passages, situations");
  kb.command("check")
    .option("--today <day>", "warn of checks that are too old on that day, YYYY-MM-DD", dayIn("WIB", systemClock()))
    .description("read every knowledge file and name each problem with file and line")
    .action(check);
  kb.command("show")
    .argument("<id>", "such as pp-94-2021/pasal-5/huruf-n/angka-6")
    .option("--json", "one JSON object")
    .description("show a passage")
    .action(show);
  addCoverage(kb);
  addProposals(kb);
  addExport(kb);
}

async function check({ today }: { today: string }): Promise<void> {
  if (!day.safeParse(today).success) throw new BadInputError(`--today ${today} is not a day; write it like 2026-11-22`);
  const { regulations, passages, situations, guards, version } = await readKnowledge(knowledgeFolder);
  const questions = [...situations.values(), ...guards.values()].reduce((sum, each) => sum + each.questions.length, 0);
  printLines([
    `knowledge ${version} is in order: ${regulations.size} regulations, ${passages.size} passages, ` +
      `${situations.size} situations, ${guards.size} guards, ${questions} question variants`,
    ...staleRegulations(regulations.values(), today).map(
      ({ id, singkat, dicek }) =>
        `warning: ${singkat} may change and was last checked ${dicek}, over ${FRESH_DAYS} days ago; ` +
        `read it again, then set dicek in knowledge/regulations/${id}.md`,
    ),
  ]);
}

async function show(id: string, { json }: { json?: boolean }): Promise<void> {
  const { passages } = await withOffice(({ database }) => readOfficeKnowledge(knowledgeFolder, database));
  const passage = passages.get(id);
  if (passage === undefined)
    throw new BadInputError(`${id} is not a passage; look it up with "npm run -s ask -- 'pasal …'"`);
  const { label, ringkasan, status, checked } = passage;
  if (json === true) printJson({ id, label, ringkasan, naskah: null, status, checked });
  else printLines([`${label} (${status}, ${checked})`, ringkasan]);
}
