import type { Zone } from "../clock.ts";
import { sayMoment } from "../reminders/say-when.ts";
import type { AsideStep, WayBack } from "./aside.ts";
import type { EventForm, FormFields, FormStep } from "./event-form.ts";
import { stepName, stepWord, formTexts as texts } from "./event-form-texts.ts";
import { sayField } from "./event-prompts.ts";
import type { Block, Choice, Reply } from "./message.ts";
import { reply } from "./replies.ts";

/** A form as it lies in the store; `savedAt` in ms. */
export type Kept = { form: EventForm; id: number; savedAt: number };

/** There is a form already. */
export function offerToGoOn({ form, savedAt }: Kept, zone: Zone): Reply {
  return reply(texts.unfinished(form.fields.title ?? texts.untitled, sayMoment(zone, savedAt)), [
    { label: texts.choice.goOnWith, action: "/isi lanjutkan" },
    { label: texts.choice.startAnew, action: "/isi baru" },
  ]);
}

/** What a step says now, above the next question. */
export function took(fields: FormFields, step: FormStep): Block {
  const value = sayField(fields, step);
  return {
    kind: "note",
    text: value === undefined ? texts.leftOut(stepName[step]) : texts.took(stepName[step], value),
  };
}

export function confirmDiscarding(): Reply {
  const choices: Choice[] = [
    { label: texts.choice.reallyDiscard, action: "/isi buang ya" },
    { label: texts.choice.goOnWith, action: "/isi lanjutkan" },
  ];
  return reply(texts.reallyDiscard, choices);
}

/** The step of a word in an action. */
export function stepOf(word: string): FormStep | undefined {
  return (Object.keys(stepWord) as FormStep[]).find((step) => stepWord[step] === word);
}

/** Whether whatever is understood at a step is meant for it: a question is no moment and no link. */
export function isExact(step: FormStep): boolean {
  return EXACT.has(step);
}

const EXACT: ReadonlySet<FormStep> = new Set(["when", "zone", "map", "link", "files", "audience", "reminders"]);

/** How it is asked whether a text was meant for a step. */
export function asideAt(step: FormStep): AsideStep {
  return { step, name: stepName[step], field: `/isi ${stepWord[step]} tulisan`, answer: "/isi tanya" };
}

export const wayBack: WayBack = {
  note: texts.waits,
  choice: { label: texts.choice.goOnForm, action: "/isi lanjutkan" },
};
