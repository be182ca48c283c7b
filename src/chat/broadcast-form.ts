import { z } from "zod";
import { attachedFile } from "../reminders/attached-file.ts";
import type { BroadcastBody } from "../reminders/broadcast.ts";

/** What is asked for next; `preview` when all of it is there. */
export const formSteps = ["text", "audience", "when", "file", "preview"] as const;
export type FormStep = (typeof formSteps)[number];

const formSchema = z.object({
  step: z.enum(formSteps),
  text: z.string(),
  audience: z.string(),
  /** ISO 8601; `now`, or empty while it was not said. */
  at: z.string(),
  file: attachedFile.optional(),
  /** Whether the file came with this form, and not with the broadcast that is changed. */
  fileIsNew: z.boolean(),
  /** The broadcast that is changed; a new one when absent. */
  of: z.int().optional(),
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
  const shown = { step: "preview" as const, text, audience, at: at ?? "now", fileIsNew: false, of: id };
  return file === undefined ? shown : { ...shown, file };
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
