import type { QuietHours } from "./due.ts";
import type { Event, EventBody } from "./event.ts";
import { shownChanges } from "./event-fields.ts";
import type { EventSteps } from "./event-store.ts";
import type { MailingKind, NewMailing } from "./mailing.ts";
import { planReminders } from "./plan.ts";
import { MOST_ALONE } from "./release.ts";
import { sayEvent } from "./say-event.ts";

export type LetGoParts = { officeName: string; quiet: QuietHours | undefined; now: number };

/**
 * Plans what an approved event sends from now on: a correction at once to whoever was told something else, and the reminders that
 * are still to come. How many get the correction.
 */
export async function letEventGo(
  event: Event,
  steps: EventSteps,
  { officeName, quiet, now }: LetGoParts,
): Promise<number> {
  const { body, startsAt, endsAt } = event;
  const told = await steps.told();
  const isNew = isNews(told, body);
  const reminder = (label: string, dueAt: number): NewMailing => ({
    ...mailingOf(event, "reminder"),
    label,
    audience: body.audience,
    reply: sayEvent(event, "reminder", { officeName }),
    dueAt,
    until: startsAt,
    most: isOnOneWord(event) ? MOST_ALONE : undefined,
  });
  const goesOn = !isNew && ((await steps.goOn(reminder("", now).reply)) || (await steps.isUnderWay()));
  const correction = { ...mailingOf(event, "correction"), dueAt: now, until: endsAt };
  const reply = () => sayEvent(event, "correction", { officeName, told, hasBegun: startsAt <= now });
  const reached = isNew && (await steps.countTold()) > 0 ? await steps.open({ ...correction, reply: reply() }) : 0;
  const owed = !goesOn && (told.length === 0 || (reached === 0 && (await steps.owes())));
  const { reminders } = body;
  const { planned, missed } = planReminders({ startsAt, zone: body.zone, reminders, quiet, now, owed });
  const reminded = await steps.reminding();
  for (const label of missed.filter((each) => !reminded.includes(each))) await steps.miss(reminder(label, now));
  for (const { label, dueAt } of planned) await steps.plan(reminder(label, dueAt));
  return reached;
}

/** Whether an event says something else now than somebody was told, so that they are to be told that. */
export function isNews(told: readonly EventBody[], body: EventBody): boolean {
  return told.some((each) => shownChanges(each, body).length > 0);
}

/** Tells whoever was told of it that it does not take place; how many. After everything else was withdrawn. */
export async function sayEventIsOff(
  event: Event,
  steps: EventSteps,
  { officeName, now }: Pick<LetGoParts, "officeName" | "now">,
): Promise<number> {
  if ((await steps.countTold()) === 0) return 0;
  const reply = sayEvent(event, "cancellation", { officeName, told: await steps.told() });
  return steps.open({ ...mailingOf(event, "cancellation"), reply, dueAt: now, until: event.endsAt });
}

/** Nobody but its maker agreed to it, and only once. */
function isOnOneWord({ madeBy, approvedBy, alone }: Event): boolean {
  return madeBy === approvedBy && !alone;
}

function mailingOf({ id }: Event, kind: MailingKind): Omit<NewMailing, "reply" | "dueAt"> {
  return { event: id, kind, label: "", audience: undefined, until: undefined, most: undefined };
}
