import type { Command } from "commander";
import { knowledgeFolder } from "../knowledge-folder.ts";
import { describeProposal } from "../office/teach.ts";
import { readOfficeKnowledge } from "../office-knowledge.ts";
import { createChecks } from "../stores/checks-sqlite.ts";
import { createProposals } from "../stores/proposals-sqlite.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { actingAs, withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";

/** `desk kb pending|approve|reject|checked`: what officers add to the knowledge. */
export function addProposals(kb: Command): void {
  kb.command("pending")
    .option("--json", "one JSON array")
    .description("show what waits for a second officer")
    .action(pending);
  for (const [name, approve] of [
    ["approve", true],
    ["reject", false],
  ] as const) {
    kb.command(name)
      .argument("<id>")
      .requiredOption("--as <name>", "the officer who decides; never the one who proposed it")
      .description(`${name} a proposal`)
      .action((id: string, { as }: { as: string }) => decide(id, as, approve));
  }
  kb.command("checked")
    .argument("<regulation>", "such as pp-94-2021")
    .requiredOption("--as <name>", "the officer who read it against its source")
    .description("state that a regulation was checked today and is still as we say")
    .action(checked);
}

async function pending({ json }: { json?: boolean }): Promise<void> {
  const rows = await withOffice(async ({ database }) => {
    const { situations } = await readOfficeKnowledge(knowledgeFolder, database);
    const waiting = await createProposals(database).list("pending");
    return waiting.map((proposal) => ({ ...proposal, says: describeProposal(proposal, situations).line }));
  });
  if (json === true) printJson(rows.map(({ id, kind, by, on, says, body }) => ({ id, kind, by, on, says, body })));
  else if (rows.length === 0) printLines(["nothing waits for approval"]);
  else printLines(rows.map(({ id, by, on, says }) => `${id}  ${on}  ${by}  ${says}`));
}

async function decide(id: string, as: string, approve: boolean): Promise<void> {
  if (!/^\d{1,9}$/.test(id)) throw new BadInputError(`${id} is not a proposal; see: desk kb pending`);
  await withOffice(async (office) => {
    const officer = await actingAs(office, as, "approve");
    const decided = await createProposals(office.database).decide(Number(id), officer.name, approve, office.today);
    if (decided.kind === "unknown") throw new BadInputError(`${id} is not a proposal; see: desk kb pending`);
    if (decided.kind === "same-officer")
      throw new RefusedError(`${as} proposed ${id} and cannot approve it; another officer has to`);
    if (decided.kind === "already-decided")
      throw new RefusedError(`${id} was decided already (${decided.proposal.state})`);
  });
  printLines([`${id} is ${approve ? "approved and live" : "rejected"}`]);
}

async function checked(regulation: string, { as }: { as: string }): Promise<void> {
  await withOffice(async (office) => {
    const officer = await actingAs(office, as, "check");
    const { regulations } = await readOfficeKnowledge(knowledgeFolder, office.database);
    if (!regulations.has(regulation))
      throw new BadInputError(`${regulation} is not a regulation; its id is the file's name in knowledge/regulations`);
    await createChecks(office.database).note(regulation, office.today, officer.name);
  });
  printLines([`${regulation} is checked as of today`]);
}
