import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { knowledgeFolder } from "../knowledge-folder.ts";
import { errorName } from "../log.ts";
import { readStatistics, type Statistics } from "../office/statistics.ts";
import { type CsvStyle, csvStyles, toCsv } from "../office/statistics-csv.ts";
import { weeksUpTo } from "../office/week.ts";
import { readOfficeKnowledge } from "../office-knowledge.ts";
import type { Shell } from "../shell.ts";
import { createCounts } from "../stores/counts-sqlite.ts";
import { BadInputError } from "./desk-error.ts";
import { withOffice } from "./office.ts";
import { printJson, printLines } from "./output.ts";
import { tableOf } from "./stats-table.ts";

const USUAL_WEEKS = 4;
const MOST_WEEKS = 53;

type Options = { weeks?: string; csv?: true | string; json?: boolean; png?: string };

/** `desk stats`: what is asked and what is thought of the answers, without persons. */
export function addStatisticsCommand(desk: Command, shell: Shell): void {
  desk
    .command("stats")
    .description("counts by week: topics, unanswered, opinions; never of persons")
    .option("--weeks <n>", `how many weeks up to this one (${USUAL_WEEKS}, at most ${MOST_WEEKS})`)
    .option("--csv [style]", "comma (RFC 4180) or excel (semicolons, for an Indonesian Excel)")
    .option("--json", "one JSON object")
    .option("--png <file>", "draw the topics by week into a PNG file")
    .action((options) => stats(shell, options));
}

async function stats(shell: Shell, { weeks, csv, json, png }: Options): Promise<void> {
  const style = csvStyle(csv);
  if (style !== undefined && json === true) throw new BadInputError("use either --csv or --json");
  const count = weekCount(weeks);
  const statistics = await withOffice(shell, async ({ database, today }) => {
    const { situations } = await readOfficeKnowledge(knowledgeFolder, database);
    return readStatistics(createCounts(database), weeksUpTo(today, count), situations);
  });
  if (png !== undefined) await draw(statistics, png);
  if (json === true) printJson(shell, statistics);
  else if (style !== undefined) shell.stdout.write(toCsv(statistics, style));
  else if (png !== undefined) printLines(shell, [`${png} is written`]);
  else printLines(shell, tableOf(statistics));
}

function weekCount(weeks: string | undefined): number {
  const count = Number(weeks ?? USUAL_WEEKS);
  if (!Number.isInteger(count) || count < 1 || count > MOST_WEEKS)
    throw new BadInputError(`--weeks ${weeks}: use a number from 1 to ${MOST_WEEKS}`);
  return count;
}

function csvStyle(csv: true | string | undefined): CsvStyle | undefined {
  if (csv === undefined) return undefined;
  const style = csvStyles.find((each) => csv === true || each === csv);
  if (style === undefined) throw new BadInputError(`--csv ${csv}: use ${csvStyles.join(" or ")}`);
  return style;
}

async function draw(statistics: Statistics, file: string): Promise<void> {
  const { drawStatistics } = await import("../pictures/statistics-chart.ts");
  const bytes = drawStatistics(statistics);
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw new BadInputError(
      `--png ${file} cannot be written (${errorName(error)}); name a file in a folder that exists`,
    );
  }
}
