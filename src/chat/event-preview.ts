import type { Clock, Zone } from "../clock.ts";
import type { Forms } from "../office/forms.ts";
import { may } from "../office/officer.ts";
import type { NewFile } from "../reminders/attached-file.ts";
import { audienceCount, nobodyOf } from "../reminders/audience-count.ts";
import { digestOf } from "../reminders/digest.ts";
import type { QuietHours } from "../reminders/due.ts";
import type { Event, EventBody } from "../reminders/event.ts";
import { changedFields, isFree, shownChanges } from "../reminders/event-fields.ts";
import type { EventFiles } from "../reminders/event-files.ts";
import { timesOf } from "../reminders/event-times.ts";
import { lintEvent } from "../reminders/lint.ts";
import type { People } from "../reminders/people.ts";
import { planReminders } from "../reminders/plan.ts";
import { readEvent } from "../reminders/read-event.ts";
import { MOST_ALONE } from "../reminders/release.ts";
import type { Acting, BodyProblem, EventsOffice } from "../reminders/releasing.ts";
import { sayEvent } from "../reminders/say-event.ts";
import { sayMoment } from "../reminders/say-when.ts";
import { bodyOf, type EventForm, type FormStep, formOf, formSteps, isAsked } from "./event-form.ts";
import type { FormEnd, Sent } from "./event-form-end.ts";
import { sayReminder, stepName, stepWord, previewTexts as texts } from "./event-form-texts.ts";
import { sayPeople } from "./event-prompts.ts";
import { type Followed, follow } from "./follow-event.ts";
import type { Block, Choice, Reply } from "./message.ts";
import { nobodyNote } from "./nobody-note.ts";
import { findingLine, markOf } from "./release-approvals.ts";
import { paragraphs, reply } from "./replies.ts";
import { sayTogether } from "./say-not-enough.ts";
import { whoAgrees } from "./who-agrees.ts";

export type EventPreviewParts = {
  office: Pick<EventsOffice, "add" | "approve" | "submit" | "change" | "find" | "list" | "told">;
  people: Pick<People, "count">;
  files: Pick<EventFiles, "of">;
  forms: Pick<Forms, "drop">;
  officeName: string;
  quiet: QuietHours | undefined;
  clock: Clock;
  zone: Zone;
  /** Whether one officer may confirm their own after a while. */
  alone: boolean;
};

