import type { Zone } from "../clock.ts";
import { type Before, dueAt, isWorthless, parseBefore, type QuietHours, quietSpan } from "./due.ts";

/** One reminder and when it goes out, in ms. */
export type PlannedReminder = { label: string; dueAt: number };

/** What goes out, the soonest first, and the labels of those whose time has passed. */
export type ReminderPlan = { planned: PlannedReminder[]; missed: string[] };

export type PlanAsked = {
  startsAt: number;
  zone: Zone;
  /** ISO durations before the start. */
  reminders: readonly string[];
  quiet: QuietHours | undefined;
  now: number;
  /** Whether a reminder is owed at once where its time has passed: nobody was reminded of this event yet. */
  owed: boolean;
};

/**
 * Which reminders of an event go out, seen from `now`. One whose time has passed is missed; where one is owed, the latest of
 * them goes out at once, or when the quiet hours end. Two that fall on the same moment are one, the nearer to the start.
 */
export function planReminders({ startsAt, zone, reminders, quiet, now, owed }: PlanAsked): ReminderPlan {
  const all = [...new Set(reminders)]
    .flatMap((label) => {
      const before = parseBefore(label);
      return before === undefined ? [] : [{ label, dueAt: dueAt(startsAt, zone, before, quiet), wanted: msOf(before) }];
    })
    .sort((one, other) => one.dueAt - other.dueAt || other.wanted - one.wanted);
  if (isWorthless(startsAt, now)) return { planned: [], missed: all.map(({ label }) => label) };
  // Where none is owed, what is due this very moment went out.
  const coming = all.filter((each) => (each.dueAt > now || (owed && each.dueAt === now)) && each.dueAt < startsAt);
  const last = all.findLast((each) => each.dueAt < now);
  const atOnce =
    owed && last !== undefined ? [{ label: last.label, dueAt: atOnceFrom(now, startsAt, zone, quiet) }] : [];
  const byMoment = new Map<number, PlannedReminder>();
  for (const { label, dueAt } of [...atOnce, ...coming]) byMoment.set(dueAt, { label, dueAt });
  const planned = [...byMoment.values()].sort((one, other) => one.dueAt - other.dueAt);
  const isOne = (label: string) => [...atOnce, ...coming].some((each) => each.label === label);
  return { planned, missed: all.map(({ label }) => label).filter((label) => !isOne(label)) };
}

/** When something that is late goes out: now, but nobody is woken where it still is of use in the morning. In ms. */
export function atOnceFrom(now: number, startsAt: number, zone: Zone, quiet: QuietHours | undefined): number {
  const span = quiet === undefined ? undefined : quietSpan(now, zone, quiet);
  return span === undefined || span.end >= startsAt ? now : span.end;
}

function msOf(before: Before): number {
  return "days" in before ? before.days * 86_400_000 : before.minutes * 60_000;
}
