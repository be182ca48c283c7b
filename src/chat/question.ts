import type { Answer, Answered } from "../answer/answer.ts";
import { type Clock, dayIn, type Zone } from "../clock.ts";
import type { Verdict } from "../knowledge/situation.ts";
import type { CountEvent } from "../office/counts.ts";
import type { AskOfficer } from "./ask-officer.ts";
import type { MayLeave } from "./may-leave.ts";
import type { Memory, Remembered } from "./memory.ts";
import type { Choice, Message, Reply } from "./message.ts";
import type { Quiet } from "./quiet.ts";
import type { Handler, Request } from "./routes.ts";
import { texts } from "./texts.ts";

export type QuestionParts = {
  answer: Answer;
  memory: Memory;
  clock: Clock;
  zone: Zone;
  /** What is offered after an answer that does not know. */
  offer: AskOfficer["offer"];
  count: CountEvent;
  /** Whose words go no further; when absent nothing leaves, and nobody goes quiet. */
  care?: Care;
};

export type Care = Pick<Quiet, "heard"> & MayLeave;

const noCare: Care = { heard() {}, mayLeave: () => false, mayBePiece: () => false };

/** Answers a question, remembers it for follow-ups, and says once a day that this is no legal advice. */
export function createQuestionHandler({
  answer,
  memory,
  clock,
  zone,
  offer,
  count,
  care = noCare,
}: QuestionParts): Handler {
  async function ask({ message, rest, remembered, dialogue }: Request, today: string): Promise<Answered> {
    const mayLeave = care.mayLeave({ message, rest, remembered, dialogue });
    const outside = mayLeave ? { person: message.address } : undefined;
    const answered = await answer(rest, { before: remembered.before, today, outside });
    remembered.beforeStays = !mayLeave;
    if (answered.verdict === "lapor" || answered.findings.accuses || isPressed(rest, answered))
      care.heard(message.address);
    return answered;
  }

  return async (request) => {
    const { message, rest, remembered } = request;
    const today = dayIn(zone, clock());
    const isPiece = care.mayBePiece(request);
    const answered = await ask(request, today);
    const { verdict, situation } = answered;
    const isPrivate = maySayWho(message, answered);
    if (!isPrivate || GUARDED.has(verdict)) count({ kind: "answer", message, verdict, situation });
    const turn = noteQuestion(remembered, isPrivate || isPiece ? undefined : rest, answered, isPrivate);
    // A group must not see who has something to report, nor be told more about it there.
    if (answered.verdict === "lapor" && message.place === "group")
      return { blocks: [{ kind: "text", text: texts.groupReport }], choices: [] };
    // A guard's reply ("halo", a report) must not become what the next question leans on.
    remembered.before = answered.situation === undefined ? undefined : answered.after;
    const said = ofTurn(replyFor(message, rest, answered), turn);
    if (answered.verdict === "tidak_tahu") return together(said, offer(message, remembered, "tidak_tahu"));
    const isAboutLaw = answered.citations.length > 0;
    if (!isAboutLaw || !(message.late || memory.disclaimerDue(message.address, today))) return said;
    return together(said, { blocks: [{ kind: "note", text: texts.notAdvice }], choices: [] });
  };
}

const PRESSED = /\bdi(?:suruh|paksa|ancam|perintah|minta|tekan)\p{L}*/iu;

/** Refused as if they asked for it, and perhaps telling what others ask of them. */
function isPressed(text: string, { verdict }: Answered): boolean {
  return verdict === "tolak" && PRESSED.test(text);
}

function maySayWho({ kind, guarded }: Message, { findings }: Answered): boolean {
  return findings.accuses || kind === "file" || guarded === true;
}

/** Notes what was asked, for the buttons under its answer. What may tell of somebody is neither counted nor kept for officers. */
function noteQuestion(
  remembered: Remembered,
  text: string | undefined,
  answered: Answered,
  isPrivate: boolean,
): number {
  const { verdict, situation } = answered;
  const turn = (remembered.question?.turn ?? 0) + 1;
  remembered.toRate = isPrivate ? undefined : situation;
  remembered.toSend = undefined;
  remembered.question = { text: GUARDED.has(verdict) ? undefined : text, situation, turn };
  return turn;
}

/** What is no question is sent to nobody, least of all a report. */
const GUARDED: ReadonlySet<Verdict> = new Set(["lapor", "tolak", "di_luar_cakupan"]);

const OF_THIS_ANSWER = /^\/(?:nilai|tanya_petugas)\b/;

/** The buttons that speak of this very answer say so: a tap under an older one must not mean it. */
function ofTurn(reply: Reply, turn: number): Reply {
  const choices = reply.choices.map((choice) =>
    OF_THIS_ANSWER.test(choice.action) ? { ...choice, action: `${choice.action} ${turn}` } : choice,
  );
  return { ...reply, choices };
}

function replyFor({ place }: Message, text: string, answered: Answered): Reply {
  const said = answered.findings.accuses ? towardsReport(answered, place) : answered.reply;
  if (place === "group" || !isPressed(text, answered)) return said;
  return together(said, { blocks: [{ kind: "note", text: texts.pressed }], choices: [] });
}

/**
 * Officers are not sent what may tell of somebody, so the button that offers it gives way to the ways to report, which also stand
 * under what was not understood; in a group, where all would see it, to nothing.
 */
function towardsReport({ reply, verdict }: Answered, place: Message["place"]): Reply {
  const report = place === "private" ? [{ label: texts.choice.report, action: "/lapor" }] : [];
  const offers = ({ action }: Choice) => action === "/tanya_petugas";
  if (verdict === "tidak_tahu" && !reply.choices.some(offers))
    return { ...reply, choices: [...reply.choices, ...report] };
  return { ...reply, choices: reply.choices.flatMap((choice) => (offers(choice) ? report : [choice])) };
}

function together(first: Reply, second: Reply): Reply {
  return { ...first, blocks: [...first.blocks, ...second.blocks], choices: [...first.choices, ...second.choices] };
}
