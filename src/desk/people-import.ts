import { readFile, stat } from "node:fs/promises";
import { systemClock } from "../clock.ts";
import { errorName } from "../log.ts";
import type { LineProblem } from "../reminders/decode-text.ts";
import { groupKey } from "../reminders/group-key.ts";
import type { People, RosterGroup, RosterOutcome } from "../reminders/people.ts";
import { MOST_BYTES } from "../reminders/read-csv.ts";
import { type Roster, readRoster } from "../reminders/roster.ts";
import type { Shell } from "../shell.ts";
import { AT_THE_DESK } from "../stores/audit-sqlite.ts";
import { createPeople } from "../stores/people-sqlite.ts";
import { BadInputError } from "./desk-error.ts";
import { actingAs, withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";

type Options = { as?: string; dryRun?: boolean; json?: boolean };

const SEPARATOR_NAMES: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab" };
/** Lines shown to people; `--json` has all of them. */
const MOST_SHOWN = 50;

/** Takes a roster over, all or nothing; whatever is wrong with it is told by line. */
export async function importRoster(shell: Shell, file: string, { as, dryRun, json }: Options): Promise<void> {
  const roster = readRoster(await bytesOf(file));
  if ("problems" in roster) {
    if (json === true) printJson(shell, { problems: roster.problems, written: false });
    throw new BadInputError(refusal(file, roster.problems));
  }
  const outcome = await withOffice(shell, async (office) => {
    const by = as === undefined ? AT_THE_DESK : (await actingAs(office, as, "schedule")).name;
    const people = createPeople(office.database, systemClock);
    return dryRun === true ? compare(people, roster.groups) : people.importRoster(roster.groups, by);
  });
  const written = dryRun !== true;
  if (json === true) printJson(shell, reportOf(roster, outcome, written));
  else printLines(shell, linesOf(roster, outcome, written));
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    // So that nobody's disk image fills the memory; the reader says that it is too large.
    return size > MOST_BYTES ? new Uint8Array(MOST_BYTES + 1) : await readFile(file);
  } catch (error) {
    throw new BadInputError(`${file} cannot be read (${errorName(error)}); name a CSV file`);
  }
}

/** What importing would do. */
async function compare(people: People, groups: readonly RosterGroup[]): Promise<RosterOutcome> {
  const known = new Map((await people.groups()).map((group) => [groupKey(group), group]));
  const outcome = { added: 0, changed: 0, same: 0 };
  for (const group of groups) {
    const before = known.get(groupKey(group));
    if (before === undefined) outcome.added += 1;
    else if (before.expected === group.expected && before.unit === group.unit && before.district === group.district)
      outcome.same += 1;
    else outcome.changed += 1;
  }
  return outcome;
}

function refusal(file: string, problems: readonly LineProblem[]): string {
  const shown = problems.slice(0, MOST_SHOWN).map(({ line, problem }) => `  baris ${line}: ${problem}`);
  const more = problems.length > MOST_SHOWN ? [`  … and ${problems.length - MOST_SHOWN} more; --json shows all`] : [];
  return [`${file}: nothing was imported; repair these lines and import it again`, ...shown, ...more].join("\n");
}

function reportOf(roster: Roster, outcome: RosterOutcome, written: boolean) {
  const { encoding, separator, lines, groups, duplicates, ignored } = roster;
  const people = lines - duplicates.length;
  const named = SEPARATOR_NAMES[separator] ?? separator;
  return {
    encoding,
    separator: named,
    lines,
    people,
    groups: groups.length,
    ...outcome,
    duplicates,
    ignored,
    problems: [],
    written,
  };
}

function linesOf(roster: Roster, outcome: RosterOutcome, written: boolean): string[] {
  const { encoding, separator, lines, people, groups, duplicates, ignored } = reportOf(roster, outcome, written);
  const { added, changed, same } = outcome;
  const twice = duplicates.slice(0, MOST_SHOWN).map(({ line, of }) => `  line ${line} says the same as line ${of}`);
  return [
    `${people} people in ${groups} groups (${lines} lines, ${encoding}, separated by ${separator})`,
    `${added} groups new, ${changed} changed, ${same} as before`,
    ...(duplicates.length === 0 ? [] : [`${duplicates.length} lines stand there twice and count once:`, ...twice]),
    ...(ignored.length === 0 ? [] : [`not looked at: ${ignored.join(", ")}`]),
    written ? "imported; the codes: desk people codes" : "nothing is written (--dry-run)",
  ];
}
