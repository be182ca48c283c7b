import { type EventForm, type FormStep, formSteps } from "./event-form.ts";

/** A form that follows its event, and what others changed of that since it did last. */
export type Followed = { form: EventForm; others: readonly FormStep[] };

const steps: readonly FormStep[] = [...formSteps, "zone"];

/**
 * A form over an event that others may have changed since it was opened, so that saving it takes nothing of theirs back: what its
 * officer left as it was says what the event says now. `current` is the event in a form as it would be opened now.
 */
export function follow(form: EventForm, current: EventForm): Followed {
  const { opened } = form;
  if (opened === undefined) return { form, others: [] };
  const others = steps.filter((step) => differs(opened, current.fields, step) && !(step === "files" && form.ownFiles));
  if (others.length === 0) return { form, others };
  const own = Object.fromEntries(changedIn(form).map((step) => [step, form.fields[step]]));
  const { written } = current;
  return {
    form: { ...form, fields: { ...current.fields, ...own }, opened: current.fields, ...(written && { written }) },
    others,
  };
}

/** What its officer changed of the event and did not save yet. */
export function changedIn({ opened, fields, ownFiles }: EventForm): FormStep[] {
  if (opened === undefined) return [];
  return steps.filter((step) => (step === "files" ? ownFiles : differs(opened, fields, step)));
}

function differs(one: EventForm["fields"], other: EventForm["fields"], step: FormStep): boolean {
  return JSON.stringify(one[step]) !== JSON.stringify(other[step]);
}
