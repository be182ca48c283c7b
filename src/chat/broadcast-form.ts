import { z } from "zod";
import { attachedFile } from "../reminders/attached-file.ts";
import type { BroadcastBody } from "../reminders/broadcast.ts";

/** What is asked for next; `preview` when all of it is there. */
export const formSteps = ["text", "audience", "when", "file", "preview"] as const;
export type FormStep = (typeof formSteps)[number];

const saidSchema = z.object({
  text: z.string(),
  audience: z.string(),
  /** ISO 8601; `now`, or empty while it was not said. */
  at: z.string(),
  file: attachedFile.optional(),
});
const formSchema = saidSchema.extend({
  step: z.enum(formSteps),
  /** Whether the file came with this form, and not with the broadcast that is changed. */
  fileIsNew: z.boolean(),
  /** The broadcast that is changed; a new one when absent. */
  of: z.int().optional(),
  /** What that one said when the form last followed it. */
  opened: saidSchema.optional(),
});

/** A broadcast as far as an officer has filled it in; kept, so that a restart loses nothing of it. */
export type BroadcastForm = z.infer<typeof formSchema>;

export const emptyForm: BroadcastForm = { step: "text", text: "", audience: "", at: "", fileIsNew: false };

/** Reads what was kept; what an older version kept otherwise begins anew. */
export function readForm(kept: unknown): BroadcastForm {
  return formSchema.safeParse(kept).data ?? emptyForm;
}

/** The form to change a broadcast with. */
export function formOf(id: number, { text, audience, at, file }: BroadcastBody): BroadcastForm {
  const opened = { text, audience, at: at ?? "now", ...(file === undefined ? {} : { file }) };
  return { ...opened, step: "preview", fileIsNew: false, of: id, opened };
}

/**
 * The form with what others changed meanwhile of the broadcast that it changes, so that saving it takes nothing of theirs back;
 * undefined when they changed nothing.
 */
export function followed(form: BroadcastForm, now: BroadcastBody): BroadcastForm | undefined {
  const { opened } = form;
  const current = formOf(form.of ?? 0, now).opened;
  if (opened === undefined || current === undefined) return undefined;
  const fields = ["text", "audience", "at", "file"] as const;
  if (!fields.some((field) => differs(opened, current, field))) return undefined;
  const own = Object.fromEntries(
    fields.filter((field) => differs(opened, form, field)).map((field) => [field, form[field]]),
  );
  return { ...form, file: undefined, ...current, ...own, opened: current };
}

/** Whether its officer changed something of the broadcast and did not save it yet. */
export function isUnsaved(form: BroadcastForm): boolean {
  const { opened } = form;
  if (opened === undefined) return form.text !== "";
  return (["text", "audience", "at", "file"] as const).some((field) => differs(opened, form, field));
}

function differs(
  one: z.infer<typeof saidSchema>,
  other: z.infer<typeof saidSchema>,
  field: keyof z.infer<typeof saidSchema>,
): boolean {
  return JSON.stringify(one[field]) !== JSON.stringify(other[field]);
}

/** The form with more filled in, at the first thing that is still missing. */
export function filled(form: BroadcastForm, more: Partial<BroadcastForm>): BroadcastForm {
  const next = { ...form, ...more };
  const missing = (["text", "audience", "at"] as const).find((field) => next[field] === "");
  return { ...next, step: missing === undefined ? "preview" : missing === "at" ? "when" : missing };
}

export function bodyOf({ text, audience, at, file }: BroadcastForm): BroadcastBody {
  return { text, audience, ...(at === "now" || at === "" ? {} : { at }), ...(file === undefined ? {} : { file }) };
}
