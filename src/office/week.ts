import { spellDay } from "../clock.ts";

const DAY_MS = 86_400_000;

/** The ISO 8601 week of a day: `2026-W47` for `2026-11-22`; weeks begin on Monday and belong to the year of their Thursday. */
export function weekOf(day: string): string {
  const thursday = mondayBefore(toMs(day)) + 3 * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const number = Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** The Monday and the Sunday of a week, `YYYY-MM-DD`. */
export function daysOf(week: string): { from: string; to: string } {
  const [year = "", number = ""] = week.split("-W");
  const monday = mondayBefore(toMs(`${year}-01-04`)) + (Number(number) - 1) * 7 * DAY_MS;
  return { from: toDay(monday), to: toDay(monday + 6 * DAY_MS) };
}

/** The week of a day and those before it, `count` in all, the oldest first. */
export function weeksUpTo(day: string, count: number): string[] {
  const monday = mondayBefore(toMs(day));
  return Array.from({ length: count }, (_, at) => weekOf(toDay(monday - (count - 1 - at) * 7 * DAY_MS)));
}

/** "16–22 November 2026", "26 Oktober – 22 November 2026"; without `year` it is left out. */
export function spellPeriod(from: string, to: string, { year } = { year: true }): string {
  const [first, last] = [spellDay(from).split(" "), spellDay(to).split(" ")];
  const end = last.slice(0, year ? 3 : 2).join(" ");
  if (first[2] !== last[2] && year) return `${first.join(" ")} – ${end}`;
  return first[1] === last[1] && first[2] === last[2]
    ? `${first[0]}–${end}`
    : `${first.slice(0, 2).join(" ")} – ${end}`;
}

function mondayBefore(ms: number): number {
  return ms - ((new Date(ms).getUTCDay() + 6) % 7) * DAY_MS;
}

function toMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function toDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
