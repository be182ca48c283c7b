import type { Command } from "commander";
import { knowledgeFolder } from "../knowledge-folder.ts";
import { decideProposal, type Unusable } from "../office/decide-proposal.ts";
import { inForce, type Proposal, type Proposals } from "../office/proposals.ts";
import { describeProposal } from "../office/teach.ts";
import { readOfficeKnowledge } from "../office-knowledge.ts";
import type { Shell } from "../shell.ts";
import { createChecks } from "../stores/checks-sqlite.ts";
import { createProposals } from "../stores/proposals-sqlite.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { actingAs, withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";

/** `desk kb pending|approve|reject|checked`: what officers add to the knowledge. */
export function addProposals(kb: Command, shell: Shell): void {
  kb.command("pending")
    .option("--json", "one JSON array")
    .description("show what waits for a second officer")
    .action((options) => pending(shell, options));
  for (const [name, approve] of [
    ["approve", true],
    ["reject", false],
  ] as const) {
    kb.command(name)
      .argument("<id>")
      .requiredOption("--as <name>", "the officer who decides; never the one who proposed it")
      .description(`${name} a proposal`)
      .action((id: string, { as }: { as: string }) => decide(shell, id, as, approve));
  }
  kb.command("approved")
    .option("--json", "one JSON array")
    .description("show what was approved and is in force")
    .action((options) => approved(shell, options));
  kb.command("withdraw")
    .argument("<id>", "the number it was approved under")
    .requiredOption("--as <name>", "the officer who proposes it; a second one approves")
    .description("propose that something approved holds no longer")
    .action((id: string, { as }: { as: string }) => withdraw(shell, id, as));
  kb.command("checked")
    .argument("<regulation>", "such as pp-94-2021")
    .requiredOption("--as <name>", "the officer who read it against its source")
    .description("state that a regulation was checked today and is still as we say")
    .action((regulation, options) => checked(shell, regulation, options));
}

const pending = (shell: Shell, options: { json?: boolean }) =>
  show(shell, "nothing waits for approval", (proposals) => proposals.list("pending"), options);

const approved = (shell: Shell, options: { json?: boolean }) =>
  show(shell, "nothing was approved yet", async (proposals) => inForce(await proposals.list("approved")), options);

async function show(
  shell: Shell,
  none: string,
  read: (proposals: Proposals) => Promise<Proposal[]>,
  { json }: { json?: boolean },
): Promise<void> {
  const rows = await withOffice(shell, async ({ database }) => {
    const { situations } = await readOfficeKnowledge(knowledgeFolder, database);
    const found = await read(createProposals(database));
    return found.map((proposal) => ({ ...proposal, says: describeProposal(proposal, situations).line }));
  });
  if (json === true)
    printJson(
      shell,
      rows.map(({ id, kind, by, on, says, body }) => ({ id, kind, by, on, says, body })),
    );
  else if (rows.length === 0) printLines(shell, [none]);
  else
    printLines(
      shell,
      rows.map(({ id, by, on, says }) => `${id}  ${on}  ${by}  ${says}`),
    );
}

async function decide(shell: Shell, id: string, as: string, approve: boolean): Promise<void> {
  if (!/^\d{1,9}$/.test(id)) throw new BadInputError(`${id} is not a proposal; see: desk kb pending`);
  await withOffice(shell, async (office) => {
    const proposals = createProposals(office.database);
    // Whoever proposed something may take it back; saying yes or no to others needs the right to approve.
    const own = !approve && (await proposals.find(Number(id)))?.by === as;
    const { name: by } = await actingAs(office, as, own ? "propose" : "approve");
    const knowledge = await readOfficeKnowledge(knowledgeFolder, office.database);
    const decided = await decideProposal(proposals, knowledge, { id: Number(id), by, approve, on: office.today });
    if (decided.kind === "unusable")
      throw new RefusedError(`${id} cannot come true: ${UNUSABLE[decided.why]}; reject it`);
    if (decided.kind === "unknown") throw new BadInputError(`${id} is not a proposal; see: desk kb pending`);
    if (decided.kind === "same-officer")
      throw new RefusedError(`${as} proposed ${id} and cannot approve it; another officer has to`);
    if (decided.kind === "already-decided")
      throw new RefusedError(`${id} was decided already (${decided.proposal.state})`);
  });
  printLines(shell, [`${id} is ${approve ? "approved and live" : "rejected"}`]);
}

const UNUSABLE: Readonly<Record<Unusable, string>> = {
  unreadable: "it cannot be read",
  "no-such-situation": "its situation does not exist any more",
  "no-such-passage": "it names a passage that does not exist",
  overlaps: "its days overlap a stage that counts already",
  "nothing-to-withdraw": "what it takes back is not in force",
};

async function withdraw(shell: Shell, text: string, as: string): Promise<void> {
  if (!/^\d{1,9}$/.test(text))
    throw new BadInputError(`${text} is not a proposal; give the number it was approved under`);
  const id = await withOffice(shell, async (office) => {
    const { name } = await actingAs(office, as, "propose");
    const proposals = createProposals(office.database);
    const target = inForce(await proposals.list("approved")).find(({ id: each }) => each === Number(text));
    if (target === undefined) throw new BadInputError(`${text} is not in force; see: desk kb approved`);
    return (await proposals.propose("withdrawal", { proposal: target.id }, name, office.today)).id;
  });
  printLines(shell, [`proposal ${id} waits for a second officer: desk kb approve ${id} --as NAME`]);
}

async function checked(shell: Shell, regulation: string, { as }: { as: string }): Promise<void> {
  await withOffice(shell, async (office) => {
    const officer = await actingAs(office, as, "check");
    const { regulations } = await readOfficeKnowledge(knowledgeFolder, office.database);
    if (!regulations.has(regulation))
      throw new BadInputError(`${regulation} is not a regulation; its id is the file's name in knowledge/regulations`);
    await createChecks(office.database).note(regulation, office.today, officer.name);
  });
  printLines(shell, [`${regulation} is checked as of today`]);
}
