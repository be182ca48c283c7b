import type { Figure } from "../office/figures.ts";
import { type Statistics, topicFigure, type WeekStatistics } from "../office/statistics.ts";

/** The statistics for people: a column for each week, a row for each figure. */
export function tableOf({ weeks, topics }: Statistics): string[] {
  const figures = (label: string, of: (week: WeekStatistics) => Figure) => [
    label,
    ...weeks.map((week) => String(of(week))),
  ];
  const rows = [
    ["", ...weeks.map(({ week }) => week)],
    ["from", ...weeks.map(({ from }) => from)],
    figures("questions", ({ questions }) => questions),
    figures("  unanswered", ({ unanswered }) => unanswered),
    figures("  not about neutrality", ({ outside }) => outside),
    figures("  declined", ({ declined }) => declined),
    figures("  by article alone", ({ references }) => references),
    ...topics.map((topic) => figures(`  ${topic}`, (week) => topicFigure(week, topic))),
    figures("👍", ({ up }) => up),
    figures("👎", ({ down }) => down),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? "")].length)));
  const lines = rows.map((row) => row.map((cell, column) => aligned(cell, column, widths[column] ?? 0)).join("  "));
  const rated = weeks.flatMap(({ week, opinions }) =>
    opinions.map(({ situation, up, down }) => `  ${week}  ${situation}  👍 ${up}  👎 ${down}`),
  );
  return [
    ...lines.map((line) => line.trimEnd()),
    ...(rated.length === 0 ? [] : ["", "opinions by situation", ...rated]),
    "",
    "Counts below 5 are shown as <5, none among them; a topic below 5 in every week has no row.",
    "Sums with a hidden count are rounded down (>=). Nothing is counted of reports.",
  ];
}

/** Labels to the left, figures to the right. */
function aligned(cell: string, column: number, width: number): string {
  const room = " ".repeat(width - [...cell].length);
  return column === 0 ? cell + room : room + cell;
}
