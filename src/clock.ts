/** Where the time comes from; tests give their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

export type Zone = "WIB" | "WITA" | "WIT";

/** Indonesia keeps no summer time (Keppres 41/1987), so fixed offsets are exact. */
const OFFSET_HOURS: Readonly<Record<Zone, number>> = { WIB: 7, WITA: 8, WIT: 9 };

/** How far a zone's clocks are ahead of UTC. */
export function offsetHours(zone: Zone): number {
  return OFFSET_HOURS[zone];
}

const MONTHS = [
  "Januari",
  "Februari",
  "Maret",
  "April",
  "Mei",
  "Juni",
  "Juli",
  "Agustus",
  "September",
  "Oktober",
  "November",
  "Desember",
];

/** The calendar day in a zone, `YYYY-MM-DD`. */
export function dayIn(zone: Zone, moment: Date): string {
  return new Date(moment.getTime() + offsetHours(zone) * 3_600_000).toISOString().slice(0, 10);
}

/** "22 November 2026" for `2026-11-22`. */
export function spellDay(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** The day thirty days before. */
export function monthBefore(day: string): string {
  return new Date(Date.parse(day) - 30 * 86_400_000).toISOString().slice(0, 10);
}
