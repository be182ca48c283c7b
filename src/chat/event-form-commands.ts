import type { Clock, Zone } from "../clock.ts";
import type { Forms } from "../office/forms.ts";
import type { Officer } from "../office/officer.ts";
import type { Event } from "../reminders/event.ts";
import type { EventFiles } from "../reminders/event-files.ts";
import type { People } from "../reminders/people.ts";
import type { OfficerRoute } from "./as-officer.ts";
import type { Asides } from "./aside.ts";
import { attachFile } from "./attach-file.ts";
import type { Dialogues } from "./dialogues.ts";
import { readChoice } from "./event-choices.ts";
import {
  afterStep,
  atStep,
  type EventForm,
  type FormStep,
  formOf,
  newForm,
  readForm,
  skippingAll,
  stepBefore,
} from "./event-form.ts";
import type { FormEnd } from "./event-form-end.ts";
import {
  asideAt,
  confirmDiscarding,
  isExact,
  type Kept,
  offerToGoOn,
  stepOf,
  took,
  wayBack,
} from "./event-form-replies.ts";
import { formTexts as texts } from "./event-form-texts.ts";
import type { Prompts } from "./event-prompts.ts";
import { readStep, type StepRead, withoutStep } from "./event-steps.ts";
import { changedIn } from "./follow-event.ts";
import type { Block, Reply } from "./message.ts";
import { paragraphs, reply } from "./replies.ts";
import type { Request, Route } from "./routes.ts";
import { texts as commonTexts } from "./texts.ts";
import { wishes } from "./wishes.ts";

export type EventFormParts = {
  officerRoute: OfficerRoute;
  /** For plain text in the form; whoever is no officer any more is heard like everybody else. */
  dialogueRoute: OfficerRoute;
  asides: Asides;
  forms: Forms;
  prompts: Prompts;
  people: Pick<People, "units">;
  end: FormEnd;
  files: EventFiles;
  clock: Clock;
  zone: Zone;
};

export type EventFormCommands = {
  routes: Route[];
  dialogues: Pick<Dialogues, "event-form">;
  /** Opens the form over an event, to correct it; with what its officer changed of it before and did not save. */
  edit(request: Request, officer: Officer, event: Event): Promise<Reply>;
};

