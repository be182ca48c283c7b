import type { Clock, Zone } from "../clock.ts";
import type { Forms } from "../office/forms.ts";
import type { Officer } from "../office/officer.ts";
import { type AttachedFiles, readAttachedFile } from "../reminders/attached-file.ts";
import { type Audience, parseAudience, sayAudience } from "../reminders/audience.ts";
import type { QuietHours } from "../reminders/due.ts";
import type { People } from "../reminders/people.ts";
import { isNow, momentProblem, textProblem } from "../reminders/read-broadcast.ts";
import { readMoment } from "../reminders/read-moment.ts";
import { momentIn, zoneTime } from "../reminders/zone-time.ts";
import { type BroadcastForm, emptyForm, type FormStep, filled, readForm } from "./broadcast-form.ts";
import { broadcastTexts as texts } from "./broadcast-texts.ts";
import { FileUnavailableError, isRecording } from "./incoming-file.ts";
import type { Choice, Reply } from "./message.ts";
import { reply } from "./replies.ts";
import type { Request } from "./routes.ts";
import { texts as commonTexts } from "./texts.ts";

export type BroadcastStepParts = {
  forms: Forms;
  files: AttachedFiles;
  people: Pick<People, "count" | "units">;
  clock: Clock;
  zone: Zone;
  officeName: string;
  quiet: QuietHours | undefined;
  /** What the officer sees when nothing is missing. */
  preview(form: BroadcastForm, id: number, officer: Officer): Promise<Reply>;
};

/** The steps of writing a broadcast: each asks for one thing, takes it, and goes on to what is still missing. */
export type BroadcastSteps = {
  /** The form as it was left, or a new one. */
  open(request: Request, officer: Officer): Promise<Reply>;
  /** Goes to a step, to ask for it again. */
  go(request: Request, officer: Officer, step: FormStep): Promise<Reply>;
  /** Keeps more of the form and goes on. */
  fill(request: Request, officer: Officer, more: Partial<BroadcastForm>): Promise<Reply>;
  /** Takes what was written or sent at the step at hand. */
  take(request: Request, officer: Officer): Promise<Reply>;
  /** Takes what a button says for a step, whatever step is at hand. */
  put(request: Request, officer: Officer, step: FormStep, said: string): Promise<Reply>;
  /** The unit of that place in the list, for names that fit no button. */
  putUnit(request: Request, officer: Officer, number: number): Promise<Reply>;
  /** The units to choose from, page by page. */
  units(request: Request, page: number): Promise<Reply>;
  kept(officer: Officer): Promise<{ form: BroadcastForm; id: number } | undefined>;
};

const DAY_MS = 86_400_000;
const MORNING = "08:00";
const UNITS_A_PAGE = 8;
const MOST_ACTION_BYTES = 64;

