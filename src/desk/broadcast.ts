import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "commander";
import { openBroadcastsOffice } from "../broadcasts-office.ts";
import { systemClock } from "../clock.ts";
import type { Broadcast } from "../reminders/broadcast.ts";
import type { Acting, BroadcastsOffice, LintFinding } from "../reminders/releasing.ts";
import type { Shell } from "../shell.ts";
import { readBroadcastInput } from "./broadcast-input.ts";
import { isUnderWay, jsonOf, lineOf, statusOf } from "./broadcast-status.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { actingAs, type Office, withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";
import {
  acting,
  approvedLine,
  findingLines,
  refuseEmptyReason,
  refuseProblems,
  refuseUnlessApproved,
} from "./releasing.ts";

/** `desk broadcast …`: one-off messages to an audience. */
export function addBroadcastCommands(desk: Command, shell: Shell): void {
  const broadcast = desk.command("broadcast").description("one-off messages to an audience");
  broadcast
    .command("new")
    .argument(
      "<file>",
      'JSON: {"text","audience","at"?,"attachment"?}, or - for stdin; at in ISO 8601, attachment a path',
    )
    .requiredOption("--as <name>", "the officer who makes it")
    .description("write one down as a draft and print its number")
    .action((file, options) => make(shell, file, options));
  broadcast
    .command("change")
    .argument("<id>")
    .argument("<file>", "as for new")
    .requiredOption("--as <name>", "the officer who changes it")
    .description("change one that reached nobody yet; what was approved needs it again")
    .action((id, file, options) => change(shell, id, file, options));
  broadcast
    .command("submit")
    .argument("<id>")
    .option("--as <name>", "the officer who asks; its maker if left out")
    .description("ask the other officers for approval, in their chats")
    .action((id, options) => act(shell, id, options, "is submitted", (office, each, by) => office.submit(each, by)));
  broadcast
    .command("approve")
    .argument("<id>")
    .requiredOption("--as <name>", "the officer who agrees")
    .option("--override <reason>", "let through what the neutrality check held, and why")
    .description("let one go; more than 20 people need an officer who did not make it")
    .action((id, options) => approve(shell, id, options));
  for (const [name, said, description] of [
    ["pause", "is paused", "send no more of it for now"],
    ["stop", "is stopped", "send no more of it ever"],
  ] as const)
    broadcast
      .command(name)
      .argument("<id>")
      .option("--as <name>", "the officer who does it; its maker if left out")
      .description(description)
      .action((id, options) => act(shell, id, options, said, (office, each, by) => office[name](each, by)));
  broadcast
    .command("resume")
    .argument("<id>")
    .option("--as <name>", "the officer who does it; its maker if left out")
    .description("go on sending; what another officer paused takes an admin or penyetuju")
    .action((id, options) => resume(shell, id, options));
  broadcast
    .command("resend")
    .argument("<id>")
    .argument("<which>", "failed|unknown")
    .option("--as <name>", "the officer who does it; its maker if left out")
    .description("send once more what failed, or what may not have arrived")
    .action((id, which, options) => resend(shell, id, which, options));
  broadcast
    .command("status")
    .argument("<id>")
    .option("--json", "one JSON object")
    .option("--watch", "show how it goes on until it is done")
    .description("show what became of one")
    .action((id, options) => status(shell, id, options));
  broadcast
    .command("list")
    .option("--json", "one JSON array")
    .description("show all of them, the newest first")
    .action((options) => list(shell, options));
}

const officeOf = ({ database, settings }: Office): BroadcastsOffice =>
  openBroadcastsOffice({ database, settings, clock: systemClock });

async function make(shell: Shell, file: string, { as }: { as: string }): Promise<void> {
  const { body, attached } = await readBroadcastInput(shell, file);
  const outcome = await withOffice(shell, async (office) => {
    const officer = await actingAs(office, as, "schedule");
    return officeOf(office).add(body, acting(officer), attached);
  });
  if (outcome.kind === "bad") return refuseProblems(file, outcome.problems);
  sayFindings(shell, outcome.findings);
  const { id, state, recipients } = outcome.added;
  printJson(shell, { id, state, recipients });
}

async function change(shell: Shell, id: string, file: string, { as }: { as: string }): Promise<void> {
  const { body, attached } = await readBroadcastInput(shell, file);
  const { outcome, now } = await withOffice(shell, async (office) => {
    const officer = await actingAs(office, as, "schedule");
    const broadcasts = officeOf(office);
    const { id: number } = await found(broadcasts, id);
    const by = acting(officer);
    return { outcome: await broadcasts.change(number, body, by, attached), now: await broadcasts.find(number) };
  });
  switch (outcome.kind) {
    case "bad":
      return refuseProblems(file, outcome.problems);
    case "over":
      throw new RefusedError(`${id} has reached people by now; make a new one that puts it right`);
    case "cancelled":
      throw new RefusedError(`${id} was stopped; make a new one`);
    case "unknown":
      throw unknown(id);
    case "changed":
      sayFindings(shell, outcome.findings);
      printJson(shell, { id: now?.id, state: now?.state, recipients: now?.recipients });
  }
}