/** /acara_baru: one form, a question at a time, that survives a restart; `/isi` is behind its buttons. */
export function createEventFormCommands(parts: EventFormParts): EventFormCommands {
  const { officerRoute, dialogueRoute, asides, forms, prompts, people, end, files, clock, zone } = parts;

  async function kept({ name }: Officer): Promise<Kept | undefined> {
    const found = await forms.find(name, "event");
    const form = readForm(found?.body);
    return found === undefined || form === undefined ? undefined : { form, id: found.id, savedAt: found.savedAt };
  }

  /** Keeps the form and asks what comes next, below what was just taken. */
  async function goOn(
    request: Request,
    officer: Officer,
    form: EventForm,
    took: readonly Block[] = [],
  ): Promise<Reply> {
    const { form: now, others } = await end.follow(form);
    const { id } = await forms.save(officer.name, "event", now);
    const said = [...took, ...(others.length === 0 ? [] : paragraphs([texts.followed(others)]))];
    return asking(request, now, said, now.step === "preview" ? await end.show(now, id, officer) : undefined);
  }

  async function asking(request: Request, form: EventForm, took: readonly Block[], shown?: Reply): Promise<Reply> {
    const { step } = form;
    request.remembered.dialogue = { kind: "event-form", takesFiles: step === "files" || step === "preview" };
    const asked = shown ?? (step === "preview" ? reply(texts.useButtons) : await prompts.ask(form, step));
    return { ...asked, blocks: [...took, ...asked.blocks] };
  }

  async function open(request: Request, officer: Officer): Promise<Reply> {
    const before = await kept(officer);
    if (before !== undefined && before.form.passed.length > 0) return offerToGoOn(before, zone);
    return goOn(request, officer, newForm(zone), paragraphs([texts.begin]));
  }

  /** What a button of the form stands for. */
  async function fill(request: Request, officer: Officer): Promise<Reply> {
    const [word = "", ...others] = request.rest.split(/\s+/);
    const value = others.join(" ");
    if (word === "baru") {
      await forms.drop(officer.name, "event");
      return goOn(request, officer, newForm(zone), paragraphs([texts.begin]));
    }
    const found = await kept(officer);
    if (found === undefined) return closed(request, reply(texts.noForm));
    const { form } = found;
    switch (word) {
      case "lanjutkan":
        return goOn(request, officer, form);
      case "pratinjau":
        return goOn(request, officer, skippingAll(form));
      case "kembali":
        return goOn(request, officer, atStep(form, stepBefore(form) ?? "title"));
      case "nanti":
        return closed(request, reply(texts.kept));
      case "buang":
        return value === "ya" ? discard(request, officer) : confirmDiscarding();
      case "kirim":
        return send(request, officer, found, value);
      case "tanya":
        return (await asides.answer(request, wayBack)) ?? asking(request, form, paragraphs([texts.sayAgain]));
    }
    const step = stepOf(word);
    return step === undefined ? reply(commonTexts.staleChoice) : choose(request, officer, form, step, value);
  }

  async function choose(
    request: Request,
    officer: Officer,
    form: EventForm,
    step: FormStep,
    value: string,
  ): Promise<Reply> {
    if (value === "tulisan") return takeAside(request, officer, form, step);
    if (value === "ubah") return goOn(request, officer, atStep(form, step));
    if (value === "lanjut") return goOn(request, officer, afterStep(form, step));
    if (value === "lewati" && step === "files") return withoutFiles(request, officer, form);
    if (value === "lewati")
      return take(request, officer, form, step, { kind: "fields", fields: withoutStep(form.fields, step) });
    const page = /^hal (\d{1,3})$/.exec(value)?.[1];
    if (page !== undefined) return prompts.ask(form, step, Number(page));
    const units = step === "audience" ? await people.units() : [];
    const { read, page: shown } = readChoice(form.fields, step, value, { units, now: clock().getTime() });
    const said = await take(request, officer, form, step, read);
    return shown === 1 || read.kind !== "fields" ? said : prompts.ask({ ...form, fields: read.fields }, step, shown);
  }

  /** What was asked about was meant for the form. */
  function takeAside(request: Request, officer: Officer, form: EventForm, step: FormStep): Promise<Reply> {
    const text = asides.taken(request, step);
    return text === undefined
      ? goOn(request, officer, atStep(form, step), paragraphs([texts.sayAgain]))
      : take(request, officer, form, step, readStep(form.fields, step, text, clock().getTime()));
  }

  /** Takes what a step says now and goes on, or asks once more. */
  async function take(
    request: Request,
    officer: Officer,
    form: EventForm,
    step: FormStep,
    read: StepRead,
  ): Promise<Reply> {
    request.remembered.dialogue = { kind: "event-form", takesFiles: step === "files" };
    switch (read.kind) {
      case "problem": {
        const again = await prompts.ask(form, step);
        return { ...again, blocks: paragraphs([read.problem]) };
      }
      case "ask":
        return prompts.askWhich(read.question, read.options);
      case "fields": {
        const stays = read.stay === true;
        const next = stays ? { ...form, fields: read.fields, step } : afterStep(form, step, read.fields);
        return goOn(request, officer, next, stays ? [] : [took(read.fields, step)]);
      }
    }
  }

  async function withoutFiles(request: Request, officer: Officer, form: EventForm): Promise<Reply> {
    const { id } = await forms.save(officer.name, "event", form);
    await files.clear(id);
    return take(request, officer, { ...form, ownFiles: true }, "files", {
      kind: "fields",
      fields: withoutStep(form.fields, "files"),
    });
  }

  /** Adds a file to those that go along; more may follow. */
  async function attach(request: Request, officer: Officer, { form, id }: Kept): Promise<Reply> {
    if (!form.ownFiles && form.changes !== undefined) await files.copy(form.changes, id);
    const attached = await attachFile(request.message.file, id, files);
    const own = { ...form, ownFiles: true, fields: { ...form.fields, files: attached.names } };
    const said = await goOn(request, officer, { ...own, step: form.step === "preview" ? form.step : "files" });
    return { ...said, blocks: [...paragraphs([attached.says]), ...said.blocks] };
  }

  async function send(request: Request, officer: Officer, { form, id }: Kept, mark: string): Promise<Reply> {
    const sent = await end.send(form, id, mark, officer);
    if (sent === undefined) return goOn(request, officer, { ...form, step: "preview" }, paragraphs([texts.moved]));
    if (sent.correct !== undefined) return goOn(request, officer, atStep(form, sent.correct), sent.reply.blocks);
    return sent.done ? closed(request, sent.reply) : sent.reply;
  }

  async function discard(request: Request, officer: Officer): Promise<Reply> {
    await forms.drop(officer.name, "event");
    return closed(request, reply(texts.discarded));
  }

  async function write(request: Request, officer: Officer): Promise<Reply> {
    if (/^batal[.!]?$/i.test(request.rest)) return closed(request, reply(texts.kept));
    const found = await kept(officer);
    if (found === undefined) return closed(request, reply(texts.noForm));
    const { form } = found;
    if (request.message.kind === "file") return attach(request, officer, found);
    const { step } = form;
    if (step === "preview") return asking(request, form, []);
    const read = readStep(form.fields, step, request.rest, clock().getTime());
    const asked = read.kind !== "problem" && isExact(step) ? undefined : await asides.ask(request, asideAt(step));
    return asked ?? take(request, officer, form, step, read);
  }

  return {
    routes: [
      { ...officerRoute("/acara_baru", "schedule", open), wished: wishes.newEvent },
      { ...officerRoute("/isi", "schedule", fill), goesOn: true, bareWord: false },
    ],
    dialogues: { "event-form": dialogueRoute("", "schedule", write).handle },
    async edit(request, officer, event) {
      const before = await kept(officer);
      const other = before?.form.changes === event.id ? undefined : before;
      if (other !== undefined && other.form.passed.length > 0) return offerToGoOn(other, zone);
      if (before !== undefined && changedIn(before.form).length > 0)
        return goOn(request, officer, { ...before.form, step: "preview" }, paragraphs([texts.unsaved]));
      const names = (await files.of({ event: event.id })).map(({ name }) => name);
      return goOn(request, officer, formOf(event, names));
    },
  };
}

/** Ends the dialogue with a reply. */
function closed(request: Request, said: Reply): Reply {
  request.remembered.dialogue = undefined;
  return said;
}
