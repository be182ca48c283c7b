import type { Message, Reply, Sent } from "../chat/message.ts";
import { reply } from "../chat/replies.ts";
import type { Session } from "./session.ts";
import { tipTexts } from "./tip-texts.ts";
import { readSaid } from "./words-said.ts";

/** `pass`: not of here after all; it goes on as an ordinary message that is noted nowhere, with a remark below its answer. */
export type TipAnswer = { kind: "reply"; reply: Reply } | { kind: "pass"; message: Message; remark?: string };

const MOST_HELD = 12;
/** No report takes more; a crowd that writes without end fills no memory. */
const MOST_CHARACTERS_HELD = 60_000;

export function replied(said: Reply): TipAnswer {
  return { kind: "reply", reply: said };
}

/** A reply within a report: its choices are what a number stands for next. */
export function show(session: Session, said: Reply): Reply {
  session.choices = said.choices;
  return noted(session, said);
}

/** Keeps a message in RAM until it can be sealed. */
export function keepHeld(session: Session, message: Message): void {
  // What a button stands for is nobody's story.
  if (message.kind === "button") return;
  const characters = session.held.reduce((sum, { text }) => sum + text.length, message.text.length);
  if (session.held.length < MOST_HELD && characters <= MOST_CHARACTERS_HELD) session.held.push(message);
  else session.heldLost = true;
}

/** "/lapor" once more before there is a case: what stands behind it is told like anything else. */
export function behindReport(session: Session, message: Message): Message {
  const said = message.kind === "text" ? readSaid(message.text) : undefined;
  if (said?.kind !== "report" || said.rest === "" || session.step === "open") return message;
  const told = { ...message, text: said.rest };
  if (session.step !== "held") return told;
  keepHeld(session, told);
  return message;
}

/** Why nothing was taken, and the other ways to report. */
export function elsewhere(safer: (message: Message) => Reply, message: Message, why: string): Reply {
  const ways = safer(message);
  return { ...ways, blocks: [...reply(why).blocks, ...ways.blocks] };
}

/** Says that a report is gone, and what of the talk went with it. */
export async function cancelled(
  session: Session,
  { channel }: Message,
  said: string,
  pause: (ms: number) => Promise<void>,
): Promise<Reply> {
  const { gone, stay } = await takeAllBack(session, pause);
  return reply([
    said,
    ...(gone > 0 ? [tipTexts.takenBack(gone)] : []),
    ...(stay > 0 ? [tipTexts.leftBehind[channel](stay)] : []),
  ]);
}

/** The longest that a person waits for their messages to be deleted. */
const TAKING_BACK_MS = 6_000;

/** Notes how a message of the person can be deleted, should they give the report up. */
export function noteArrival(session: Session, { kind, takeBack }: Message): void {
  // A press leaves nothing in the chat.
  if (kind === "button") return;
  if (takeBack === undefined) session.lasting += 1;
  else session.takeBacks.push(takeBack);
}

/** The reply, noted like that when it was sent; `also` hears of it too. */
export function noted(session: Session, reply: Reply, also?: (sent: Sent) => void): Reply {
  return {
    ...reply,
    onSent(sent) {
      if (sent.takeBack === undefined) session.lasting += 1;
      else session.takeBacks.push(sent.takeBack);
      also?.(sent);
    },
  };
}

/** Deletes what can be deleted of a talk; resolves to how many went and how many stay. */
export async function takeAllBack(
  session: Session,
  pause: (ms: number) => Promise<void>,
): Promise<{ gone: number; stay: number }> {
  let gone = 0;
  const all = session.takeBacks.map((takeBack) =>
    takeBack().then(
      (went) => {
        if (went) gone += 1;
      },
      () => undefined,
    ),
  );
  await Promise.race([Promise.all(all), pause(TAKING_BACK_MS)]);
  return { gone, stay: session.lasting + all.length - gone };
}

const CODE_SHOWN_MS = 10 * 60_000;

/** The code stands before everything until one message with it was handed over, which is taken back after so many ms. */
export function withCode(session: Session, { channel }: Message, said: Reply, shownMs = CODE_SHOWN_MS): Reply {
  const first = reply([tipTexts.codeBefore, session.unsaid ?? "", tipTexts.codeAfter(channel)]);
  return {
    ...said,
    blocks: [...first.blocks, ...said.blocks],
    onSent(sent) {
      session.unsaid = undefined;
      takeBackLater(sent, shownMs);
      said.onSent?.(sent);
    },
  };
}

/** Deletes a message with the code after a while; a restart forgets to, which people are told. */
export function takeBackLater({ takeBack }: Sent, ms = CODE_SHOWN_MS): void {
  if (takeBack === undefined) return;
  setTimeout(() => {
    // Whether it went is nothing anybody can be told any more.
    takeBack().catch(() => undefined);
  }, ms).unref();
}
