import { OPEN_END } from "./event-times.ts";
import type { DayPart, WhenToken } from "./when-tokens.ts";

/** Times `HH:MM`; `until` may be {@link OPEN_END}; `nextDay` when the end is the day after. */
export type TimeRange = { from: string; until: string | undefined; nextDay: boolean };

/** What a text may say of the time, the likeliest first, none when it says nothing. */
export type TimesRead = { candidates: readonly TimeRange[]; question: string | undefined } | { problem: string };

type Clock = { hour: number; minute: number; sure: boolean; part: DayPart | undefined };
/** `open`: until nobody knows when. */
type Said = { start?: Clock; end?: Clock; minutes?: number; open?: true };

const DAY = 24 * 60;
/** Whoever begins later than that may well end after midnight. */
const LATE = 16 * 60;

const sentences = {
  number: (value: number) => `Angka ${value} itu jam atau tanggal? Tulis «jam ${value}» atau «tanggal ${value}».`,
  twoTimes: "Saya melihat lebih dari satu jam. Hubungkan dengan «sampai», misalnya jam 8 sampai 12.",
  noSuchTime: (time: string) => `Jam ${time} tidak ada. Tulis jam 0 sampai 24, misalnya 08.00 atau 13.30.`,
  noStart: "Jam mulainya belum ada. Tulis misalnya jam 8 sampai 12.",
  backwards: "Jam selesainya tidak sesudah jam mulainya. Tulis misalnya jam 8 sampai 12, atau 13.00-15.00.",
  night:
    "Jam itu bisa berarti dua hari yang berbeda. Tulis dengan angka dan tanggalnya, misalnya 11 oktober 2024 00.30.",
  which: "Jam itu ada dua kemungkinan. Yang mana maksudnya?",
};

/** Reads from when until when; `knownFrom` where only the end is said, `otherDay` when it ends on another day anyway. */
export function readTimes(tokens: readonly WhenToken[], knownFrom: string | undefined, otherDay: boolean): TimesRead {
  const said = collect(tokens);
  if ("problem" in said) return said;
  const starts = startsOf(said, knownFrom);
  if (typeof starts === "string") return { problem: starts };
  const candidates: TimeRange[] = [];
  let problem: string | undefined;
  for (const start of starts) {
    const end = endOf(said, start, otherDay);
    if (typeof end === "string") problem = end;
    else candidates.push({ from: clock(start), ...end });
  }
  if (candidates.length === 0 && problem !== undefined) return { problem };
  return { candidates, question: candidates.length > 1 ? sentences.which : undefined };
}

/** Sorts the tokens into start, end and length. */
function collect(tokens: readonly WhenToken[]): Said | { problem: string } {
  const said: Said = {};
  let side: "start" | "end" = "start";
  let pending: DayPart | undefined;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === "until") side = "end";
    else if (token.kind === "open-end") said.open = true;
    else if (token.kind === "duration") said.minutes = token.minutes;
    else if (token.kind === "part") {
      const open = said[side];
      if (open === undefined) pending = token.part;
      else said[side] = { ...open, part: open.part ?? token.part };
    } else if (token.kind === "time" || token.kind === "number") {
      const read = said[side] === undefined ? clockOf(tokens, at, side, pending) : { problem: sentences.twoTimes };
      if ("problem" in read) return read;
      said[side] = read;
      pending = undefined;
    }
  }
  return said;
}

function clockOf(
  tokens: readonly WhenToken[],
  at: number,
  side: "start" | "end",
  part: DayPart | undefined,
): Clock | { problem: string } {
  const token = tokens[at];
  if (token?.kind === "number" && !isHour(tokens, at, side)) return { problem: sentences.number(token.value) };
  const { hour, minute, sure } =
    token?.kind === "time" ? token : { hour: token?.kind === "number" ? token.value : 0, minute: 0, sure: false };
  const isTime = hour <= 24 && minute <= 59 && hour * 60 + minute <= DAY;
  if (!isTime) return { problem: sentences.noSuchTime(`${hour}.${String(minute).padStart(2, "0")}`) };
  return { hour, minute, sure: sure || hour > 12, part };
}

