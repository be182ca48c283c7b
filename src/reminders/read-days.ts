import { spellDay } from "../clock.ts";
import { sayDay } from "./say-when.ts";
import type { WhenToken } from "./when-tokens.ts";

/** Days `YYYY-MM-DD`; `endDay` where that is another one. */
export type DayRange = { day: string; endDay: string | undefined };

/** What a text may say of the day, the likeliest first, none when it says nothing; `rest` is what it says besides. */
export type DaysRead =
  | { candidates: readonly DayRange[]; question: string | undefined; rest: readonly WhenToken[] }
  | { problem: string };

type Meant = { days: readonly string[]; question?: string } | { problem: string };
type DateToken = Extract<WhenToken, { kind: "date" }>;

const DAY_MS = 86_400_000;
/** A date without a year that has passed this lately may still be meant. */
const LATELY_DAYS = 60;
const DAY_KINDS = new Set<WhenToken["kind"]>([
  ...(["date", "day-of-month", "weekday", "week", "next", "in-days", "in-months"] as const),
]);

const sentences = {
  twoDates: "Saya melihat lebih dari satu tanggal. Tulis satu saja, atau hubungkan dengan «sampai».",
  or: "Tulis satu waktu saja, bukan pilihan dengan «atau».",
  noSuchDay: (day: number, last: number) =>
    `Tanggal ${day} tidak ada di bulan itu; bulan itu sampai tanggal ${last}. Tulis tanggal yang benar.`,
  noSuchMonth: (month: number) => `Bulan ${month} tidak ada. Tulis tanggal dulu, baru bulan, misalnya 10/10/2024.`,
  backwards: "Hari terakhir itu sebelum hari pertamanya. Tulis yang lebih dulu di depan.",
  halfSaid: "Harinya belum jelas. Tulis misalnya kamis depan, 10 oktober 2024, atau besok.",
  whichWeek: "Hari itu ada dua kemungkinan. Yang mana maksudnya?",
  whichYear: "Tanggal itu baru saja lewat. Yang mana maksudnya?",
  weekOrSunday: "«Minggu depan» bisa sepekan lagi, bisa hari Minggu. Yang mana maksudnya?",
  otherWeekday: (day: string) => `${spellDay(day)} jatuh pada hari ${sayDay(day).split(",")[0]}. Yang mana maksudnya?`,
};

/** Reads the day or days; `today` is the day at the place. */
export function readDays(tokens: readonly WhenToken[], today: string): DaysRead {
  if (tokens.some(({ kind }) => kind === "or")) return { problem: sentences.or };
  const isDay = (at: number) => DAY_KINDS.has(tokens[at]?.kind ?? "unknown");
  const to = tokens.findIndex(
    ({ kind }, at) => kind === "until" && isDay(at + 1) && tokens.slice(0, at).some((_, i) => isDay(i)),
  );
  // Between two days alone the word belongs to them; behind a time it belongs to the times too.
  const rest = tokens.filter((_, at) => !isDay(at) && !(at === to && isDay(at - 1)));
  const all = tokens.filter((_, at) => isDay(at));
  if (to === -1) {
    if (all.length === 0) return { candidates: [], question: undefined, rest };
    const meant = dayOf(all, today);
    if ("problem" in meant) return meant;
    return { candidates: meant.days.map((day) => ({ day, endDay: undefined })), question: meant.question, rest };
  }
  const before = tokens.filter((_, at) => isDay(at) && at < to);
  const after = tokens.filter((_, at) => isDay(at) && at > to);
  return readRange(withYearOf(before, after), after, today, rest);
}

function readRange(
  before: readonly WhenToken[],
  after: readonly WhenToken[],
  today: string,
  rest: readonly WhenToken[],
): DaysRead {
  const first = dayOf(before, today);
  if ("problem" in first) return first;
  const candidates: DayRange[] = [];
  for (const day of first.days) {
    // "senin sampai rabu": the Wednesday after that Monday; "besok sampai lusa" both count from today.
    const last = dayOf(after, after.some(({ kind }) => kind === "in-days") ? today : day);
    if ("problem" in last) return last;
    const endDay = last.days.find((each) => each >= day);
    if (endDay !== undefined) candidates.push({ day, endDay: endDay === day ? undefined : endDay });
  }
  if (candidates.length === 0) return { problem: sentences.backwards };
  return { candidates, question: first.question, rest };
}

/** "30 september sampai 2 oktober 2024": the year is said once. */
function withYearOf(before: readonly WhenToken[], after: readonly WhenToken[]): readonly WhenToken[] {
  const last = after.find((token): token is DateToken => token.kind === "date" && token.year !== undefined);
  if (last?.year === undefined) return before;
  const { year, month } = last;
  return before.map((token) =>
    token.kind === "date" && token.year === undefined
      ? { ...token, year: token.month > month ? year - 1 : year }
      : token,
  );
}