/** The end of an event's form: the very reply that people get, when it comes to them, and letting it go. */
export function createEventPreview(parts: EventPreviewParts): FormEnd {
  const { office, people, files, forms, officeName, quiet, clock, zone, alone } = parts;

  return {
    async show(form, id) {
      const body = bodyOf(form);
      if ("missing" in body) return incomplete(body.missing);
      const read = readEvent(body, { zone });
      if (read.kind === "bad") return unusable(read.problems);
      const count = await audienceCount(people, body.audience, "events");
      const sent = await filesOf(form, id);
      const digest = digestOf(read.body, sent);
      const message = sayEvent({ id: form.changes ?? 0, body: read.body }, "reminder", { officeName });
      return {
        blocks: [
          ...paragraphs([texts.beginning]),
          ...message.blocks,
          { kind: "note", text: texts.buttons(message.choices.map(({ label }) => label)) },
          ...paragraphs([texts.ending, texts.audience(body.audience, sayPeople(count))]),
          ...nobodyNote(await nobodyOf(people, body.audience)),
          ...(await correctionBlocks(form, read.body, count)),
          ...reminderBlocks(read.body),
          ...lintEvent(read.body, sent).map((finding): Block => ({ kind: "note", text: findingLine(finding) })),
        ],
        choices: [sendChoice(form, digest, count), ...corrections(form), ...wayOut],
        ...(sent.length > 0 && { files: sent }),
      };
    },
    follow: followed,
    async send(form, id, mark, officer) {
      if ((await followed(form)).others.length > 0) return undefined;
      const body = bodyOf(form);
      const read = "missing" in body ? undefined : readEvent(body, { zone });
      if (read?.kind !== "read") return undefined;
      const attached = await filesOf(form, id);
      const digest = digestOf(read.body, attached);
      if (markOf(digest) !== mark) return undefined;
      const by = { name: officer.name, approves: may(officer, "approve") };
      const own = form.ownFiles && (attached.length > 0 || form.changes !== undefined) ? { form: id } : undefined;
      const sent =
        form.changes === undefined
          ? await make(read.body, digest, by, own)
          : await change(form.changes, read.body, by, own);
      if (sent.done) await forms.drop(officer.name, "event");
      return sent;
    },
  };

  async function followed(form: EventForm): Promise<Followed> {
    const event = form.changes === undefined ? undefined : await office.find(form.changes);
    if (event === undefined) return { form, others: [] };
    const names = (await files.of({ event: event.id })).map(({ name }) => name);
    return follow(form, formOf(event, names));
  }

  function filesOf({ changes, ownFiles }: EventForm, id: number): Promise<NewFile[]> {
    return files.of(ownFiles || changes === undefined ? { form: id } : { event: changes });
  }

  /** Who hears at once that something changed, so that nobody writes to a thousand people unawares. */
  async function correctionBlocks(form: EventForm, body: EventBody, count: number): Promise<Block[]> {
    const event = form.changes === undefined ? undefined : await office.find(form.changes);
    if (event?.agreed === undefined || shownChanges(event.agreed, body).length === 0) return [];
    const told = await office.told(event.id);
    if (told === 0) return [];
    const isFreeNow = event.state === "approved" && !form.ownFiles && isFree(changedFields(event.body, body));
    return paragraphs([texts.corrected(sayPeople(told), isFreeNow || count <= MOST_ALONE)]);
  }

  function reminderBlocks(body: EventBody): Block[] {
    const { startsAt } = timesOf(body);
    const now = clock().getTime();
    const asked = { startsAt, zone: body.zone, reminders: body.reminders, quiet, now, owed: true };
    const { planned, missed } = planReminders(asked);
    const items = [
      ...planned.map(({ label, dueAt }) => texts.reminder(sayMoment(body.zone, dueAt), sayReminder(label))),
      ...missed.map((label) => texts.missed(sayReminder(label))),
    ];
    if (items.length === 0) return paragraphs([texts.noReminders]);
    return [{ kind: "list", title: texts.reminders, items, ordered: false }];
  }

  /** A tap may come again after a crash: the same event of the same officer is not made once more. */
  async function make(body: EventBody, digest: string, by: Acting, own?: { form: number }): Promise<Sent> {
    const same = (await madeBy(by, digest))[0];
    const outcome = same === undefined ? await office.add(body, by, own) : { kind: "added" as const, added: same };
    return outcome.kind === "bad" ? bad(outcome.problems) : release(outcome.added, by);
  }

  async function madeBy(by: Acting, digest: string): Promise<Event[]> {
    const own = (await office.list()).filter(({ madeBy, state }) => madeBy === by.name && state !== "cancelled");
    const digests = await Promise.all(own.map(async ({ id, body }) => digestOf(body, await files.of({ event: id }))));
    return own.filter((_, at) => digests[at] === digest);
  }

  function release(event: Event, by: Acting): Promise<Sent> {
    return event.recipients > MOST_ALONE ? submit(event, by) : letGo(event, by);
  }

  async function submit(event: Event, by: Acting, why: readonly string[] = []): Promise<Sent> {
    const { id } = event;
    await office.submit(id, by);
    const next = whoAgrees(event, { kind: "acara", by, alone });
    const said = [...why, `${texts.submitted(id)} ${next.text}`];
    return { reply: reply(said, [...next.choices, seeChoice(id)]), done: true };
  }

  async function letGo(event: Event, by: Acting): Promise<Sent> {
    const { id } = event;
    const outcome = await office.approve(id, by);
    switch (outcome.kind) {
      case "approved":
      case "already":
        return { reply: reply(texts.sent(id), [seeChoice(id)]), done: true };
      case "over":
        return { reply: reply(texts.over, [seeChoice(id)]), done: true };
      default:
        // It grew past what one officer may reach, be it with what they let go since yesterday, or its words need a second pair of eyes.
        return submit(event, by, sayTogether(outcome));
    }
  }

  async function change(id: number, body: EventBody, by: Acting, own?: { form: number }): Promise<Sent> {
    const outcome = await office.change(id, body, by, own);
    if (outcome.kind === "bad") return bad(outcome.problems);
    if (outcome.kind !== "changed") return { reply: reply(texts.unchangeable[outcome.kind]), done: true };
    const event = await office.find(id);
    if (event === undefined || (event.state !== "draft" && event.state !== "pending"))
      return { reply: reply(texts.changed(id, outcome.told), [seeChoice(id)]), done: true };
    const { reply: said } = await release(event, by);
    return { reply: { ...said, blocks: [...paragraphs([texts.changedAnew]), ...said.blocks] }, done: true };
  }
}

function sendChoice(form: EventForm, digest: string, count: number): Choice {
  const action = `/isi kirim ${markOf(digest)}`;
  if (form.changes !== undefined) return { label: texts.choice.save, action };
  return { label: count > MOST_ALONE ? texts.choice.submit : texts.choice.send, action };
}

/** One button for each field. */
function corrections({ fields }: EventForm): Choice[] {
  const steps: FormStep[] = formSteps.flatMap((step) => (step === "when" ? [step, "zone"] : [step]));
  return steps.filter((step) => isAsked(step, fields)).map(correction);
}

function correction(step: FormStep): Choice {
  return { label: texts.choice.edit(stepName[step]), action: `/isi ${stepWord[step]} ubah` };
}

const wayOut: readonly Choice[] = [
  { label: texts.choice.later, action: "/isi nanti" },
  { label: texts.choice.discard, action: "/isi buang" },
];

function incomplete(step: FormStep): Reply {
  return reply(texts.incomplete(stepName[step]), [correction(step), ...wayOut]);
}

function unusable(problems: readonly BodyProblem[]): Reply {
  const steps = [...new Set(problems.map(({ field }) => stepFor(field)))];
  return reply([texts.unusable, ...problems.map(({ problem }) => problem)], [...steps.map(correction), ...wayOut]);
}

function bad(problems: readonly BodyProblem[]): Sent {
  const step = stepFor(problems[0]?.field ?? "");
  return { reply: reply(problems.map(({ problem }) => problem)), done: false, correct: step };
}

/** The step that a field of an event is filled in at. */
function stepFor(field: string): FormStep {
  const name = field.split(".")[0] ?? "";
  if (name === "startsAt" || name === "endsAt") return "when";
  const steps: readonly string[] = [...formSteps, "zone"];
  return steps.includes(name) ? (name as FormStep) : "title";
}

function seeChoice(id: number): Choice {
  return { label: texts.choice.see, action: `/acara ${id}` };
}
