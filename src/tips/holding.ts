import type { Message, Reply } from "../chat/message.ts";
import { reply } from "../chat/replies.ts";
import { heldQuestion } from "./questions.ts";
import type { ReaderList } from "./reader.ts";
import type { Session, Sessions } from "./session.ts";
import { cancelled, keepHeld, noteArrival, replied, show, type TipAnswer } from "./talk.ts";
import { tipTexts } from "./tip-texts.ts";
import { chosen, isGoOn, isNo, readSaid } from "./words-said.ts";

export type HoldingParts = {
  sessions: Sessions;
  list: () => Promise<ReaderList | undefined>;
  /** They say it is a report: what is held goes along. */
  begin: (session: Session, message: Message) => Promise<Reply>;
  /** /cek with a code. */
  check: (message: Message, said: string) => Promise<Reply>;
  pause: (ms: number) => Promise<void>;
};

export type Holding = {
  /** What the guard found: kept in RAM until the person says what it is. Where no report can be taken it is answered, noted nowhere. */
  hold(message: Message): Promise<TipAnswer>;
  /** Whatever comes while something is held. */
  goOn(session: Session, message: Message): Promise<TipAnswer>;
};

/** Before somebody has said whether what they wrote is a report, nothing of it is stored or answered. */
export function createHolding({ sessions, list, begin, check, pause }: HoldingParts): Holding {
  function askHeld(session: Session, text: string): Reply {
    return show(session, heldQuestion(text));
  }

  async function goOn(session: Session, message: Message): Promise<TipAnswer> {
    if (message.kind === "file") return replied(holdMore(session, message));
    const action = chosen(message, session.choices);
    const said = readSaid(action);
    if (said.kind === "yes" || said.kind === "report" || isGoOn(action)) return replied(await begin(session, message));
    if (said.kind === "cancel") return replied(await forget(session, message));
    if (isNo(action)) {
      const [first] = session.held;
      // The question may stand in the second of them.
      const text = session.held.map((each) => each.text).join("\n");
      sessions.end(session.address);
      return first === undefined
        ? replied(reply(tipTexts.forgotten))
        : { kind: "pass", message: { ...first, text: text.trim(), guarded: true } };
    }
    if (said.kind === "check") return replied(await check(message, said.rest));
    if (said.kind === "command") {
      sessions.end(session.address);
      return { kind: "pass", message, remark: tipTexts.heldForgotten };
    }
    // A word of the dialogue is no story.
    if (said.kind !== "other") return replied(askHeld(session, tipTexts.held));
    return replied(holdMore(session, message));
  }

  function holdMore(session: Session, message: Message): Reply {
    keepHeld(session, message);
    return askHeld(session, tipTexts.heldMore);
  }

  function forget(session: Session, message: Message): Promise<Reply> {
    sessions.end(session.address);
    return cancelled(session, message, tipTexts.forgotten, pause);
  }

  return {
    async hold(message) {
      if ((await list()) === undefined) return { kind: "pass", message: { ...message, guarded: true } };
      const session = sessions.begin(message.address, "held");
      noteArrival(session, message);
      keepHeld(session, message);
      return replied(askHeld(session, tipTexts.held));
    },
    goOn,
  };
}
