import { csvCell } from "../reminders/csv-cell.ts";
import { type Statistics, topicFigure, type WeekStatistics } from "./statistics.ts";

/** `comma`: RFC 4180. `excel`: what an Indonesian Excel opens by double click, semicolons and a byte order mark. */
export const csvStyles = ["comma", "excel"] as const;
export type CsvStyle = (typeof csvStyles)[number];

const HEADER = ["week", "from", "to", "kind", "key", "count"];

/** The statistics as CSV, a row for each figure; lines end with CRLF as RFC 4180 has it. */
export function toCsv({ weeks, topics }: Statistics, style: CsvStyle = "comma"): string {
  const separator = style === "excel" ? ";" : ",";
  const rows = [HEADER, ...weeks.flatMap((week) => rowsOf(week, topics))];
  const lines = rows.map((row) => row.map((value) => csvCell(value, separator)).join(separator));
  return `${style === "excel" ? "\ufeff" : ""}${lines.map((line) => `${line}\r\n`).join("")}`;
}

function rowsOf(week: WeekStatistics, topics: readonly string[]): Array<Array<string | number>> {
  const row = (kind: string, key: string, figure: string | number) => [
    week.week,
    week.from,
    week.to,
    kind,
    key,
    figure,
  ];
  return [
    row("questions", "", week.questions),
    row("unanswered", "", week.unanswered),
    row("outside", "", week.outside),
    row("declined", "", week.declined),
    row("references", "", week.references),
    row("up", "", week.up),
    row("down", "", week.down),
    ...topics.map((topic) => row("topic", topic, topicFigure(week, topic))),
    ...week.opinions.flatMap(({ situation, up, down }) => [row("up", situation, up), row("down", situation, down)]),
  ];
}
