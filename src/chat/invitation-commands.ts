import type { Clock } from "../clock.ts";
import type { Event } from "../reminders/event.ts";
import type { People } from "../reminders/people.ts";
import type { Invitations, RespondOutcome, RsvpAnswer } from "../reminders/rsvp.ts";
import { sayEventTime } from "../reminders/say-when.ts";
import type { ReplyFile } from "../reply-file.ts";
import { withoutStoredSign } from "../stored-sign.ts";
import { type AttendanceSaid, attendanceSaid } from "./attendance-said.ts";
import type { Dialogues } from "./dialogues.ts";
import { acknowledges, asksOfEvent } from "./event-asked.ts";
import { eventTexts as texts } from "./event-texts.ts";
import {
  COMMANDS,
  commands,
  lineOf,
  MOST_LISTED,
  others,
  refusal,
  stateOf,
  subscribe,
  toCalendar,
  which,
  whyChoices,
} from "./invitation-replies.ts";
import { mayTell } from "./may-tell.ts";
import type { Reply } from "./message.ts";
import { paragraphs, reply } from "./replies.ts";
import type { Handler, Request, Route } from "./routes.ts";
import { withoutNames } from "./without-names.ts";

export type InvitationCommandParts = {
  invitations: Invitations;
  people: Pick<People, "at">;
  /** An event as people read it, with the buttons that its reminders carry. */
  describe(event: Event): Reply;
  calendar(event: Event): ReplyFile;
  /** Whether a text would be taken for a report of a violation. */
  isReport(text: string): Promise<boolean>;
  /** Whether a text is plainly a question. */
  isQuestion(text: string): boolean;
  question: Handler;
  clock: Clock;
};

export type InvitationCommands = {
  routes: Route[];
  dialogues: Pick<Dialogues, "rsvp">;
  /** /acara, with or without a number, for everybody who is no officer. */
  open: Handler;
  /** Plain words: a reply to an invitation from whoever has one, a question from everybody else. */
  saidOrQuestion: Handler;
};

const MOST_REASON = 200;
const MOST_OFFICE_WORDS = 8;

