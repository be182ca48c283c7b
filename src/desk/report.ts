import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { systemClock } from "../clock.ts";
import { errorName } from "../log.ts";
import type { Report } from "../reminders/report.ts";
import { reportCsv } from "../reminders/report-csv.ts";
import { openReports } from "../reports.ts";
import type { Shell } from "../shell.ts";
import { BadInputError } from "./desk-error.ts";
import { withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";
import { reportLines } from "./report-lines.ts";

type Options = { csv?: string; pdf?: string; json?: boolean };

const GROUPS = [
  ["event", "acara"],
  ["broadcast", "siaran"],
] as const;

/** `desk event report ID` and `desk broadcast report ID`; call it after the commands of these groups were added. */
export function addReportCommands(desk: Command, shell: Shell): void {
  for (const [name, kind] of GROUPS) {
    const group = desk.commands.find((each) => each.name() === name) ?? desk.command(name);
    group
      .command("report")
      .argument("<id>", `the number of the ${name}`)
      .option("--csv <file>", "write a table that Excel opens")
      .option("--pdf <file>", "write one page to print, with a chart")
      .option("--json", "one JSON object")
      .description("what became of it: who let it go, deliveries, replies by unit; never of persons")
      .action((id, options) => report(shell, kind, id, options));
  }
}

async function report(shell: Shell, kind: Report["kind"], text: string, { csv, pdf, json }: Options): Promise<void> {
  const id = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  const found = await withOffice(shell, async ({ database, settings }) => {
    const { OFFICE_NAME: officeName, OFFICE_ZONE: zone } = settings;
    return id === undefined ? undefined : openReports({ database, officeName, zone, clock: systemClock })(kind, id);
  });
  if (found === undefined)
    throw new BadInputError(`there is no ${kind} ${text}; see: npm run -s desk -- ${LISTS[kind]}`);
  if (csv !== undefined) await write("--csv", csv, Buffer.from(reportCsv(found)));
  if (pdf !== undefined) {
    const { drawReport } = await import("../pictures/report-pdf.ts");
    await write("--pdf", pdf, await drawReport(found));
  }
  const written = [csv, pdf].filter((file) => file !== undefined);
  if (json === true) printJson(shell, found);
  else if (written.length > 0)
    printLines(
      shell,
      written.map((file) => `${file} is written`),
    );
  else printLines(shell, reportLines(found));
}

const LISTS = { acara: "event list", siaran: "broadcast list" } as const;

async function write(option: string, file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw new BadInputError(
      `${option} ${file} cannot be written (${errorName(error)}); name a file in a folder that exists`,
    );
  }
}
