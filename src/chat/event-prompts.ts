import { createHash } from "node:crypto";
import type { Clock } from "../clock.ts";
import { spellDay } from "../clock.ts";
import { parseAudience } from "../reminders/audience.ts";
import { audienceCount } from "../reminders/audience-count.ts";
import { comparable } from "../reminders/comparable.ts";
import { OPEN_END } from "../reminders/event-times.ts";
import type { People } from "../reminders/people.ts";
import { saySaid, type WhenSaid } from "../reminders/read-when.ts";
import { sayDay } from "../reminders/say-when.ts";
import { spellCount } from "../reminders/spell-count.ts";
import { zoneTime } from "../reminders/zone-time.ts";
import {
  type EventForm,
  type FormFields,
  type FormStep,
  formSteps,
  isAsked,
  isOptional,
  stepBefore,
} from "./event-form.ts";
import { sayReminder, stepName, stepWord, formTexts as texts } from "./event-form-texts.ts";
import type { Block, Choice, Reply } from "./message.ts";

export type PromptParts = { people: Pick<People, "count" | "units">; clock: Clock };

/** Asks for one step of the form, with all that can be answered by one tap. */
export type Prompts = {
  ask(form: EventForm, step: FormStep, page?: number): Promise<Reply>;
  /** A text had several meanings, or one that is likely a slip. */
  askWhich(question: string, options: readonly WhenSaid[]): Reply;
};

const DAY_MS = 86_400_000;
const DAYS_SHOWN = 7;
const UNITS_A_PAGE = 8;
const STARTS = ["08:00", "09:00", "10:00", "13:00", "14:00", "19:00"];
const HOURS = [1, 2, 3, 4, 8];
const USUAL = ["P14D", "P7D", "P3D", "P1D", "PT3H", "PT1H", "PT30M"];

export function createPrompts({ people, clock }: PromptParts): Prompts {
  async function ask(form: EventForm, step: FormStep, page = 1): Promise<Reply> {
    const { fields } = form;
    const blocks: Block[] = [{ kind: "text", text: question(step, fields) }];
    const value = sayField(fields, step);
    if (value !== undefined) blocks.push({ kind: "note", text: texts.now(stepName[step], value) });
    if (step === "audience") blocks.push(...(await audienceBlocks(fields)));
    return { blocks, choices: [...(await choicesOf(fields, step, page)), ...ways(form, step)] };
  }

  async function choicesOf(fields: FormFields, step: FormStep, page: number): Promise<Choice[]> {
    switch (step) {
      case "when":
        return whenChoices(fields, clock().getTime());
      case "zone":
        return ["WIB", "WITA", "WIT"].map((zone) => ({ label: zone, action: action("zone", zone) }));
      case "mode":
        return (["luring", "daring", "hybrid"] as const).map((mode) => ({
          label: texts.choice.modes[mode],
          action: action("mode", mode),
        }));
      case "reminders":
        return reminderChoices(fields.reminders);
      case "audience":
        return audienceChoices(fields, page);
      default:
        return [];
    }
  }

  async function audienceBlocks({ audience }: FormFields): Promise<Block[]> {
    const how: Block = { kind: "note", text: texts.audienceHow };
    return audience === undefined
      ? [how]
      : [
          { kind: "text", text: texts.count(audience, sayPeople(await audienceCount(people, audience, "events"))) },
          how,
        ];
  }

  /** Everybody at one tap; units are put together by as many as are meant. */
  async function audienceChoices({ audience }: FormFields, page: number): Promise<Choice[]> {
    const all = await people.count({ kind: "all" }, "events");
    const units = await people.units();
    const chosen = chosenUnits(audience);
    const shown = units.slice((page - 1) * UNITS_A_PAGE, page * UNITS_A_PAGE);
    return [
      ...(audience === undefined ? [] : [{ label: texts.choice.goOn, action: action("audience", "lanjut") }]),
      { label: texts.choice.everybody(spellCount(all)), action: action("audience", "semua") },
      ...(await Promise.all(
        shown.map(async (unit) => {
          const count = spellCount(await people.count({ kind: "unit", value: unit }, "events"));
          const label = texts.choice.unit(unit, count);
          const isOn = chosen.has(comparable(unit));
          return {
            label: isOn ? texts.choice.on(label) : texts.choice.off(label),
            action: action("audience", `unit ${unitKey(unit)} ${page}`),
          };
        }),
      )),
      ...(units.length > page * UNITS_A_PAGE
        ? [{ label: texts.choice.moreUnits, action: action("audience", `hal ${page + 1}`) }]
        : []),
    ];
  }

  return {
    ask,
    askWhich: (text, options) => ({
      blocks: [{ kind: "text", text }],
      choices: [...options.map((said) => ({ label: saySaid(said), action: whenAction(said) }))],
    }),
  };
}

/** "412 orang" */
export function sayPeople(count: number): string {
  return `${spellCount(count)} orang`;
}

function question(step: FormStep, { when }: FormFields): string {
  if (step !== "when" || when.day === undefined) return texts.ask[step];
  if (when.from === undefined) return texts.askTime(sayDay(when.day));
  return when.until === undefined ? texts.askEnd(saySaid(when)) : texts.ask.when;
}

