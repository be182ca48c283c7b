import { parseBefore } from "./due.ts";

const UNITS: Readonly<Record<string, (count: number) => string>> = {
  minggu: (count) => `P${count * 7}D`,
  pekan: (count) => `P${count * 7}D`,
  hari: (count) => `P${count}D`,
  jam: (count) => `PT${count}H`,
  menit: (count) => `PT${count}M`,
};
const SPAN = /(\d{1,3})\s*(minggu|pekan|hari|jam|menit)/g;

/** Reads "7 hari, 1 hari, 30 menit" and "H-7, H-1" as durations before an event, each once; undefined when anything else stands between. */
export function readReminders(text: string): string[] | undefined {
  const said = text
    .toLowerCase()
    .replace(/\bh\s*[-–−]\s*(\d{1,3})\b(?!\s*(?:minggu|pekan|hari|jam|menit))/g, "$1 hari")
    .replace(/\b(?:sebelum(?:nya)?|dan)\b|\bh\s*[-–−]\s*(?=\d)/g, " ");
  const found = [...said.matchAll(SPAN)];
  if (found.length === 0 || /[^\s,;.|/]/.test(said.replace(SPAN, ""))) return undefined;
  const reminders = found.flatMap(([, count, unit = ""]) => UNITS[unit]?.(Number(count)) ?? []);
  return reminders.some((each) => parseBefore(each) === undefined) ? undefined : [...new Set(reminders)];
}