/** A bare number is an hour beside another hour or a part of the day, never by itself. */
function isHour(tokens: readonly WhenToken[], at: number, side: "start" | "end"): boolean {
  const near = [tokens[at - 1]?.kind, tokens[at + 1]?.kind];
  return side === "end" || near.includes("part") || near[1] === "until" || near[1] === "open-end";
}

/** The minutes of the day it may begin at, or why it cannot be told. */
function startsOf({ start, end, minutes, open }: Said, knownFrom: string | undefined): readonly number[] | string {
  if (start === undefined) {
    if (end === undefined && minutes === undefined && open !== true) return [];
    return knownFrom === undefined ? sentences.noStart : [minutesOf(knownFrom)];
  }
  if (start.part !== undefined) return inPart(start, start.part, "start");
  // "jam 2 sampai 4 sore": the part of the day is said once.
  if (end?.part !== undefined && !start.sure) {
    const [same] = inPartOrNone(start, end.part);
    const [last] = inPartOrNone(end, end.part);
    if (same !== undefined && last !== undefined && same < last) return [same];
  }
  const plain = start.hour * 60 + start.minute;
  if (plain === DAY) return sentences.night;
  const isOfficeHour = start.hour >= 7 && start.hour <= 12;
  return start.sure || isOfficeHour ? [plain] : [plain + DAY / 2, plain];
}

function endOf({ end, minutes, open }: Said, start: number, otherDay: boolean): Omit<TimeRange, "from"> | string {
  if (end === undefined) {
    if (minutes === undefined) return { until: open === true ? OPEN_END : undefined, nextDay: false };
    const until = start + minutes;
    return { until: clock(until % DAY), nextDay: until >= DAY };
  }
  const possible = end.part === undefined ? plainEnds(end) : inPart(end, end.part, "end");
  if (typeof possible === "string") return possible;
  const until = otherDay
    ? (possible.find((each) => each >= 7 * 60) ?? possible[0])
    : possible.find((each) => each > start);
  if (until !== undefined) return { until: clock(until % DAY), nextDay: until === DAY && !otherDay };
  const [first] = possible;
  if (first === undefined || start < LATE) return sentences.backwards;
  return { until: clock(first), nextDay: true };
}

function plainEnds({ hour, minute, sure }: Clock): readonly number[] {
  const plain = hour * 60 + minute;
  return sure || hour > 12 ? [plain === 0 ? DAY : plain] : [plain, plain + DAY / 2];
}

function inPartOrNone(said: Clock, part: DayPart): readonly number[] {
  const found = inPart(said, part, "end");
  return typeof found === "string" ? [] : found;
}

/** The hours, of twelve or twenty-four, that each part of the day has; `add` those that count from noon. */
const PARTS: Readonly<Record<DayPart, { asIs: readonly [number, number]; add: readonly [number, number] }>> = {
  dini: { asIs: [0, 5], add: [0, 0] },
  pagi: { asIs: [1, 11], add: [0, 0] },
  siang: { asIs: [10, 16], add: [1, 4] },
  sore: { asIs: [14, 19], add: [2, 7] },
  malam: { asIs: [18, 23], add: [6, 11] },
};

/** What a clock shows in that part of the day: "jam 3 sore" is 15.00. */
function inPart({ hour, minute }: Clock, part: DayPart, side: "start" | "end"): readonly number[] | string {
  const { asIs, add } = PARTS[part];
  const within = ([from, to]: readonly [number, number]) => hour >= from && hour <= to && to > 0;
  if (within(asIs)) return [hour * 60 + minute];
  if (within(add)) return [(hour + 12) * 60 + minute];
  const isMidnight = part === "malam" && (hour === 12 || hour === 24 || hour === 0) && minute === 0;
  if (isMidnight && side === "end") return [DAY];
  return part === "malam" || part === "dini" ? sentences.night : sentences.noSuchTime(`${hour} ${part}`);
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