/** What is coming and who comes: /acara for people, and the buttons that reminders carry. */
export function createInvitationCommands(parts: InvitationCommandParts): InvitationCommands {
  const { invitations, people, describe, calendar, isReport, isQuestion, question, clock } = parts;
  const hasBegun = ({ startsAt }: Event) => startsAt <= clock().getTime();

  const open: Handler = ({ message, rest }) => {
    if (message.place === "group") return reply(texts.notInGroup);
    return /^\d{1,9}$/.test(rest) ? show(Number(rest), message.address) : list(message);
  };

  async function list(message: Request["message"]): Promise<Reply> {
    const seen = await invitations.upcoming(message.address);
    const isSubscriber = (await people.at(message.address))?.active === true;
    const further = isSubscriber ? [] : [texts.subscribe];
    if (seen.length === 0)
      return isSubscriber ? reply(texts.none) : reply([texts.nonePublic, texts.subscribe], [subscribe()]);
    return reply(
      [texts.list(seen.length), ...further],
      seen.slice(0, MOST_LISTED).map(({ event }) => ({ label: lineOf(event), action: `/undangan ${event.id}` })),
    );
  }

  async function show(id: number, address: string): Promise<Reply> {
    const found = await invitations.find(id, address);
    if (found === undefined) return reply(texts.unknown);
    const { event } = found;
    // What waits for a second officer is read by nobody else yet; as it was cancelled it may say what nobody agreed to.
    if (event.approvedBy === undefined || event.state === "cancelled") return { blocks: stateOf(found), choices: [] };
    if (found.as === "public") return reply([lineOf(event), texts.subscribe], [subscribe()]);
    const { blocks, choices } = describe(event);
    const isBegun = hasBegun(event);
    const begun = isBegun && event.state === "approved" ? paragraphs([texts.goingOn]) : [];
    return {
      blocks: [...blocks, ...begun, ...stateOf(found)],
      choices: event.state === "approved" && !isBegun ? choices : [],
    };
  }

  /** "/hadir 7"; without a number it is for the only event that there is, or it is asked which. */
  function respond(command: keyof typeof COMMANDS): Handler {
    return async (request) => {
      const { message, rest } = request;
      if (message.place === "group") return reply(texts.notInGroup);
      const [number = "", detail] = rest.split(/\s+/);
      const id = await eventFor(number, message.address);
      return typeof id === "number" ? decide(request, id, COMMANDS[command], detail) : which(id, command);
    };
  }

  /** Keeps the answer at the first tap; why is asked after that, and may stay unsaid. */
  async function decide(request: Request, id: number, answer: RsvpAnswer, detail: string | undefined): Promise<Reply> {
    const reason = detail === undefined ? undefined : texts.reasons[Number(detail) - 1];
    const outcome = await invitations.respond(id, request.message.address, { answer, reason });
    if (!isKept(outcome)) return refusal(outcome);
    const { event } = outcome;
    request.remembered.dialogue = undefined;
    if (detail !== undefined)
      return reply(reason === undefined ? texts.noReason : texts.reasonKept(reason), others(event, answer));
    const { title } = event.body;
    const said = outcome.kind === "same" ? texts.same(answer, title) : texts.saved(answer, title, sayEventTime(event));
    if (answer === "hadir") return reply(said, [toCalendar(event), ...others(event, answer)]);
    request.remembered.dialogue = { kind: "rsvp", event: id, answer };
    return reply([said, answer === "tidak" ? texts.askReason : texts.askDeputy], whyChoices(id, answer));
  }

  async function eventFor(number: string, address: string): Promise<number | Event[]> {
    if (/^\d{1,9}$/.test(number)) return Number(number);
    const seen = await invitations.upcoming(address);
    const invited = seen.flatMap(({ event, as }) => (as === "invited" ? [event] : []));
    const ahead = invited.filter((event) => !hasBegun(event));
    // Where nothing is ahead, they are late for what is going on, and hear so.
    const open = ahead.length > 0 ? ahead : invited;
    const [only, ...more] = open;
    return only !== undefined && more.length === 0 ? only.id : open;
  }

  /** Why somebody does not come, or who comes instead. What is a question or a report is no such thing, and is not kept. */
  async function takeReason(request: Request): Promise<Reply> {
    const { rest, remembered } = request;
    const open = remembered.dialogue;
    remembered.dialogue = undefined;
    if (open?.kind !== "rsvp") return question(request);
    // "maaf, saya hadir": they thought better of it.
    const said = attendanceSaid(rest);
    return said === undefined ? keepReason(request, open) : decideSaid(request, open.event, said);
  }

  async function keepReason(request: Request, open: { event: number; answer: RsvpAnswer }): Promise<Reply> {
    const { message, rest } = request;
    if (rest.length > MOST_REASON || isQuestion(rest) || mayTell(rest)) return notKept(request);
    if (/^(?:batal|tidak ada|tanpa alasan)[.!]?$/i.test(rest)) return reply(texts.noReason);
    // The name of an office alone is much like the beginning of a report.
    const isOffice = open.answer === "diwakili" && rest.split(/\s+/).length <= MOST_OFFICE_WORDS;
    if (!isOffice && (await isReport(rest))) return notKept(request);
    const rsvp = { answer: open.answer, reason: withoutNames(withoutStoredSign(rest)) };
    if (rsvp.reason === "") return reply(texts.noReason);
    const outcome = await invitations.respond(open.event, message.address, rsvp);
    return isKept(outcome)
      ? reply(texts.reasonKept(rsvp.reason), others(outcome.event, rsvp.answer))
      : refusal(outcome);
  }

  /** Answered like any other message, and said that it was not taken for a reason. */
  async function notKept(request: Request): Promise<Reply> {
    const answer = await question(request);
    return { ...answer, blocks: [{ kind: "note", text: texts.notAReason }, ...answer.blocks] };
  }

  async function sendCalendar({ message, rest }: Request): Promise<Reply> {
    if (message.place === "group") return reply(texts.notInGroup);
    const id = await eventFor(rest, message.address);
    if (typeof id !== "number") return which(id, "/kalender");
    const found = await invitations.find(id, message.address);
    if (found === undefined || found.as === "public") return reply(texts.unknown);
    // Of one that is cancelled the file takes it out of calendars again.
    const { state } = found.event;
    if (state !== "approved" && state !== "cancelled") return reply(stateOf(found).map(({ text }) => text));
    return { ...reply(state === "cancelled" ? texts.calendarGone : texts.calendarHow), files: [calendar(found.event)] };
  }

  async function isInvited(address: string): Promise<boolean> {
    return (await invitations.upcoming(address)).some(({ as }) => as === "invited");
  }

  /** What was said about coming, with the reason where one was given along with it. */
  async function decideSaid(request: Request, id: number, { answer, reason }: AttendanceSaid): Promise<Reply> {
    const said = await decide(request, id, answer, undefined);
    // Where it was not kept, nothing is asked either.
    if (reason === undefined || request.remembered.dialogue === undefined) return said;
    request.remembered.dialogue = undefined;
    const [kept] = said.blocks;
    const reasoned = await keepReason({ ...request, rest: reason }, { event: id, answer });
    return kept === undefined ? reasoned : { ...reasoned, blocks: [kept, ...reasoned.blocks] };
  }

  /** "Siap pak" out of the blue follows a reminder, and its writer believes to have answered it. */
  async function askComing({ message, rest, remembered }: Request): Promise<Reply | undefined> {
    if (!acknowledges(rest) || remembered.before !== undefined || remembered.question !== undefined) return undefined;
    const seen = await invitations.upcoming(message.address);
    const open = seen.find(({ event, as, rsvp }) => as === "invited" && rsvp === undefined && !hasBegun(event));
    if (open === undefined) return undefined;
    const { id, body } = open.event;
    const choices = commands.map((command) => ({ label: texts.choice[COMMANDS[command]], action: `${command} ${id}` }));
    return reply(texts.unanswered(body.title, sayEventTime(open.event)), choices);
  }

  async function saidOrQuestion(request: Request): Promise<Reply> {
    const { rest, message } = request;
    if (message.place !== "private" || message.kind !== "text") return question(request);
    const said = attendanceSaid(rest);
    const unanswered = await askComing(request);
    if (unanswered !== undefined) return unanswered;
    const isOther = said === undefined ? !asksOfEvent(rest) : said.reason !== undefined && isQuestion(rest);
    if (isOther || !(await isInvited(message.address))) return question(request);
    const id = await eventFor("", message.address);
    if (said === undefined) return typeof id === "number" ? show(id, message.address) : list(message);
    const command = commands.find((each) => COMMANDS[each] === said.answer);
    return typeof id === "number" || command === undefined ? decideSaid(request, Number(id), said) : which(id, command);
  }

  const behindButton = (command: string, handle: Handler): Route => ({
    command,
    help: undefined,
    // "hadir" alone is said by people; with more words behind it, it is an ordinary sentence.
    bareWord: (rest) => /^\d{0,9}$/.test(rest),
    handle,
    handleBare: async (request) =>
      (await isInvited(request.message.address))
        ? handle(request)
        : question({ ...request, rest: request.message.text.trim() }),
  });

  return {
    routes: [
      ...commands.map((command) => behindButton(command, respond(command))),
      behindButton("/kalender", sendCalendar),
      { command: "/undangan", help: undefined, bareWord: false, handle: open },
    ],
    dialogues: { rsvp: takeReason },
    open,
    saidOrQuestion,
  };
}

function isKept(outcome: RespondOutcome): outcome is { kind: "saved" | "same"; event: Event } {
  return outcome.kind === "saved" || outcome.kind === "same";
}