/** The ways on without another answer, and the way back. */
function ways(form: EventForm, step: FormStep): Choice[] {
  const { fields, passed } = form;
  const isWhole = formSteps.every((each) => passed.includes(each) || !isAsked(each, fields));
  const hasOwn = step === "audience" || step === "reminders";
  const isSaid = step === "when" ? fields.when.until !== undefined : sayField(fields, step) !== undefined;
  const isLeft = isOptional(step) && step !== "zone" && step !== "reminders";
  return [
    ...(isSaid && !hasOwn && !isWhole ? [{ label: texts.choice.goOn, action: action(step, "lanjut") }] : []),
    ...(isLeft ? [{ label: isSaid ? texts.choice.empty : texts.choice.skip, action: action(step, "lewati") }] : []),
    ...(isOptional(step) && !isWhole ? [{ label: texts.choice.skipAll, action: "/isi pratinjau" }] : []),
    ...(isWhole ? [{ label: texts.choice.preview, action: "/isi pratinjau" }] : []),
    ...(!isWhole && stepBefore(form) !== undefined ? [{ label: texts.choice.back, action: "/isi kembali" }] : []),
  ];
}

/** What a step says now, as people read it; undefined when nothing. */
export function sayField(fields: FormFields, step: FormStep): string | undefined {
  switch (step) {
    case "when":
      return fields.when.day === undefined ? undefined : saySaid({ ...fields.when, zone: fields.zone });
    case "speakers":
      return fields.speakers === undefined || fields.speakers.length === 0 ? undefined : fields.speakers.join("; ");
    case "reminders":
      return fields.reminders.length === 0 ? undefined : fields.reminders.map(sayReminder).join(", ");
    case "files":
      return fields.files === undefined || fields.files.length === 0 ? undefined : fields.files.join("; ");
    default:
      return fields[step];
  }
}

function whenChoices({ when, zone }: FormFields, now: number): Choice[] {
  const { day, from, until } = when;
  if (day === undefined || until !== undefined) return dayChoices(when, zoneTime(zone, now).day, now, zone);
  if (from === undefined)
    return STARTS.map((time) => ({ label: dotted(time), action: whenAction({ ...when, from: time }) }));
  const ends = HOURS.map((hours) => {
    const end = new Date(Date.parse(`${day}T${from}Z`) + hours * 3_600_000).toISOString();
    const [endDay, time] = [end.slice(0, 10), end.slice(11, 16)];
    const said = { ...when, endDay: endDay === day ? undefined : endDay, until: time };
    return { label: dotted(time), action: whenAction(said) };
  });
  return [...ends, { label: texts.choice.openEnd, action: whenAction({ ...when, until: OPEN_END }) }];
}

/** The coming days; of something that is moved the times stay. */
function dayChoices(when: WhenSaid, today: string, now: number, zone: FormFields["zone"]): Choice[] {
  const coming = Array.from({ length: DAYS_SHOWN }, (_, at) => zoneTime(zone, now + (at + 1) * DAY_MS).day);
  const days = coming.map((day, at) => ({
    label: at === 0 ? texts.choice.tomorrow : at === 1 ? texts.choice.dayAfter : shortDay(day),
    action: whenAction({ ...when, day, endDay: undefined }),
  }));
  const times = { label: texts.choice.otherTime, action: whenAction({ day: when.day ?? today }) };
  return when.until === undefined ? days : [times, ...days];
}

/** "Kam 10 Okt" */
function shortDay(day: string): string {
  const [date = "", month = ""] = spellDay(day).split(" ");
  return `${sayDay(day).slice(0, 3)} ${date} ${month.slice(0, 3)}`;
}

function reminderChoices(reminders: readonly string[]): Choice[] {
  const others = reminders.filter((each) => !USUAL.includes(each));
  return [
    { label: texts.choice.goOn, action: action("reminders", "lanjut") },
    ...[...USUAL, ...others].map((reminder) => ({
      label: reminders.includes(reminder)
        ? texts.choice.on(sayReminder(reminder))
        : texts.choice.off(sayReminder(reminder)),
      action: action("reminders", reminder),
    })),
  ];
}

/** The units that an audience is made of, if it is nothing but units. */
export function chosenUnits(audience: string | undefined): ReadonlySet<string> {
  const parsed = audience === undefined ? undefined : parseAudience(audience);
  if (parsed === undefined || "problem" in parsed) return new Set();
  const parts = parsed.kind === "or" ? parsed.of : [parsed];
  const units = parts.flatMap((part) => (part.kind === "unit" ? [comparable(part.value)] : []));
  return units.length === parts.length ? new Set(units) : new Set();
}

/** Stands for a unit in an action, which has no room for its name. */
export function unitKey(unit: string): string {
  return createHash("sha256").update(comparable(unit)).digest("hex").slice(0, 10);
}

function action(step: FormStep, value: string): string {
  return `/isi ${stepWord[step]} ${value}`;
}

function whenAction({ day, endDay, from, until, zone }: WhenSaid): string {
  return action("when", [day, endDay, from, until, zone].map((each) => each ?? "-").join(" "));
}

/** The other way round; undefined for anything else. */
export function readWhenAction(value: string): WhenSaid | undefined {
  const found = /^(\d{4}-\d\d-\d\d) (\d{4}-\d\d-\d\d|-) (\d\d:\d\d|-) (\d\d:\d\d|selesai|-) (WIB|WITA|WIT|-)$/.exec(
    value,
  );
  if (found === null) return undefined;
  const [day, endDay, from, until, zone] = found.slice(1).map((each) => (each === "-" ? undefined : each));
  return { day, endDay, from, until, zone: zone as WhenSaid["zone"] };
}

function dotted(time: string): string {
  return time.replace(":", ".");
}