export function createBroadcastSteps(parts: BroadcastStepParts): BroadcastSteps {
  const { forms, files, people, clock, zone, officeName } = parts;

  async function kept({ name }: Officer): Promise<{ form: BroadcastForm; id: number } | undefined> {
    const form = await forms.find(name, "broadcast");
    return form === undefined ? undefined : { form: readForm(form.body), id: form.id };
  }

  async function keep(request: Request, officer: Officer, form: BroadcastForm): Promise<Reply> {
    const { id } = await forms.save(officer.name, "broadcast", form);
    request.remembered.dialogue = { kind: "broadcasting", takesFiles: true };
    return ask(form, id, officer);
  }

  const current = async (officer: Officer) => (await kept(officer))?.form ?? emptyForm;

  async function ask(form: BroadcastForm, id: number, officer: Officer): Promise<Reply> {
    switch (form.step) {
      case "text":
        return reply(texts.askText, [...back(form), { label: texts.choice.list, action: "/siaran daftar" }]);
      case "audience":
        return reply(texts.askAudience, [...(await audienceChoices()), ...back(form)]);
      case "when":
        return reply(texts.askWhen(form.audience, await countOf(form.audience)), [...whenChoices(), ...back(form)]);
      case "file":
        return reply(texts.askFile, back(form));
      case "preview":
        return parts.preview(form, id, officer);
    }
  }

  async function audienceChoices(): Promise<Choice[]> {
    const everybody = await people.count({ kind: "all" }, "broadcasts");
    return [
      { label: texts.choice.everybody(everybody), action: "/siaran sasaran semua" },
      { label: texts.choice.units, action: "/siaran unit 1" },
    ];
  }

  function whenChoices(): Choice[] {
    const now = clock().getTime();
    const tomorrow = momentIn(zone, zoneTime(zone, now + DAY_MS).day, MORNING);
    return [
      { label: texts.choice.now, action: "/siaran waktu sekarang" },
      { label: texts.choice.tomorrow, action: whenAction(tomorrow) },
    ];
  }

  async function countOf(audience: string): Promise<number> {
    const parsed = parseAudience(audience);
    return "problem" in parsed ? 0 : people.count(parsed, "broadcasts");
  }

  async function fill(request: Request, officer: Officer, more: Partial<BroadcastForm>): Promise<Reply> {
    return keep(request, officer, filled(await current(officer), more));
  }

  /** Says what is wrong and waits for it once more; what was filled in before stays. */
  function again(request: Request, problem: string, choices: readonly Choice[] = []): Reply {
    request.remembered.dialogue = { kind: "broadcasting", takesFiles: true };
    return reply(problem, choices);
  }

  async function takeWhen(request: Request, officer: Officer, said: string): Promise<Reply> {
    if (isNow(said)) return fill(request, officer, { at: "now" });
    const now = clock().getTime();
    const read = readMoment(said, zone, now);
    if (read.kind === "unreadable") return again(request, read.problem, whenChoices());
    if (read.kind === "ask") {
      const choices = read.options.map(({ label, moment }) => ({ label, action: whenAction(moment) }));
      return again(request, read.question, choices);
    }
    const problem = momentProblem(read.moment, now);
    if (problem !== undefined) return again(request, problem, whenChoices());
    return fill(request, officer, { at: new Date(read.moment).toISOString() });
  }

  async function takeFile(request: Request, officer: Officer, form: BroadcastForm): Promise<Reply> {
    const { file } = request.message;
    if (file === undefined || isRecording(file)) return again(request, texts.notAFile, back(form));
    try {
      const read = readAttachedFile(file.name, await file.bytes());
      if ("problem" in read) return again(request, read.problem, back(form));
      const problem = textProblem(form.text, true, officeName);
      if (problem !== undefined) return again(request, problem, back(form));
      const { id } = await forms.save(officer.name, "broadcast", form);
      await files.keep(id, read);
      const { bytes: _, ...kept } = read;
      const next = await fill(request, officer, { file: kept, fileIsNew: true });
      return file.ofSeveral ? withNote(next, texts.ofSeveral) : next;
    } catch (error) {
      if (!(error instanceof FileUnavailableError)) throw error;
      return again(request, commonTexts.fileUnavailable[error.why], back(form));
    }
  }

  async function takeAudience(request: Request, officer: Officer, said: string): Promise<Reply> {
    const parsed = parseAudience(said);
    if ("problem" in parsed) return again(request, parsed.problem, await audienceChoices());
    return fill(request, officer, { audience: sayAudience(parsed) });
  }

  return {
    async open(request, officer) {
      return keep(request, officer, await current(officer));
    },
    async go(request, officer, step) {
      const form = await current(officer);
      return keep(request, officer, { ...form, step: form.text === "" ? "text" : step });
    },
    fill,
    async take(request, officer) {
      const form = await current(officer);
      const said = request.rest;
      if (/^batal[.!]?$/i.test(said)) {
        request.remembered.dialogue = undefined;
        return reply(texts.kept, form.text === "" ? [] : [{ label: texts.choice.drop, action: "/siaran buang" }]);
      }
      if (request.message.kind === "file" && form.step !== "text") return takeFile(request, officer, form);
      switch (form.step) {
        case "text": {
          const problem =
            request.message.kind === "file" ? texts.textFirst : textProblem(said, form.file !== undefined, officeName);
          return problem === undefined ? fill(request, officer, { text: said }) : again(request, problem, back(form));
        }
        case "audience":
          return takeAudience(request, officer, said);
        case "when":
          return takeWhen(request, officer, said);
        case "file":
          return takeFile(request, officer, form);
        case "preview":
          return withNote(await keep(request, officer, form), texts.useButtons);
      }
    },
    async put(request, officer, step, said) {
      const form = { ...(await current(officer)), step };
      if (step === "audience") return takeAudience(request, officer, said);
      return step === "when" ? takeWhen(request, officer, said) : keep(request, officer, form);
    },
    async putUnit(request, officer, number) {
      const unit = (await people.units())[number - 1];
      if (unit === undefined) return reply(commonTexts.staleChoice);
      return fill(request, officer, { audience: sayAudience({ kind: "unit", value: unit }) });
    },
    async units(request, page) {
      request.remembered.dialogue = { kind: "broadcasting", takesFiles: true };
      const units = await people.units();
      if (units.length === 0) return reply(texts.noUnits, await audienceChoices());
      const from = (page - 1) * UNITS_A_PAGE;
      const shown = units.slice(from, from + UNITS_A_PAGE);
      const choices = await Promise.all(
        shown.map(async (unit, at) => {
          const audience: Audience = { kind: "unit", value: unit };
          const count = await people.count(audience, "broadcasts");
          return { label: texts.choice.unit(unit, count), action: unitAction(audience, from + at + 1) };
        }),
      );
      const more =
        units.length > from + UNITS_A_PAGE ? [{ label: texts.choice.more, action: `/siaran unit ${page + 1}` }] : [];
      return reply(texts.askUnit, [...choices, ...more]);
    },
    kept,
  };
}

/** A long name does not fit a button; its place in the list does. */
function unitAction(audience: Audience, number: number): string {
  const action = `/siaran sasaran ${sayAudience(audience)}`;
  return Buffer.byteLength(action) <= MOST_ACTION_BYTES ? action : `/siaran unit_ke ${number}`;
}

function whenAction(moment: number): string {
  return `/siaran waktu ${new Date(moment).toISOString()}`;
}

/** The way out of a correction, where there is something to go back to. */
function back(form: BroadcastForm): Choice[] {
  return form.text !== "" && form.audience !== "" && form.at !== ""
    ? [{ label: texts.choice.preview, action: "/siaran pratinjau" }]
    : form.text === ""
      ? []
      : [{ label: texts.choice.drop, action: "/siaran buang" }];
}

function withNote(said: Reply, note: string): Reply {
  return { ...said, blocks: [...said.blocks, { kind: "note", text: note }] };
}
