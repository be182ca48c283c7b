import { sayAudience } from "../reminders/audience.ts";
import { comparable } from "../reminders/comparable.ts";
import { parseBefore } from "../reminders/due.ts";
import type { FormFields, FormStep } from "./event-form.ts";
import { chosenUnits, readWhenAction, unitKey } from "./event-prompts.ts";
import { readStep, type StepRead, toggled, withoutStep, withWhen } from "./event-steps.ts";
import { texts as commonTexts } from "./texts.ts";

/** `page` of the choices that the tapped one was on. */
export type ChoiceRead = { read: StepRead; page: number };

/** What a tapped value says at a step. `now` in ms; `units` are those that can be chosen now. */
export function readChoice(
  fields: FormFields,
  step: FormStep,
  value: string,
  { units, now }: { units: readonly string[]; now: number },
): ChoiceRead {
  const first = (read: StepRead): ChoiceRead => ({ read, page: 1 });
  if (step === "when") {
    const said = readWhenAction(value);
    return first(said === undefined ? stale() : withWhen(fields, said));
  }
  if (step === "reminders" && parseBefore(value) !== undefined)
    return first({ kind: "fields", fields: { ...fields, reminders: toggled(fields.reminders, value) }, stay: true });
  const [, key, page] = /^unit ([0-9a-f]{10}) (\d{1,3})$/.exec(value) ?? [];
  if (step !== "audience" || key === undefined) return first(readStep(fields, step, value, now));
  const unit = units.find((each) => unitKey(each) === key);
  return { read: unit === undefined ? stale() : withUnit(fields, units, unit), page: Number(page) };
}

/** With a unit more in the audience, or less when it was there; what was no list of units is replaced. */
function withUnit(fields: FormFields, units: readonly string[], unit: string): StepRead {
  const chosen = new Set(chosenUnits(fields.audience));
  if (!chosen.delete(comparable(unit))) chosen.add(comparable(unit));
  const [first, second, ...others] = units
    .filter((each) => chosen.has(comparable(each)))
    .map((value) => ({ kind: "unit" as const, value }));
  if (first === undefined) return { kind: "fields", fields: withoutStep(fields, "audience"), stay: true };
  const audience = second === undefined ? first : { kind: "or" as const, of: [first, second, ...others] as const };
  return { kind: "fields", fields: { ...fields, audience: sayAudience(audience) }, stay: true };
}

function stale(): StepRead {
  return { kind: "problem", problem: commonTexts.staleChoice };
}
