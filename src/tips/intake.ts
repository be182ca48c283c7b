import type { Message, Reply } from "../chat/message.ts";
import { reply } from "../chat/replies.ts";
import { createAbout } from "./about-reports.ts";
import type { CaseWriter } from "./case-writer.ts";
import { sayCode } from "./code.ts";
import {
  excludeNamed,
  excludeNearlyNamed,
  exclusionQuestion,
  nobodyLeft,
  sayReaders,
  saysWhoMay,
  toggle,
} from "./exclusion.ts";
import { createHolding } from "./holding.ts";
import { nextPrompt, promptReply } from "./prompts.ts";
import { consentQuestion } from "./questions.ts";
import type { ReaderList } from "./reader.ts";
import { eligible } from "./reader-list.ts";
import type { Session } from "./session.ts";
import {
  behindReport,
  cancelled,
  elsewhere,
  keepHeld,
  noteArrival,
  replied,
  show,
  type TipAnswer,
  takeBackLater,
  withCode,
} from "./talk.ts";
import { createTelling, type TellingParts } from "./telling.ts";
import type { TipStore } from "./tip-store.ts";
import { tipTexts } from "./tip-texts.ts";
import { chosen, isConsent, isGoOn, isNearlyCancel, readSaid, stopChoices } from "./words-said.ts";

export type IntakeParts = Omit<TellingParts, "check"> & {
  store: Pick<TipStore, "shred" | "casesOn">;
  list: () => Promise<ReaderList | undefined>;
  today: () => string;
  asks: (text: string, message: Message) => boolean;
  accuses: (text: string, message: Message) => boolean;
  perDay: number;
  codeShownMs?: number;
};

export type Intake = {
  /** What the guard found: kept in RAM until the person says what it is. Where no report can be taken it is answered, noted nowhere. */
  hold(message: Message): Promise<TipAnswer>;
  /** /lapor; what was written behind it is held until it can be sealed. */
  begin(message: Message, rest: string): Promise<Reply>;
  /** Who reads, what is kept, and how: for whoever asks before they tell anything. */
  about(message: Message): Promise<Reply>;
  /** /cek with a code. */
  check(message: Message, rest: string): Promise<Reply>;
  /** Whatever comes while a report is open. */
  goOn(session: Session, message: Message): Promise<TipAnswer>;
};

/** Whoever writes more does not name somebody. */
const MOST_WORDS_OF_NAMES = 5;

