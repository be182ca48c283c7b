import type { Clock, Zone } from "../clock.ts";
import type { Officer } from "../office/officer.ts";
import { parseAudience } from "../reminders/audience.ts";
import { isNow } from "../reminders/read-broadcast.ts";
import { readMoment } from "../reminders/read-moment.ts";
import type { OfficerHandler } from "./as-officer.ts";
import type { Asides } from "./aside.ts";
import type { FormStep } from "./broadcast-form.ts";
import type { BroadcastSteps } from "./broadcast-steps.ts";
import { broadcastTexts as texts } from "./broadcast-texts.ts";
import type { Reply } from "./message.ts";
import type { Request } from "./routes.ts";

export type BroadcastAsideParts = { steps: BroadcastSteps; asides: Asides; clock: Clock; zone: Zone };

/** What is written while a broadcast is being made: its text, or a question that somebody has in the middle of it. */
export type BroadcastAside = {
  /** Takes what was written, unless it has to be asked what it is. */
  write: OfficerHandler;
  /** It was meant for the form after all. */
  field(request: Request, officer: Officer, step: FormStep): Promise<Reply>;
  answer: OfficerHandler;
};

export function createBroadcastAside({ steps, asides, clock, zone }: BroadcastAsideParts): BroadcastAside {
  function isUnderstood(step: FormStep, said: string): boolean {
    if (step === "audience") return !("problem" in parseAudience(said));
    return step === "when" && (isNow(said) || readMoment(said, zone, clock().getTime()).kind !== "unreadable");
  }

  return {
    async write(request, officer) {
      const { message, rest } = request;
      const step = (await steps.kept(officer))?.form.step ?? "text";
      const word = STEP_WORDS[step];
      const isPlain = message.kind === "file" || /^batal[.!]?$/i.test(rest) || isUnderstood(step, rest);
      if (word === undefined || isPlain) return steps.take(request, officer);
      const at = { step, name: texts.stepName[word], field: `/siaran tulisan ${word}`, answer: "/siaran tanya" };
      return (await asides.ask(request, at)) ?? steps.take(request, officer);
    },
    field(request, officer, step) {
      const text = asides.taken(request, step);
      return text === undefined ? steps.go(request, officer, step) : steps.take({ ...request, rest: text }, officer);
    },
    async answer(request, officer) {
      const choice = { label: texts.choice.goOn, action: "/siaran lanjut" };
      return (await asides.answer(request, { note: texts.waits, choice })) ?? steps.open(request, officer);
    },
  };
}

/** Where words are asked for, by the word in their actions. */
const STEP_WORDS: Partial<Record<FormStep, keyof typeof texts.stepName>> = {
  text: "teks",
  audience: "sasaran",
  when: "waktu",
};
