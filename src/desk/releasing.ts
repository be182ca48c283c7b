import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Zone } from "../clock.ts";
import { errorName } from "../log.ts";
import { may, type Officer } from "../office/officer.ts";
import type { NotEnough } from "../reminders/approval.ts";
import type { Acting, ApproveOutcome, BodyProblem, LintFinding } from "../reminders/releasing.ts";
import { sayClock, sayDay } from "../reminders/say-when.ts";
import { zoneTime } from "../reminders/zone-time.ts";
import type { Shell } from "../shell.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";

/** An officer as the rules of releasing know them. */
export function acting(officer: Officer): Acting {
  return { name: officer.name, approves: may(officer, "approve") };
}

/** What a file holds as JSON, `-` for stdin. Throws a sentence for what is none. */
export async function readJson({ stdin }: Shell, file: string): Promise<unknown> {
  const content = await (file === "-" ? text(stdin) : readFile(file, "utf8")).catch((error: unknown) => {
    throw new BadInputError(
      `${file} cannot be read (${errorName(error)}); give a file of this machine, or - for stdin`,
    );
  });
  const name = nameOfInput(file);
  if (content.trim() === "") throw new BadInputError(`${name} is empty; it must hold one JSON object`);
  try {
    return JSON.parse(content.replace(/^\uFEFF/, "")) as unknown;
  } catch (error) {
    throw new BadInputError(`${name} is no JSON (${(error as Error).message}); correct it and run this again`);
  }
}

/** What an input is called in sentences about it. */
export function nameOfInput(file: string): string {
  return file === "-" ? "stdin" : file;
}

/** The number of something, as the lists print it. */
export function numberFrom(id: string, what: string): number {
  if (!/^\d{1,9}$/.test(id)) throw new BadInputError(`${id} is not a number of ${what}; see: desk ${what} list`);
  return Number(id);
}

/** Throws all of them, a line each. */
export function refuseProblems(file: string, problems: readonly BodyProblem[]): never {
  const name = nameOfInput(file);
  throw new BadInputError(problems.map(({ field, problem }) => `${name}: ${field}: ${problem}`).join("\n"));
}

/** What the neutrality check found, a line each. */
export function findingLines(findings: readonly LintFinding[]): string[] {
  return findings.map(({ words, why }) => `"${words}": ${why}`);
}

/** Throws where `--override` is given without a reason. */
export function refuseEmptyReason(override: string | undefined): void {
  if (override?.trim() === "") throw new BadInputError("--override needs a reason that others can read later");
}

type Approved = Extract<ApproveOutcome, { kind: "approved" }>;

/** That something goes, to how many, and on whose word. */
export function approvedLine(what: "event" | "broadcast", id: string, { recipients, alone }: Approved): string {
  const how = alone ? ", by one officer who confirmed twice" : "";
  return `${what} ${id} is approved for ${recipients} people${how}`;
}

/** Throws a sentence for whatever is no approval, and for what is known but not let go. */
export function refuseUnlessApproved(
  outcome: ApproveOutcome,
  { what, id, as, zone }: { what: "event" | "broadcast"; id: string; as: string; zone: Zone },
): Approved {
  const it = `${what} ${id}`;
  switch (outcome.kind) {
    case "approved":
      return outcome;
    case "unknown":
      throw new BadInputError(`there is no ${it}; see: desk ${what} list`);
    case "second-needed":
      throw new RefusedError(
        `${sayTogether(it, as, outcome) ?? `${as} made or changed ${it}`}; another officer has to approve it: desk ${what} approve ${id} --as NAME`,
      );
    case "not-approver":
      throw new RefusedError(
        `${sayTogether(it, as, outcome) ?? `${as} may not approve ${it}`}; it takes an officer with the role admin or penyetuju`,
      );
    case "already":
      throw new RefusedError(`${it} was approved or called off already; see: desk ${what} list`);
    case "over":
      throw new RefusedError(`the time of ${it} has passed; change it first: desk ${what} change ${id} FILE --as NAME`);
    case "moved":
      throw new RefusedError(
        `${it} changed since it was shown, or reaches more people by now; look at it and approve again`,
      );
    case "confirm-later":
      throw new RefusedError(
        `${sayTogether(it, as, outcome) ?? `${it} is not let go yet`}: ${as} is alone, and confirms once more from ${sayMoment(outcome.from, zone)} on (FOUR_EYES=delay)`,
      );
    case "linted":
      throw new RefusedError(
        [
          `${it} is held by the neutrality check:`,
          ...findingLines(outcome.findings),
          "change the text, or let an approver say why it may go: --override REASON",
        ].join("\n"),
      );
  }
}

/** Why what goes to few needs more than its maker's word, where it is what they let go before. */
function sayTogether(it: string, as: string, { together }: NotEnough): string | undefined {
  return together === undefined
    ? undefined
    : `${it} and what ${as} let go alone within the last 24 hours reach ${together} people, which is more than 20`;
}

function sayMoment(moment: number, zone: Zone): string {
  return `${sayDay(zoneTime(zone, moment).day)}, ${sayClock(zone, moment)} ${zone}`;
}
