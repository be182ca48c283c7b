import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Zone } from "../clock.ts";
import { may, type Officer } from "../office/officer.ts";
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
  const content = await (file === "-" ? text(stdin) : readFile(file, "utf8")).catch(() => {
    throw new BadInputError(`${file} cannot be read; give a file of this machine, or - for stdin`);
  });
  try {
    return JSON.parse(content.replace(/^\uFEFF/, "")) as unknown;
  } catch (error) {
    throw new BadInputError(`${file} is no JSON (${(error as Error).message}); correct it and run this again`);
  }
}

/** The number of something, as the lists print it. */
export function numberFrom(id: string, what: string): number {
  if (!/^\d{1,9}$/.test(id)) throw new BadInputError(`${id} is not a number of ${what}; see: desk ${what} list`);
  return Number(id);
}

/** Throws all of them, a line each. */
export function refuseProblems(file: string, problems: readonly BodyProblem[]): never {
  throw new BadInputError(problems.map(({ field, problem }) => `${file}: ${field}: ${problem}`).join("\n"));
}

/** What the neutrality check found, a line each. */
export function findingLines(findings: readonly LintFinding[]): string[] {
  return findings.map(({ words, why }) => `"${words}": ${why}`);
}

/** Throws a sentence for whatever is no approval, and for what is known but not let go. */
export function refuseUnlessApproved(
  outcome: ApproveOutcome,
  { what, id, as, zone }: { what: "event" | "broadcast"; id: string; as: string; zone: Zone },
): Extract<ApproveOutcome, { kind: "approved" }> {
  const it = `${what} ${id}`;
  switch (outcome.kind) {
    case "approved":
      return outcome;
    case "unknown":
      throw new BadInputError(`there is no ${it}; see: desk ${what} list`);
    case "second-needed":
      throw new RefusedError(`${as} made or changed ${it}; another officer has to approve it`);
    case "not-approver":
      throw new RefusedError(`${as} may not approve ${it}; it takes an officer with the role admin or penyetuju`);
    case "already":
      throw new RefusedError(`${it} was approved or called off already`);
    case "over":
      throw new RefusedError(`the time of ${it} has passed; change it first`);
    case "moved":
      throw new RefusedError(`${it} changed since it was shown; look at it again`);
    case "confirm-later":
      throw new RefusedError(
        `${it} is not let go yet: ${as} is alone, and confirms once more from ${sayMoment(outcome.from, zone)} on (FOUR_EYES=delay)`,
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

function sayMoment(moment: number, zone: Zone): string {
  return `${sayDay(zoneTime(zone, moment).day)}, ${sayClock(zone, moment)} ${zone}`;
}