async function approve(shell: Shell, id: string, { as, override }: { as: string; override?: string }): Promise<void> {
  refuseEmptyReason(override);
  const approved = await withOffice(shell, async (office) => {
    const officer = await actingAs(office, as, "schedule");
    const broadcasts = officeOf(office);
    const { id: number } = await found(broadcasts, id);
    const outcome = await broadcasts.approve(number, acting(officer), override === undefined ? {} : { override });
    return refuseUnlessApproved(outcome, { what: "broadcast", id, as, zone: office.settings.OFFICE_ZONE });
  });
  printLines(shell, [approvedLine("broadcast", id, approved)]);
}

type Act = (office: BroadcastsOffice, id: number, by: Acting) => Promise<boolean>;

async function act(shell: Shell, id: string, { as }: { as?: string }, said: string, work: Act): Promise<void> {
  const isDone = await withOffice(shell, async (office) => {
    const broadcasts = officeOf(office);
    const broadcast = await found(broadcasts, id);
    const officer = await actingAs(office, as ?? broadcast.madeBy, "schedule");
    return work(broadcasts, broadcast.id, acting(officer));
  });
  if (!isDone) throw new RefusedError(`${id} is not in a state for that; see: broadcast status ${id}`);
  printLines(shell, [`${id} ${said}`]);
}

async function resume(shell: Shell, id: string, { as }: { as?: string }): Promise<void> {
  const outcome = await withOffice(shell, async (office) => {
    const broadcasts = officeOf(office);
    const broadcast = await found(broadcasts, id);
    return broadcasts.resume(broadcast.id, acting(await actingAs(office, as ?? broadcast.madeBy, "schedule")));
  });
  switch (outcome.kind) {
    case "resumed":
      return printLines(shell, [`${id} goes on`]);
    case "not-paused":
      throw new RefusedError(`${id} is not paused; see: broadcast status ${id}`);
    case "not-theirs": {
      const who = outcome.pausedBy ?? "another officer";
      throw new RefusedError(
        `${who} paused ${id}; only ${who} or an officer with the role admin or penyetuju lets it go on: broadcast resume ${id} --as NAME`,
      );
    }
  }
}

async function resend(shell: Shell, id: string, which: string, { as }: { as?: string }): Promise<void> {
  if (which !== "failed" && which !== "unknown") throw new BadInputError(`${which}: use failed or unknown`);
  const count = await withOffice(shell, async (office) => {
    const broadcasts = officeOf(office);
    const broadcast = await found(broadcasts, id);
    const officer = await actingAs(office, as ?? broadcast.madeBy, "schedule");
    return broadcasts.resend(broadcast.id, which, acting(officer));
  });
  if (count === 0) throw new RefusedError(`nothing of ${id} is ${which}, or it cannot be reached any more`);
  printLines(shell, [`${count} are sent again`]);
}

const WATCH_EVERY_MS = 1_000;

async function status(shell: Shell, id: string, options: { json?: boolean; watch?: boolean }): Promise<void> {
  await withOffice(shell, async (office) => {
    const broadcasts = officeOf(office);
    let shown = "";
    for (;;) {
      const status = await statusOf(broadcasts, await found(broadcasts, id));
      const line = options.json === true ? JSON.stringify(jsonOf(status)) : lineOf(status);
      if (line !== shown) printLines(shell, [line]);
      shown = line;
      if (options.watch !== true || !isUnderWay(status)) return;
      await wait(WATCH_EVERY_MS);
    }
  });
}

async function list(shell: Shell, { json }: { json?: boolean }): Promise<void> {
  const all = await withOffice(shell, async (office) => {
    const broadcasts = officeOf(office);
    return Promise.all((await broadcasts.list()).map((each) => statusOf(broadcasts, each)));
  });
  if (json === true) printJson(shell, all.map(jsonOf));
  else printLines(shell, all.length === 0 ? ["there is none"] : all.map(lineOf));
}

async function found(office: BroadcastsOffice, id: string): Promise<Broadcast> {
  const broadcast = /^\d{1,9}$/.test(id) ? await office.find(Number(id)) : undefined;
  if (broadcast === undefined) throw unknown(id);
  return broadcast;
}

function unknown(id: string): BadInputError {
  return new BadInputError(`there is no broadcast ${id}; see: desk broadcast list`);
}

/** Beside the JSON, for whoever looks. */
function sayFindings({ stderr }: Shell, findings: readonly LintFinding[]): void {
  stderr.write(
    findingLines(findings)
      .map((line) => `${line}\n`)
      .join(""),
  );
}
