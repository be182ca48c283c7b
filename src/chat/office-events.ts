import type { Clock } from "../clock.ts";
import { may, type Officer } from "../office/officer.ts";
import type { Event } from "../reminders/event.ts";
import { sayCounts } from "../reminders/officer-notices.ts";
import { MOST_ALONE } from "../reminders/release.ts";
import type { Acting, EventsOffice } from "../reminders/releasing.ts";
import type { Rsvps } from "../reminders/rsvp.ts";
import { sayEventTime } from "../reminders/say-when.ts";
import { spellCount } from "../reminders/spell-count.ts";
import type { OfficerHandler } from "./as-officer.ts";
import type { EventFormCommands } from "./event-form-commands.ts";
import type { Block, Choice, Reply } from "./message.ts";
import { officeEventTexts as texts } from "./office-event-texts.ts";
import { reply, shortened } from "./replies.ts";
import type { Request } from "./routes.ts";
import { sayTogether } from "./say-not-enough.ts";
import { whoAgrees } from "./who-agrees.ts";

export type OfficeEventParts = {
  office: EventsOffice;
  rsvps: Pick<Rsvps, "perUnit" | "reasons">;
  edit: EventFormCommands["edit"];
  clock: Clock;
  /** Whether one officer may confirm their own after a while. */
  alone: boolean;
};

const MOST_LISTED = 8;
/** As many as one reads on a phone. */
const MOST_REASONS = 30;
/** An officer looks back at what was this lately. */
const LATELY_MS = 30 * 86_400_000;

/** /acara as officers see it: all that is coming or was lately, and of each how it stands and what can be done. */
export function createOfficeEvents({ office, rsvps, edit, clock, alone }: OfficeEventParts): OfficerHandler {
  async function list(page: number): Promise<Reply> {
    const since = clock().getTime() - LATELY_MS;
    const events = (await office.list()).filter(({ endsAt }) => endsAt > since);
    const shown = events.slice((page - 1) * MOST_LISTED, page * MOST_LISTED);
    const more =
      events.length > page * MOST_LISTED ? [{ label: texts.choice.more, action: `/acara hal ${page + 1}` }] : [];
    return reply(events.length === 0 ? texts.none : texts.list(events.length), [
      ...shown.map((event) => ({ label: lineOf(event), action: `/acara ${event.id}` })),
      ...more,
      { label: texts.choice.create, action: "/acara_baru" },
      { label: texts.choice.asInvited, action: "/undangan" },
    ]);
  }

  async function show(event: Event, officer: Officer): Promise<Reply> {
    const { id, body, state, recipients } = event;
    const counts = await office.counts(id);
    const replies = await rsvps.perUnit(id);
    const sum = (answer: "hadir" | "diwakili" | "tidak") => replies.reduce((all, unit) => all + unit[answer], 0);
    const facts = [
      sayEventTime(event),
      body.place,
      texts.audience(body.audience, spellCount(recipients)),
      texts.made(event.madeBy, event.approvedBy, event.alone),
    ];
    const items = [
      texts.deliveries(sayCounts(counts)),
      texts.replies(spellCount(sum("hadir")), spellCount(sum("diwakili")), spellCount(sum("tidak"))),
    ];
    const blocks: Block[] = [
      { kind: "title", text: texts.title(id, body.title, state) },
      { kind: "text", text: facts.join("\n") },
      { kind: "list", title: texts.soFar, items, ordered: false },
    ];
    return { blocks, choices: choicesFor(event, officer) };
  }

  async function reasons({ id, body }: Event): Promise<Reply> {
    const given = await rsvps.reasons(id, MOST_REASONS);
    const back = [{ label: texts.choice.backToEvent, action: `/acara ${id}` }];
    if (given.length === 0) return reply(texts.noReasons, back);
    const items = given.map(({ answer, unit, reason, count }) => texts.reason(answer, unit, reason, count));
    return { blocks: [{ kind: "list", title: texts.reasons(body.title), items, ordered: false }], choices: back };
  }

  async function cancel(event: Event, isSure: boolean, by: Acting): Promise<Reply> {
    const { id, body } = event;
    if (!isSure)
      return reply(texts.reallyCancel(body.title), [
        { label: texts.choice.cancelYes, action: `/acara ${id} batal ya` },
        { label: texts.choice.back, action: `/acara ${id}` },
      ]);
    const outcome = await office.cancel(id, by);
    if (outcome.kind === "cancelled") return reply(texts.cancelled(body.title, spellCount(outcome.told)));
    return reply(texts.notCancelled[outcome.kind]);
  }

  /** A draft that nobody let go yet: at once where one officer may, else to the others. */
  async function release(event: Event, by: Acting): Promise<Reply> {
    const outcome = event.recipients <= MOST_ALONE ? await office.approve(event.id, by) : undefined;
    if (outcome?.kind === "approved") return reply(texts.sent);
    if (!(await office.submit(event.id, by))) return reply(texts.notDraft);
    const next = whoAgrees(event, { kind: "acara", by, alone });
    const why = outcome === undefined ? [] : sayTogether(outcome);
    return reply([...why, `${texts.submitted} ${next.text}`], next.choices);
  }

  async function one(request: Request, officer: Officer, event: Event, what: string, sure: string): Promise<Reply> {
    const by = { name: officer.name, approves: may(officer, "approve") };
    switch (what) {
      case "ubah":
        return isOpen(event) ? edit(request, officer, event) : reply(texts.unchangeable);
      case "batal":
        return cancel(event, sure === "ya", by);
      case "alasan":
        return reasons(event);
      case "kirim":
        return release(event, by);
      default:
        return show(event, officer);
    }
  }

  return async (request, officer) => {
    const [word = "", what = "", sure = ""] = request.rest.split(/\s+/);
    if (word === "" || word === "hal") return list(Number(what) || 1);
    const event = /^\d{1,9}$/.test(word) ? await office.find(Number(word)) : undefined;
    return event === undefined ? reply(texts.unknown(word.slice(0, 20))) : one(request, officer, event, what, sure);
  };
}

function isOpen({ state }: Event): boolean {
  return state === "draft" || state === "pending" || state === "approved";
}

function choicesFor(event: Event, officer: Officer): Choice[] {
  const { id, state } = event;
  return [
    ...(state === "draft" ? [{ label: texts.choice.release, action: `/acara ${id} kirim` }] : []),
    ...(state === "pending" && may(officer, "approve")
      ? [{ label: texts.choice.review, action: `/setujui acara ${id}` }]
      : []),
    ...(isOpen(event)
      ? [
          { label: texts.choice.edit, action: `/acara ${id} ubah` },
          { label: texts.choice.cancel, action: `/acara ${id} batal` },
        ]
      : []),
    { label: texts.choice.reasons, action: `/acara ${id} alasan` },
    { label: texts.choice.report, action: `/laporan_acara ${id}` },
    { label: texts.choice.asInvited, action: `/undangan ${id}` },
  ];
}

/** Without its number: the list counts by itself, and only what it counts can be typed. */
function lineOf(event: Event): string {
  const { body, state } = event;
  const day = sayEventTime(event).split(",").slice(0, 2).join(",");
  return `${shortened(body.title, 40)} — ${day} (${texts.state[state]})`;
}
