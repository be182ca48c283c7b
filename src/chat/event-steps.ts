import { parseAudience, sayAudience } from "../reminders/audience.ts";
import { tidied } from "../reminders/comparable.ts";
import { parseBefore } from "../reminders/due.ts";
import { readMode } from "../reminders/read-mode.ts";
import { readReminders } from "../reminders/read-reminders.ts";
import { readWhen, type WhenSaid } from "../reminders/read-when.ts";
import { STORED_SIGN } from "../stored-sign.ts";
import type { FormFields, FormStep } from "./event-form.ts";
import { formProblems as problems } from "./event-form-texts.ts";

/**
 * What became of an answer to a step: `fields` with it in them (`stay` when the step has more to say) · `ask` it has several
 * meanings, or one that is likely a slip · `problem` a sentence that says what to write.
 */
export type StepRead =
  | { kind: "fields"; fields: FormFields; stay?: true }
  | { kind: "ask"; question: string; options: readonly WhenSaid[] }
  | { kind: "problem"; problem: string };

/** A line: fewest and most characters. */
const LINES = { title: [3, 120], place: [2, 150], unit: [2, 80], letter: [1, 60] } as const;
const MOST_NOTE = 600;
const MOST_SPEAKERS = 12;
const MOST_SPEAKER = 120;
const MOST_LINK = 300;
const MOST_REMINDERS = 6;

type Reader = (text: string, fields: FormFields, now: number) => StepRead;

const readers: Readonly<Record<FormStep, Reader>> = {
  title: line("title"),
  place: line("place"),
  unit: line("unit"),
  letter: line("letter"),
  when: readMoment,
  note(text, fields) {
    const note = text.toWellFormed().trim();
    return note.length > MOST_NOTE ? problem(problems.note(MOST_NOTE)) : set(fields, { note });
  },
  map(text, fields) {
    const map = linkToPoint(text) ?? webLink(text);
    return map === undefined ? problem(problems.link.map) : set(fields, { map });
  },
  link(text, fields) {
    const link = webLink(text);
    return link === undefined ? problem(problems.link.link) : set(fields, { link });
  },
  zone(text, fields) {
    const zone = ZONES.find((each) => text.trim().toUpperCase() === each);
    return zone === undefined ? problem(problems.choose) : set(fields, { zone });
  },
  mode(text, fields) {
    const mode = readMode(text);
    if (mode === undefined) return problem(problems.choose);
    return set(mode === "luring" ? withoutStep(fields, "link") : fields, { mode });
  },
  speakers(text, fields) {
    const speakers = text
      .split(/[\n;]+/)
      .map(tidied)
      .filter((name) => name !== "");
    const isFine = speakers.length <= MOST_SPEAKERS && speakers.every(({ length }) => length <= MOST_SPEAKER);
    return isFine ? set(fields, { speakers }) : problem(problems.speakers(MOST_SPEAKERS, MOST_SPEAKER));
  },
  audience(text, fields) {
    const audience = parseAudience(text);
    return "problem" in audience ? problem(audience.problem) : set(fields, { audience: sayAudience(audience) });
  },
  reminders(text, fields) {
    const reminders = readReminders(text)?.reduce<string[]>((all, each) => toggled(all, each), []);
    return reminders === undefined ? problem(problems.reminders) : set(fields, { reminders });
  },
  files: () => problem(problems.files),
};

/** Reads what an officer wrote at a step. `now` in ms. */
export function readStep(fields: FormFields, step: FormStep, text: string, now: number): StepRead {
  return text.includes(STORED_SIGN) ? problem(problems.sign) : readers[step](text, fields, now);
}

/** What a step says without: as left out, or emptied. */
export function withoutStep(fields: FormFields, step: FormStep): FormFields {
  const { [step as keyof FormFields]: _left, ...others } = fields;
  return step === "reminders" ? { ...fields, reminders: [] } : ({ ...others } as FormFields);
}

/** The meaning of a text that had several, once it was chosen. */
export function withWhen(fields: FormFields, said: WhenSaid): StepRead {
  const { day, endDay, from, until, zone } = said;
  const when = { day, endDay, from, until };
  const isWhole = day !== undefined && from !== undefined && until !== undefined;
  return {
    kind: "fields",
    fields: { ...fields, when, zone: zone ?? fields.zone },
    ...(isWhole ? {} : { stay: true as const }),
  };
}

/** With a reminder more, or less when it was there; the longest before first. */
export function toggled(reminders: readonly string[], reminder: string): string[] {
  const others = reminders.filter((each) => each !== reminder);
  const all = others.length < reminders.length ? others : [...others, reminder].slice(-MOST_REMINDERS);
  return all.sort((a, b) => minutesBefore(b) - minutesBefore(a));
}

const ZONES = ["WIB", "WITA", "WIT"] as const;
function set(fields: FormFields, change: Partial<FormFields>): StepRead {
  return { kind: "fields", fields: { ...fields, ...change } };
}

function problem(sentence: string): StepRead {
  return { kind: "problem", problem: sentence };
}

function line(step: keyof typeof LINES): Reader {
  return (text, fields) => {
    const said = tidied(text);
    const [fewest, most] = LINES[step];
    const isFine = said.length >= fewest && said.length <= most && /[\p{L}\p{N}]/u.test(said);
    return isFine ? set(fields, { [step]: said }) : problem(problems.line(fewest, most));
  };
}

function readMoment(text: string, fields: FormFields, now: number): StepRead {
  const read = readWhen(text, { now, zone: fields.zone, known: fields.when });
  switch (read.kind) {
    case "unreadable":
      return problem(read.problem);
    case "ask":
      return { kind: "ask", question: read.question, options: read.options };
    case "said":
      return read.warning === undefined
        ? withWhen(fields, read.said)
        : { kind: "ask", question: problems.when[read.warning], options: [read.said] };
  }
}

/** "-3.6954, 128.1814" as phones copy it. */
function linkToPoint(text: string): string | undefined {
  const point = /^\s*(-?\d{1,2}\.\d+)\s*,\s*(\d{2,3}\.\d+)\s*$/.exec(text);
  return point === null ? undefined : `https://www.google.com/maps?q=${point[1]},${point[2]}`;
}

/** A link that a phone opens safely; people leave the beginning out. */
function webLink(text: string): string | undefined {
  const said = text.trim();
  const whole = /^https:\/\//i.test(said) ? said : `https://${said}`;
  const isLink = /^https:\/\/[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?$/i.test(whole) && URL.canParse(whole);
  return isLink && whole.length <= MOST_LINK ? whole : undefined;
}

function minutesBefore(reminder: string): number {
  const before = parseBefore(reminder);
  if (before === undefined) return 0;
  return "days" in before ? before.days * 24 * 60 : before.minutes;
}