/** The dialogue of a report, from the first question to the last part. */
export function createIntake(parts: IntakeParts): Intake {
  const { sessions, list, writer, mailbox, failed, store } = parts;
  const telling = createTelling({ ...parts, check });
  const about = createAbout(parts);
  const holding = createHolding({
    ...{ sessions, list, check, pause: parts.pause },
    begin: (session, message) => begin(message, "", session.held),
  });

  function closedTo(message: Message, why: string): Reply {
    sessions.end(message.address);
    return elsewhere(parts.safer, message, why);
  }

  /** Why nothing may be taken now; undefined when it may. */
  async function closedNow(message: Message): Promise<Reply | undefined> {
    if ((await list()) === undefined) return closedTo(message, tipTexts.closed);
    const isFull = parts.perDay > 0 && (await store.casesOn(parts.today())) >= parts.perDay;
    return isFull ? closedTo(message, tipTexts.full) : undefined;
  }

  function askConsent(session: Session, { channel }: Message): Reply {
    session.step = "consent";
    return show(session, consentQuestion(channel));
  }

  async function begin(message: Message, rest: string, held: readonly Message[] = []): Promise<Reply> {
    const closed = await closedNow(message);
    if (closed !== undefined) return closed;
    const session = sessions.begin(message.address, "consent");
    session.held = [...held];
    noteArrival(session, message);
    // A picture with nothing but /lapor under it is what they want to tell; what opens a report that was held is none of it.
    if (held.length === 0 && (rest !== "" || message.kind === "file")) keepHeld(session, { ...message, text: rest });
    return askConsent(session, message);
  }

  async function check(message: Message, said: string): Promise<Reply> {
    // Buttons under a summary outlive the talk they were for.
    const found = await mailbox.open(message, isConsent(said) ? "" : said);
    if (found.kind === "shut") return found.reply;
    const isHeldLeft = (sessions.of(message.address)?.held.length ?? 0) > 0;
    const session = sessions.begin(message.address, "open");
    session.open = found.open;
    noteArrival(session, message);
    const shown = await mailbox.show(found.open);
    const left = isHeldLeft ? reply(tipTexts.heldLeft).blocks : [];
    takeBackLater(message, parts.codeShownMs);
    const typed = reply(tipTexts.codeTyped(message.takeBack !== undefined)).blocks;
    return show(session, { ...shown, blocks: [...left, ...shown.blocks, ...typed] });
  }

  async function goOn(session: Session, message: Message): Promise<TipAnswer> {
    sessions.touch(session.address);
    if (message.late) return replied(reply(tipTexts.late));
    noteArrival(session, message);
    const answered = await step(session, message);
    if (answered.kind === "pass" || session.unsaid === undefined) return answered;
    return replied(withCode(session, message, answered.reply, parts.codeShownMs));
  }

  async function step(session: Session, arrived: Message): Promise<TipAnswer> {
    const message = behindReport(session, arrived);
    if (message.kind === "text" && isNearlyCancel(message.text))
      return replied(show(session, reply(tipTexts.meantCancel, session.choices)));
    const stop = session.step === "open" ? undefined : stopEarly(session, message);
    if (stop !== undefined) return stop;
    if (session.step !== "open" && message.kind === "text" && parts.asks(message.text, message))
      return replied(show(session, await about.within(session, message)));
    if (session.step === "held") return holding.goOn(session, message);
    if (session.step === "consent") return replied(await whileConsenting(session, message));
    if (session.step === "exclude") return replied(await whileExcluding(session, message));
    return telling.goOn(session, message);
  }

  /** "BERHENTI" before there is a case: the report, or what they subscribed to? */
  function stopEarly(session: Session, message: Message): TipAnswer | undefined {
    const action = message.kind === "file" ? "" : chosen(message, session.choices);
    if (/^\/berhenti langganan$/i.test(action)) {
      session.choices = [];
      return { kind: "pass", message: { ...message, text: "/berhenti" } };
    }
    if (!parts.isStop(action) && !/^\/berhenti\b/i.test(action)) return undefined;
    return replied(show(session, reply(tipTexts.stopWhich, stopChoices("BATAL", "/lapor"))));
  }

  function giveUp(session: Session, message: Message, said: string): Promise<Reply> {
    sessions.end(session.address);
    return cancelled(session, message, said, parts.pause);
  }

  async function whileConsenting(session: Session, message: Message): Promise<Reply> {
    const isFile = message.kind === "file";
    const action = isFile ? "" : chosen(message, session.choices);
    const said = readSaid(action);
    if (said.kind === "cancel") return giveUp(session, message, tipTexts.cancelledEarly);
    if (action === "jalur lebih aman") return closedTo(message, tipTexts.saferIntro);
    if (said.kind === "check") return check(message, said.rest);
    if (said.kind === "yes" || (!isFile && isGoOn(action))) return askWho(session, message);
    if (said.kind === "report") return askConsent(session, message);
    if (said.kind === "other" || isFile) {
      keepHeld(session, message);
      return show(session, reply(tipTexts.consentFirst, session.choices));
    }
    return show(session, reply(tipTexts.goOn, session.choices));
  }

  async function askWho(session: Session, message: Message): Promise<Reply> {
    const now = await list();
    if (now === undefined) return closedTo(message, tipTexts.closed);
    session.step = "exclude";
    return show(session, exclusionQuestion(now, session.excluded, message.channel, []));
  }

  async function whileExcluding(session: Session, message: Message): Promise<Reply> {
    const now = await list();
    if (now === undefined) return closedTo(message, tipTexts.closed);
    const action = message.kind === "file" ? "" : chosen(message, session.choices);
    const said = readSaid(action);
    if (said.kind === "cancel") return giveUp(session, message, tipTexts.cancelledEarly);
    const isDecided = session.excluded.names.length + session.excluded.units.length > 0;
    // A second YA to the terms answers nothing here, and nobody can be left out later.
    if (isGoOn(action)) return isDecided ? open(session, message, now) : askWho(session, message);
    if (said.kind === "skip" || said.kind === "done") return open(session, message, now);
    if (said.kind === "check") return check(message, said.rest);
    if (said.kind === "report") return askWho(session, message);
    if (action === "jalur lebih aman") return closedTo(message, tipTexts.saferIntro);
    const remark = noteExclusion(session, message, now, action);
    return show(session, exclusionQuestion(now, session.excluded, message.channel, remark));
  }

  /** Takes whom somebody names; whoever goes on telling has not seen the question, and nothing of it is lost. */
  function noteExclusion(session: Session, message: Message, list: ReaderList, action: string): string[] {
    const { excluded } = session;
    if (action.startsWith("kecuali ") && toggle(excluded, list, action)) return [];
    const isStory = message.kind === "file" || action.split(/\s+/).length > MOST_WORDS_OF_NAMES;
    if (message.kind !== "file" && saysWhoMay(action)) {
      if (isStory) keepHeld(session, message);
      return [tipTexts.saidWhoMay];
    }
    // "Jangan sampai dibaca oleh pak Budi ya min" is an answer too.
    const isNamed = excludeNamed(excluded, list, message.kind === "file" ? message.text : action);
    if (!isStory && (isNamed || excludeNearlyNamed(excluded, list, action))) return [];
    if (!isStory && !parts.accuses(action, message)) return [tipTexts.notAReader];
    keepHeld(session, message);
    return [tipTexts.storyHeld];
  }

  /** The code first; then what was held gets its mark, if anything was. */
  async function open(session: Session, message: Message, now: ReaderList): Promise<Reply> {
    let begun: Awaited<ReturnType<CaseWriter["begin"]>>;
    try {
      begun = await writer.begin(session.excluded);
    } catch (error) {
      failed(error);
      sessions.end(session.address);
      return reply(tipTexts.notBegun);
    }
    if (begun === "busy") return show(session, reply(tipTexts.busyToBegin, session.choices));
    if (begun === undefined)
      return show(session, nobodyLeft(parts.safer(message), now, session.excluded, message.channel));
    session.open = begun.open;
    if (session.held.length > 0) begun.open.prompt = nextPrompt(begun.open.prompt);
    session.step = "open";
    const carried = await telling.writeHeld(session);
    const readers = eligible(now, session.excluded);
    const first = promptReply(begun.open, message.channel);
    const said = reply(
      [tipTexts.whoReads(sayReaders(readers)), ...carried, tipTexts.tell, ...first.sentences],
      first.choices,
    );
    session.unsaid = sayCode(begun.words);
    return show(session, said);
  }

  return {
    hold: holding.hold,
    begin: (message, rest) => begin(message, rest),
    about: about.alone,
    check,
    goOn,
  };
}