/** The day that the words of one mention mean together. */
function dayOf(tokens: readonly WhenToken[], today: string): Meant {
  const named = tokens.filter(({ kind }) => kind !== "weekday" && kind !== "week" && kind !== "next");
  const weekdays = tokens.flatMap((token) => (token.kind === "weekday" ? [token.weekday] : []));
  if (named.length > 1 || new Set(weekdays).size > 1) return { problem: sentences.twoDates };
  const [weekday] = weekdays;
  const [name] = named;
  if (name === undefined) return ofWeek(tokens, weekday, today);
  const meant = ofName(name, today);
  if ("problem" in meant || weekday === undefined) return meant;
  if (name.kind === "in-days" && name.days >= 7 && name.days % 7 === 0)
    return { days: [inWeekOf(plus(today, name.days), weekday)] };
  return onWeekday(meant, weekday);
}

function ofName(token: WhenToken, today: string): Meant {
  switch (token.kind) {
    case "in-days":
      return { days: [plus(today, token.days)] };
    case "in-months":
      return { days: [inMonths(today, token.months, Number(today.slice(8)))] };
    case "day-of-month":
      return dayOfMonth(token.day, token.months, today);
    case "date":
      return ofDate(token, today);
    default:
      return { problem: sentences.halfSaid };
  }
}

function ofDate({ year, month, day }: DateToken, today: string): Meant {
  if (month < 1 || month > 12) return { problem: sentences.noSuchMonth(month) };
  const thisYear = Number(today.slice(0, 4));
  if (year !== undefined) {
    const last = lastOf(year, month);
    return day < 1 || day > last ? { problem: sentences.noSuchDay(day, last) } : { days: [iso(year, month, day)] };
  }
  // A leap day without a year is the next one there is.
  const years = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((more) => thisYear + more);
  const exists = years.filter((each) => day >= 1 && day <= lastOf(each, month)).map((each) => iso(each, month, day));
  const [next] = exists.filter((each) => each >= today);
  if (next === undefined) return { problem: sentences.noSuchDay(day, lastOf(thisYear, month)) };
  const passed = exists.find((each) => each < today && each >= plus(today, -LATELY_DAYS));
  return passed === undefined ? { days: [next] } : { days: [next, passed], question: sentences.whichYear };
}

function dayOfMonth(day: number, months: 0 | 1 | undefined, today: string): Meant {
  const [thisMonth, nextMonth, third] = [0, 1, 2].map((more) => inMonths(today, more, day));
  const isThat = (each: string | undefined) => each !== undefined && Number(each.slice(8)) === day;
  const wanted = months === 0 ? [thisMonth] : months === 1 ? [nextMonth] : [thisMonth, nextMonth, third];
  const found = wanted.find((each) => isThat(each) && (months !== undefined || (each ?? "") >= today));
  return found === undefined ? { problem: sentences.noSuchDay(day, 31) } : { days: [found] };
}

/** A date beside a weekday that it does not fall on is a slip, but in which of the two? */
function onWeekday(meant: { days: readonly string[]; question?: string }, weekday: number): Meant {
  const fitting = meant.days.filter((day) => weekdayOf(day) === weekday);
  if (fitting.length > 0) return { days: fitting };
  const [day = ""] = meant.days;
  const nearest = [-3, -2, -1, 1, 2, 3].map((more) => plus(day, more)).find((each) => weekdayOf(each) === weekday);
  return { days: nearest === undefined ? [day] : [day, nearest], question: sentences.otherWeekday(day) };
}

function ofWeek(tokens: readonly WhenToken[], weekday: number | undefined, today: string): Meant {
  const week = tokens.flatMap((token) => (token.kind === "week" ? [token.weeks] : []))[0];
  if (weekday === undefined) {
    if (week !== 1) return { problem: sentences.halfSaid };
    return { days: [...new Set([plus(today, 7), coming(today, 0)])], question: sentences.weekOrSunday };
  }
  const next = coming(today, weekday);
  const ofNextWeek = inWeekOf(plus(today, 7), weekday);
  if (week === 1) return { days: [ofNextWeek] };
  if (week === 0) {
    const ofThisWeek = inWeekOf(today, weekday);
    return ofThisWeek >= today ? { days: [ofThisWeek] } : { days: [next, ofThisWeek], question: sentences.whichWeek };
  }
  const isNext = tokens.some(({ kind }) => kind === "next");
  const other = isNext ? ofNextWeek : weekdayOf(today) === weekday ? today : next;
  const days = [...new Set(isNext ? [next, other] : [other, next])];
  return days.length > 1 ? { days, question: sentences.whichWeek } : { days };
}

/** The next such weekday after today. */
function coming(today: string, weekday: number): string {
  return plus(today, ((weekday - weekdayOf(today) + 6) % 7) + 1);
}

/** That weekday in the same week; weeks begin on Monday. */
function inWeekOf(day: string, weekday: number): string {
  return plus(day, ((weekday + 6) % 7) - ((weekdayOf(day) + 6) % 7));
}

function weekdayOf(day: string): number {
  return new Date(day).getUTCDay();
}

function plus(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** That day so many months on, or the last one of a shorter month. */
function inMonths(today: string, months: number, day: number): string {
  const [year = 0, month = 0] = today.split("-").map(Number);
  const at = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(at / 12), (at % 12) + 1];
  return iso(toYear, toMonth, Math.min(day, lastOf(toYear, toMonth)));
}

function lastOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function iso(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
