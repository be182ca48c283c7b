import type { Forms } from "../office/forms.ts";

/** What officers have written as the answer to a question of the queue and not sent yet: one an officer, which survives a restart. */
export type AnswerDrafts = {
  /** The question's number and the words. */
  of(officer: string): Promise<AnswerDraft | undefined>;
  keep(officer: string, draft: AnswerDraft): Promise<void>;
  drop(officer: string): Promise<void>;
};

export type AnswerDraft = { id: number; text: string };

export function createAnswerDrafts(forms: Forms): AnswerDrafts {
  return {
    async of(officer) {
      const found = await forms.find(officer, "answer");
      return found === undefined ? undefined : readDraft(found.body);
    },
    async keep(officer, draft) {
      await forms.save(officer, "answer", draft);
    },
    drop: (officer) => forms.drop(officer, "answer"),
  };
}

/** Undefined for what an earlier version kept in another form. */
function readDraft(body: unknown): AnswerDraft | undefined {
  if (typeof body !== "object" || body === null || !("id" in body) || !("text" in body)) return undefined;
  const { id, text } = body;
  return typeof id === "number" && typeof text === "string" ? { id, text } : undefined;
}
