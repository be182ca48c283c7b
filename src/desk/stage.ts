import type { Command } from "commander";
import { readKnowledge } from "../knowledge/read.ts";
import { runningOn } from "../knowledge/running-stages.ts";
import { type Stage, stageNames } from "../knowledge/stages.ts";
import { knowledgeFolder } from "../knowledge-folder.ts";
import { inForce, type Proposal, type Proposals } from "../office/proposals.ts";
import {
  clashOf,
  type Overlaid,
  type StageBody,
  stageBody,
  whatIsWrong,
  withStages,
} from "../office/stage-proposals.ts";
import type { Shell } from "../shell.ts";
import { createProposals } from "../stores/proposals-sqlite.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { actingAs, type Office, withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";

/** `desk stage …`: the election calendar, changed by two officers. */
export function addStageCommands(desk: Command, shell: Shell): void {
  const stage = desk.command("stage").description("the stages of elections: list them, propose days, approve");
  stage
    .command("list")
    .option("--json", "one JSON object")
    .description("show every stage that counts, which one runs today, and what waits for approval")
    .action((options) => list(shell, options));
  stage
    .command("set")
    .description("propose the days of a stage; prints the number a second officer approves")
    .requiredOption("--election <election>", HINTS.election)
    .requiredOption("--region <region>", HINTS.region)
    .requiredOption("--stage <stage>", HINTS.stage)
    .requiredOption("--from <day>", HINTS.from)
    .requiredOption("--until <day>", HINTS.until)
    .requiredOption("--source <url>", HINTS.source)
    .option("--as <officer>", "who proposes it")
    .action((options) => propose(shell, options));
  stage
    .command("approve")
    .argument("<id>", "the number that set printed")
    .option("--as <officer>", "who approves it; never the one who proposed it")
    .description("let proposed days count")
    .action((id: string, options: { as?: string }) => decide(shell, id, options.as, true));
  stage
    .command("reject")
    .argument("<id>", "the number that set printed")
    .option("--as <officer>", "who rejects it; whoever proposed it may take it back")
    .description("drop proposed days")
    .action((id: string, options: { as?: string }) => decide(shell, id, options.as, false));
}

const HINTS: Readonly<Record<keyof StageBody, string>> = {
  election: "pemilu or pilkada and its year, such as pilkada-2030",
  region: "nasional, or a province or regency in lower case, such as kota-ambon",
  stage: `one of ${stageNames.join(", ")}`,
  from: "the first day, YYYY-MM-DD",
  until: "the last day, YYYY-MM-DD, not before the first",
  source: "the web address of the official announcement",
};

async function propose(
  shell: Shell,
  { as, ...given }: { as?: string } & Record<keyof StageBody, string>,
): Promise<void> {
  const parsed = stageBody.safeParse(given);
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? "stage") as keyof StageBody;
    throw new BadInputError(`--${field} ${given[field]} cannot be used; give ${HINTS[field]}`);
  }
  const id = await withOffice(shell, async (office) => {
    const { name } = await actingAs(office, as, "propose");
    const { proposals, calendar } = await openCalendar(office);
    const clash = clashOf(parsed.data, calendar);
    if (clash !== undefined) throw new BadInputError(explainClash(clash));
    return (await proposals.propose("stage", parsed.data, name, office.today)).id;
  });
  printLines(shell, [String(id)]);
}

async function decide(shell: Shell, text: string, as: string | undefined, approve: boolean): Promise<void> {
  const id = Number(text);
  if (!/^\d{1,15}$/.test(text)) throw new BadInputError(`${text} is not a number; see: desk stage list`);
  const line = await withOffice(shell, async (office) => {
    const { proposals, calendar } = await openCalendar(office);
    const proposal = await proposals.find(id);
    if (proposal?.kind !== "stage") throw new BadInputError(`there is no stage proposal ${id}; see: desk stage list`);
    // Whoever proposed something may take it back; saying yes or no to others needs the right to approve.
    const { name } = await actingAs(office, as, !approve && proposal.by === as ? "propose" : "approve");
    if (approve && proposal.state === "pending" && proposal.by !== name) refuseUnusable(proposal, calendar);
    const decided = await proposals.decide(id, name, approve, office.today);
    switch (decided.kind) {
      case "approved":
        return `${describe(decided.proposal)} counts from now on`;
      case "rejected":
        return `proposal ${id} is dropped`;
      case "same-officer":
        throw new RefusedError(`${name} proposed it; another officer has to approve it`);
      case "already-decided": {
        const { state, decidedBy, decidedOn } = decided.proposal;
        throw new RefusedError(`proposal ${id} was already ${state} by ${decidedBy} on ${decidedOn}`);
      }
      case "unknown":
        throw new BadInputError(`there is no stage proposal ${id}; see: desk stage list`);
    }
  });
  printLines(shell, [line]);
}

/** What was in order when it was proposed may clash with what was approved since. */
function refuseUnusable({ id, body }: Proposal, calendar: Overlaid["calendar"]): void {
  const parsed = stageBody.safeParse(body);
  if (!parsed.success)
    throw new RefusedError(`proposal ${id} cannot be used (${whatIsWrong(parsed.error)}); reject it`);
  const clash = clashOf(parsed.data, calendar);
  if (clash !== undefined) throw new RefusedError(explainClash(clash));
}

function explainClash({ election, region, stage, from, until }: Stage): string {
  return `the days overlap ${stage} of ${election} in ${region} (${from} to ${until}); change that stage first, or give other days`;
}

async function openCalendar({ database }: Office): Promise<Overlaid & { proposals: Proposals }> {
  const proposals = createProposals(database);
  const { calendar } = await readKnowledge(knowledgeFolder);
  const approved = inForce(await proposals.list("approved")).filter(({ kind }) => kind === "stage");
  return { proposals, ...withStages(calendar, approved) };
}

async function list(shell: Shell, { json }: { json?: boolean }): Promise<void> {
  await withOffice(shell, async (office) => {
    const { proposals, calendar, problems } = await openCalendar(office);
    const running = new Set(runningOn(calendar, office.today));
    const stages = calendar.stages.map((stage) => ({ ...stage, runs: running.has(stage) }));
    const pending = await proposals.list("pending", "stage");
    const { today } = office;
    if (json === true) {
      printJson(shell, { today, stages, upcoming: calendar.upcoming, pending: pending.map(toRow), problems });
      return;
    }
    printLines(shell, [
      ...stages.map(stageLine),
      ...calendar.upcoming.map(({ election, note }) => `   ${election}  ${note}`),
      ...(running.size === 0 ? [`no stage runs today (${today})`] : [`> runs today (${today})`]),
      ...pending.map((each) => `waits for a second officer: ${describe(each)}, by ${each.by} on ${each.on}`),
      ...problems,
    ]);
  });
}

function toRow({ id, by, on, body }: Proposal) {
  const parsed = stageBody.safeParse(body);
  return { id, by, on, ...(parsed.success ? parsed.data : { problem: whatIsWrong(parsed.error) }) };
}

function stageLine({ election, region, stage, from, until, according, checked, runs }: Stage & { runs: boolean }) {
  return `${runs ? " > " : "   "}${election}  ${region}  ${stage}  ${from} to ${until}  ${according} (${checked})`;
}

function describe({ id, body }: Proposal): string {
  const parsed = stageBody.safeParse(body);
  if (!parsed.success) return `proposal ${id}, which cannot be used (${whatIsWrong(parsed.error)})`;
  const { election, region, stage, from, until } = parsed.data;
  return `proposal ${id}: ${stage} of ${election} in ${region}, ${from} to ${until}`;
}
