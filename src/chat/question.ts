import type { Answer } from "../answer/answer.ts";
import { type Clock, dayIn, type Zone } from "../clock.ts";
import type { Verdict } from "../knowledge/situation.ts";
import type { CountEvent } from "../office/counts.ts";
import type { AskOfficer } from "./ask-officer.ts";
import type { Memory } from "./memory.ts";
import type { Reply } from "./message.ts";
import type { Handler } from "./routes.ts";
import { texts } from "./texts.ts";

export type QuestionParts = {
  answer: Answer;
  memory: Memory;
  clock: Clock;
  zone: Zone;
  /** What is offered after an answer that does not know. */
  offer: AskOfficer["offer"];
  count: CountEvent;
};

/** Answers a question, remembers it for follow-ups, and says once a day that this is no legal advice. */
export function createQuestionHandler({ answer, memory, clock, zone, offer, count }: QuestionParts): Handler {
  return async ({ message, rest, remembered }) => {
    const today = dayIn(zone, clock());
    const answered = await answer(rest, { before: remembered.before, today });
    const { verdict, situation } = answered;
    count({ kind: "answer", message, verdict, situation });
    remembered.toRate = situation;
    remembered.toSend = undefined;
    remembered.question = GUARDED.has(answered.verdict) ? undefined : { text: rest, situation: answered.situation };
    // A group must not see who has something to report, nor be told more about it there.
    if (answered.verdict === "lapor" && message.place === "group")
      return { blocks: [{ kind: "text", text: texts.groupReport }], choices: [] };
    // A guard's reply ("halo", a report) must not become what the next question leans on.
    remembered.before = answered.situation === undefined ? undefined : answered.after;
    if (answered.verdict === "tidak_tahu") return together(answered.reply, offer(message, remembered, "tidak_tahu"));
    const isAboutLaw = answered.citations.length > 0;
    if (!isAboutLaw || !(message.late || memory.disclaimerDue(message.address, today))) return answered.reply;
    return together(answered.reply, { blocks: [{ kind: "note", text: texts.notAdvice }], choices: [] });
  };
}

/** What is no question is sent to nobody, least of all a report. */
const GUARDED: ReadonlySet<Verdict> = new Set(["lapor", "tolak", "di_luar_cakupan"]);

function together(first: Reply, second: Reply): Reply {
  return { ...first, blocks: [...first.blocks, ...second.blocks], choices: [...first.choices, ...second.choices] };
}
