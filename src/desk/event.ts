import type { Command } from "commander";
import { plainText } from "../chat/message.ts";
import { systemClock } from "../clock.ts";
import { createEventsOffice } from "../events-office.ts";
import type { Event } from "../reminders/event.ts";
import { withFields } from "../reminders/event-times.ts";
import type { DeliveryCounts } from "../reminders/mailing.ts";
import type { ChangeOutcome, EventsOffice } from "../reminders/releasing.ts";
import { sayEvent } from "../reminders/say-event.ts";
import { sayEventTime } from "../reminders/say-when.ts";
import type { Shell } from "../shell.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { importEvents } from "./event-import.ts";
import { actingAs, type Office, withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";
import {
  acting,
  approvedLine,
  findingLines,
  nameOfInput,
  numberFrom,
  readJson,
  refuseEmptyReason,
  refuseProblems,
  refuseUnlessApproved,
} from "./releasing.ts";

/** `desk event …`: activities with a place and a time, and what is sent about them. */
export function addEventCommands(desk: Command, shell: Shell): void {
  const event = desk.command("event").description("events: make, approve, change and cancel them, see what was sent");
  event
    .command("add")
    .argument("<file>", "the event as JSON, or - for stdin")
    .requiredOption("--as <officer>", "who makes it")
    .description("make an event; prints its number, and how many people its audience counts now")
    .action((file, { as }) => add(shell, file, as));
  event
    .command("import")
    .argument("<file>", "a CSV with headings (judul, tempat, tanggal, jam, sasaran, …) or an .ics calendar")
    .requiredOption("--as <officer>", "who makes them")
    .option("--audience <audience>", "for those that name none", "semua")
    .option("--dry-run", "only say what is in it")
    .option("--json", "one JSON object")
    .description("make drafts of all events in a file, or of none when a line is wrong")
    .action((file, options) => importEvents(shell, file, options));
  event
    .command("show")
    .argument("<id>")
    .option("--json", "one JSON object")
    .description("show an event as people get it, and the digest that is agreed to")
    .action((id, options) => show(shell, id, options));
  event
    .command("approve")
    .argument("<id>")
    .requiredOption("--as <officer>", "who agrees to it")
    .option("--override <reason>", "why it may go although the neutrality check holds it")
    .option("--digest <digest>", "refuse when it is not what was shown")
    .description("let an event go: its reminders are sent from now on")
    .action((id, options) => approve(shell, id, options));
  event
    .command("list")
    .option("--json", "one JSON array")
    .description("show the events, the soonest first, with what became of their messages")
    .action((options) => list(shell, options));
  event
    .command("change")
    .argument("<id>")
    .argument("<file>", "what is different, as JSON (null removes a field), or - for stdin")
    .option("--as <officer>", "who changes it; its maker when left out")
    .description("change an event; whoever was told of it gets a correction")
    .action((id, file, { as }) => change(shell, id, file, as));
  event
    .command("cancel")
    .argument("<id>")
    .requiredOption("--as <officer>", "who calls it off")
    .description("call an event off; whoever was told of it is told so")
    .action((id, { as }) => cancel(shell, id, as));
}

/** Does something with the events of the office. */
function withEvents<T>(shell: Shell, work: (events: EventsOffice, office: Office) => Promise<T>): Promise<T> {
  return withOffice(shell, (office) => work(createEventsOffice({ ...office, clock: systemClock }), office));
}

async function add(shell: Shell, file: string, as: string): Promise<void> {
  const body = await readJson(shell, file);
  const { added, findings } = await withEvents(shell, async (events, office) => {
    const outcome = await events.add(body as Event["body"], acting(await actingAs(office, as, "schedule")));
    return outcome.kind === "bad" ? refuseProblems(file, outcome.problems) : outcome;
  });
  const { id, state, recipients } = added;
  printJson(shell, { id, state, recipients });
  if (added.endsAt <= systemClock().getTime())
    shell.stderr.write(`event ${id} lies in the past; nothing of it is sent\n`);
  if (findings.length > 0)
    shell.stderr.write(`${[`the neutrality check will hold event ${id}:`, ...findingLines(findings)].join("\n")}\n`);
}

async function show(shell: Shell, id: string, { json }: { json?: boolean }): Promise<void> {
  const { event, deliveries, officeName } = await withEvents(shell, async (events, { settings }) => {
    const event = await found(events, id);
    return { event, deliveries: await events.counts(event.id), officeName: settings.OFFICE_NAME };
  });
  if (json === true) printJson(shell, { ...rowOf(event, deliveries), digest: event.digest ?? null, event: event.body });
  else
    printLines(shell, [
      plainText(sayEvent(event, "reminder", { officeName })),
      "",
      `for: ${event.body.audience} (${event.recipients})   before it: ${event.body.reminders.join(", ")}`,
      ...(event.digest === undefined ? [] : [`digest: ${event.digest}`]),
    ]);
}

type ApproveFlags = { as: string; override?: string; digest?: string };

async function approve(shell: Shell, id: string, { as, ...options }: ApproveFlags): Promise<void> {
  const number = numberFrom(id, "event");
  refuseEmptyReason(options.override);
  const approved = await withEvents(shell, async (events, office) => {
    const outcome = await events.approve(number, acting(await actingAs(office, as, "schedule")), options);
    return refuseUnlessApproved(outcome, { what: "event", id, as, zone: office.settings.OFFICE_ZONE });
  });
  printLines(shell, [approvedLine("event", id, approved)]);
}

async function list(shell: Shell, { json }: { json?: boolean }): Promise<void> {
  const rows = await withEvents(shell, async (events) => {
    const all = await events.list();
    return Promise.all(all.map(async (event) => ({ event, deliveries: await events.counts(event.id) })));
  });
  if (json === true)
    printJson(
      shell,
      rows.map(({ event, deliveries }) => rowOf(event, deliveries)),
    );
  else if (rows.length === 0) printLines(shell, ["no events yet; make one: desk event add FILE.json --as NAME"]);
  else
    printLines(
      shell,
      rows.map(({ event, deliveries }) => {
        const { id, state, body, recipients } = event;
        const { accepted, failed, unknown, pending } = deliveries;
        const sent = `${accepted} accepted, ${failed} failed, ${unknown} unknown, ${pending} pending`;
        return [id, state, sayEventTime(event), body.title, `${recipients} people`, sent].join("  ");
      }),
    );
}

function rowOf({ id, body, state, recipients }: Event, { accepted, failed, unknown, pending }: DeliveryCounts) {
  return { id, title: body.title, state, recipients, deliveries: { accepted, failed, unknown, pending } };
}

async function change(shell: Shell, id: string, file: string, as: string | undefined): Promise<void> {
  const fields = await readJson(shell, file);
  if (typeof fields !== "object" || fields === null || Array.isArray(fields))
    throw new BadInputError(`${nameOfInput(file)} must hold one JSON object with what is different`);
  const outcome = await withEvents(shell, async (events, office) => {
    const event = await found(events, id);
    const officer = await actingAs(office, as ?? event.madeBy, "schedule");
    const body = withFields(event.body, fields as Record<string, unknown>);
    return events.change(event.id, body as Event["body"], acting(officer));
  });
  printLines(shell, changedLines(id, file, outcome));
}

function changedLines(id: string, file: string, outcome: ChangeOutcome): string[] {
  switch (outcome.kind) {
    case "bad":
      return refuseProblems(file, outcome.problems);
    case "unknown":
      throw new BadInputError(`there is no event ${id}; see: desk event list`);
    case "over":
      throw new RefusedError(`event ${id} is over; make a new one`);
    case "cancelled":
      throw new RefusedError(`event ${id} was called off; make a new one`);
    case "changed": {
      const { needsApproval, told, findings } = outcome;
      const next = needsApproval
        ? `until it is approved again nothing of it is sent: desk event approve ${id} --as NAME`
        : `${told} people get a correction`;
      return [`event ${id} is changed; ${next}`, ...findingLines(findings)];
    }
  }
}

async function cancel(shell: Shell, id: string, as: string): Promise<void> {
  const number = numberFrom(id, "event");
  const outcome = await withEvents(shell, async (events, office) =>
    events.cancel(number, acting(await actingAs(office, as, "schedule"))),
  );
  if (outcome.kind === "unknown") throw new BadInputError(`there is no event ${id}; see: desk event list`);
  if (outcome.kind !== "cancelled")
    throw new RefusedError(`event ${id} ${outcome.kind === "over" ? "is over" : "was called off already"}`);
  printLines(shell, [`event ${id} is called off; ${outcome.told} people are told`]);
}

async function found(events: EventsOffice, id: string): Promise<Event> {
  const event = await events.find(numberFrom(id, "event"));
  if (event === undefined) throw new BadInputError(`there is no event ${id}; see: desk event list`);
  return event;
}
