import type { Answer } from "../answer/answer.ts";
import { type Clock, dayIn, type Zone } from "../clock.ts";
import type { Memory } from "./memory.ts";
import type { Handler } from "./routes.ts";
import { texts } from "./texts.ts";

/** Answers a question, remembers it for follow-ups, and says once a day that this is no legal advice. */
export function createQuestionHandler(answer: Answer, memory: Memory, clock: Clock, zone: Zone): Handler {
  return async ({ message, rest, remembered }) => {
    const today = dayIn(zone, clock());
    const answered = await answer(rest, { before: remembered.before, today });
    // A group must not see who has something to report, nor be told more about it there.
    if (answered.verdict === "lapor" && message.place === "group")
      return { blocks: [{ kind: "text", text: texts.groupReport }], choices: [] };
    const isAboutLaw = answered.citations.length > 0;
    // A guard's reply ("halo", a report) must not become what the next question leans on.
    remembered.before = answered.situation === undefined ? undefined : answered.after;
    if (!isAboutLaw || !(message.late || memory.disclaimerDue(message.address, today))) return answered.reply;
    return { ...answered.reply, blocks: [...answered.reply.blocks, { kind: "note", text: texts.notAdvice }] };
  };
}
