import { z } from "zod";
import type { Zone } from "../clock.ts";
import { type Event, type EventBody, usualReminders } from "../reminders/event.ts";
import { OPEN_END, USUAL_MS } from "../reminders/event-times.ts";
import { saidOf } from "../reminders/said-of.ts";

/** The steps in their order; each is one question. */
export const formSteps = [
  ...(["title", "place", "map", "when", "mode", "link", "speakers", "unit", "letter", "note"] as const),
  ...(["files", "audience", "reminders"] as const),
] as const;
/** `zone` is asked only by whoever wants to correct it. */
export type FormStep = (typeof formSteps)[number] | "zone";
export const neededSteps: readonly FormStep[] = ["title", "place", "when", "mode", "audience"];

const zone = z.enum(["WIB", "WITA", "WIT"]);
const text = z.string().optional();
const when = z.object({ day: text, endDay: text, from: text, until: text, zone: zone.optional() });
const fieldsSchema = z.object({
  ...{ title: text, place: text, map: text, link: text, unit: text, letter: text, note: text, audience: text },
  zone,
  when,
  mode: z.enum(["luring", "daring", "hybrid"]).optional(),
  speakers: z.array(z.string()).optional(),
  /** The names of the files; what they hold lies elsewhere. */
  files: z.array(z.string()).optional(),
  reminders: z.array(z.string()),
});
const formSchema = z.object({
  /** The event that is being changed; undefined for a new one. */
  changes: z.number().optional(),
  step: z.enum([...formSteps, "zone", "preview"]),
  /** The times of the event that is being changed as they were written, perhaps with seconds. */
  written: z.object({ startsAt: z.string(), endsAt: z.string() }).optional(),
  /** Whether the files are those of the form, and not those that the event has. */
  ownFiles: z.boolean(),
  /** What was answered or left out. */
  passed: z.array(z.enum([...formSteps, "zone"])),
  fields: fieldsSchema,
  /** What the event that is being changed said when the form last followed it. */
  opened: fieldsSchema.optional(),
});

/** A form as it is kept: what was said so far, and where in it the officer is. */
export type EventForm = z.infer<typeof formSchema>;
export type FormFields = EventForm["fields"];

/** What was kept of a form; undefined when an older version kept it in another shape. */
export function readForm(body: unknown): EventForm | undefined {
  return formSchema.safeParse(body).data;
}

/** An empty form; events are in the office's zone unless somebody says otherwise. */
export function newForm(zone: Zone): EventForm {
  return { step: "title", ownFiles: true, passed: [], fields: { zone, when: {}, reminders: [...usualReminders] } };
}

/** An event as a form to correct it in. */
export function formOf(
  { id, body, startsAt, endsAt }: Pick<Event, "id" | "body" | "startsAt" | "endsAt">,
  files: readonly string[],
): EventForm {
  const { startsAt: writtenStart, endsAt: writtenEnd, openEnd, speakers, reminders, ...fields } = body;
  const isOpen = openEnd === true;
  const said = {
    ...fields,
    when: isOpen
      ? { ...saidOf(body.zone, startsAt, endsAt - USUAL_MS), until: OPEN_END }
      : saidOf(body.zone, startsAt, endsAt),
    reminders: [...reminders],
    ...(files.length > 0 && { files: [...files] }),
    ...(speakers !== undefined && { speakers: [...speakers] }),
  };
  return {
    changes: id,
    step: "preview",
    written: { startsAt: writtenStart, endsAt: writtenEnd },
    ownFiles: false,
    passed: [...formSteps],
    fields: said,
    opened: said,
  };
}

/** The form after a step was answered or left out: at the next that was not, in the end at the preview. */
export function afterStep(form: EventForm, step: FormStep, fields: FormFields = form.fields): EventForm {
  const passed = [...new Set([...form.passed, step])];
  const next = formSteps.find((each) => !passed.includes(each) && isAsked(each, fields));
  return { ...form, passed, fields, step: next ?? "preview" };
}

/** Straight to the preview, or to the next step that cannot be left out. */
export function skippingAll(form: EventForm): EventForm {
  const next = neededSteps.find((step) => !form.passed.includes(step));
  return { ...form, passed: [...new Set([...form.passed, ...formSteps.filter(isOptional)])], step: next ?? "preview" };
}

export function isOptional(step: FormStep): boolean {
  return !neededSteps.includes(step);
}

/** The form at one step, to answer it once more; what it says stays until then. */
export function atStep(form: EventForm, step: FormStep): EventForm {
  return { ...form, step };
}

/** The step before the one at hand, of those that were asked; undefined at the first. */
export function stepBefore({ step, fields }: EventForm): FormStep | undefined {
  const asked: readonly EventForm["step"][] = formSteps.filter((each) => isAsked(each, fields));
  const at = step === "preview" ? asked.length : asked.indexOf(step);
  const before = asked[at - 1];
  return before === "preview" ? undefined : before;
}

export function isAsked(step: FormStep, { mode }: FormFields): boolean {
  return step !== "link" || mode === "daring" || mode === "hybrid";
}

/** The event as the form says it, or the first step that is still needed for one. */
export function bodyOf({ fields, written }: EventForm): EventBody | { missing: FormStep } {
  const { title, place, when, mode, audience, link, zone: _zone, speakers, files: _, ...others } = fields;
  const { day, endDay, from, until } = when;
  if (title === undefined) return { missing: "title" };
  if (place === undefined) return { missing: "place" };
  if (day === undefined || from === undefined || until === undefined) return { missing: "when" };
  if (mode === undefined) return { missing: "mode" };
  if (audience === undefined) return { missing: "audience" };
  return {
    ...others,
    ...{ title, place, mode, audience, zone: fields.zone },
    startsAt: asWritten(`${day}T${from}`, written?.startsAt),
    // An end that nobody knows is read as such with all the rest.
    endsAt: asWritten(`${endDay ?? day}T${until}`, written?.endsAt),
    ...(link !== undefined && { link }),
    ...(speakers !== undefined && speakers.length > 0 && { speakers }),
  };
}

/** A time with its seconds, where it is the same minute. */
function asWritten(time: string, written: string | undefined): string {
  return written?.startsWith(time) === true ? written : time;
}
