import { readFile, stat } from "node:fs/promises";
import { systemClock, type Zone } from "../clock.ts";
import { createEventsOffice } from "../events-office.ts";
import { errorName } from "../log.ts";
import type { LineProblem } from "../reminders/decode-text.ts";
import { MOST_BYTES } from "../reminders/read-csv.ts";
import { type EventCsv, readEventCsv } from "../reminders/read-event-csv.ts";
import { type EventInput, readIcs } from "../reminders/read-ics.ts";
import type { ImportOutcome } from "../reminders/releasing.ts";
import type { Shell } from "../shell.ts";
import { BadInputError } from "./desk-error.ts";
import { actingAs, withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";
import { acting } from "./releasing.ts";

type Options = { as: string; audience: string; dryRun?: boolean; json?: boolean };

/** Lines shown to people; `--json` has all of them. */
const MOST_SHOWN = 50;

/** Makes drafts of the events in a file, all or nothing; whatever is wrong with it is told by line. */
export async function importEvents(shell: Shell, file: string, options: Options): Promise<void> {
  const { as, audience, json, dryRun } = options;
  const bytes = await bytesOf(file);
  const read = await withOffice(shell, async (office) => {
    const by = acting(await actingAs(office, as, "schedule"));
    const found = readInputs(file, bytes, office.settings.OFFICE_ZONE);
    if ("problems" in found) return found;
    const { inputs, ignored } = found;
    const given = inputs.map(({ input }) => ({ ...input, audience: input["audience"] ?? audience }));
    const events = createEventsOffice({ ...office, clock: systemClock });
    const outcome = await events.importAll(given, by, { dryRun: dryRun === true });
    if (outcome.kind === "bad") return { problems: byLine(inputs, outcome) };
    const lineOf = (at: number) => inputs[at]?.line ?? 1;
    return { ...outcome, ignored, same: outcome.same.map(lineOf), past: outcome.past.map(lineOf) };
  });
  if ("problems" in read) {
    if (json === true) printJson(shell, { problems: read.problems, written: false });
    throw new BadInputError(refusal(file, read.problems));
  }
  const { added, same, past, ignored } = read;
  const written = dryRun !== true;
  const ids = written ? added.map(({ id }) => id) : [];
  if (json === true) printJson(shell, { added: added.length, same, past, ids, ignored, problems: [], written });
  else
    printLines(shell, [
      `${added.length} events new, ${same.length} there already${past.length === 0 ? "" : `, ${past.length} over and left out`}`,
      ...same.slice(0, MOST_SHOWN).map((line) => `  baris ${line}: sudah ada acara dengan judul dan waktu ini`),
      ...past
        .slice(0, MOST_SHOWN)
        .map((line) => `  baris ${line}: acara ini sudah lewat, jadi tidak diimpor; periksa tahunnya`),
      ...(ignored.length === 0 ? [] : [`not looked at: ${ignored.join(", ")}`]),
      ...(written
        ? added.map(({ id, body }) => `  ${id}  ${body.title} (${body.audience})`)
        : ["nothing is written (--dry-run)"]),
    ]);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    // So that nobody's disk image fills the memory; the reader says that it is too large.
    return size > MOST_BYTES ? new Uint8Array(MOST_BYTES + 1) : await readFile(file);
  } catch (error) {
    throw new BadInputError(`${file} cannot be read (${errorName(error)}); name a CSV or .ics file`);
  }
}

/** By what the file holds, whatever it is called. */
function readInputs(file: string, bytes: Uint8Array, zone: Zone): EventCsv | { problems: LineProblem[] } {
  const isCalendar = /\.ics$/i.test(file) || /^\W*BEGIN:VCALENDAR/i.test(Buffer.from(bytes.subarray(0, 40)).toString());
  if (isCalendar && bytes.length <= MOST_BYTES) {
    const read = readIcs(bytes, { zone });
    return "problems" in read ? read : { inputs: read, ignored: [] };
  }
  return readEventCsv(bytes, { zone, now: systemClock().getTime() });
}

function byLine(inputs: readonly EventInput[], { problems }: Extract<ImportOutcome, { kind: "bad" }>): LineProblem[] {
  return problems.map(({ at, field, problem }) => ({ line: inputs[at]?.line ?? 1, problem: `${field}: ${problem}` }));
}

function refusal(file: string, problems: readonly LineProblem[]): string {
  const shown = problems.slice(0, MOST_SHOWN).map(({ line, problem }) => `  baris ${line}: ${problem}`);
  const more = problems.length > MOST_SHOWN ? [`  … and ${problems.length - MOST_SHOWN} more; --json shows all`] : [];
  return [`${file}: nothing was imported; repair these lines and import it again`, ...shown, ...more].join("\n");
}
