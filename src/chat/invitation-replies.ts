import type { Event } from "../reminders/event.ts";
import type { Invitation, RespondOutcome, RsvpAnswer } from "../reminders/rsvp.ts";
import { sayEventTime } from "../reminders/say-when.ts";
import { eventTexts as texts } from "./event-texts.ts";
import type { Block, Choice, Reply } from "./message.ts";
import { reply, shortened } from "./replies.ts";

export const MOST_LISTED = 9;
/** The commands behind the buttons of an invitation, and what each replies. */
export const COMMANDS = { "/hadir": "hadir", "/wakil": "diwakili", "/absen": "tidak" } as const;
export const commands = ["/hadir", "/wakil", "/absen"] as const;

/** Why a reply was not kept. */
export function refusal(outcome: Exclude<RespondOutcome, { kind: "saved" | "same" }>): Reply {
  switch (outcome.kind) {
    case "unknown":
      return reply(texts.unknown);
    case "begun":
      return reply((outcome.event.state === "over" ? texts.late : texts.begun)(titleFor(outcome.event)));
    case "public":
      return reply(texts.subscribe, [subscribe()]);
    default:
      return reply(texts[outcome.kind](titleFor(outcome.event)));
  }
}

/** How an event stands for whoever asks, beside what it is. */
export function stateOf({ event, rsvp }: Invitation): Array<Extract<Block, { kind: "text" }>> {
  const title = titleFor(event);
  const state = { cancelled: texts.cancelled(title), over: texts.over(title), pending: texts.changing(title) };
  const said =
    event.state === "approved" || event.state === "draft"
      ? rsvp === undefined
        ? []
        : [texts.current(rsvp.answer, rsvp.reason)]
      : [state[event.state]];
  return said.map((text) => ({ kind: "text", text }));
}

/** What people may hear it called: a title that nobody agreed to is not said. */
function titleFor({ body, approvedBy }: Event): string {
  return approvedBy === undefined ? texts.unnamed : `«${body.title}»`;
}

/** The replies that were not given. */
export function others({ id }: Event, answer: RsvpAnswer): Choice[] {
  const all = commands.filter((command) => COMMANDS[command] !== answer);
  return all.map((command) => ({ label: texts.choice[COMMANDS[command]], action: `${command} ${id}` }));
}

/** What may be said of not coming, or of who comes instead, at one tap. */
export function whyChoices(id: number, answer: "diwakili" | "tidak"): Choice[] {
  if (answer === "diwakili") return [{ label: texts.choice.noDeputy, action: `/wakil ${id} -` }];
  const reasons = texts.reasons.map((label, at) => ({ label, action: `/absen ${id} ${at + 1}` }));
  return [...reasons, { label: texts.choice.noReason, action: `/absen ${id} -` }];
}

/** Asks which event a command is for; `command` with its slash. */
export function which(events: readonly Event[], command: string): Reply {
  if (events.length === 0) return reply(texts.unknown);
  const shown = events.slice(0, MOST_LISTED);
  return reply(
    texts.whichOne,
    shown.map((event) => ({ label: lineOf(event), action: `${command} ${event.id}` })),
  );
}

export function toCalendar({ id }: Event): Choice {
  return { label: texts.choice.calendar, action: `/kalender ${id}` };
}

export function subscribe(): Choice {
  return { label: texts.choice.subscribe, action: "/langganan" };
}

/** An event in one line of a list. */
export function lineOf(event: Event): string {
  return `${shortened(event.body.title, 50)} — ${sayEventTime(event)}`;
}
