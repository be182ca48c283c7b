import type { IncomingFile } from "../chat/incoming-file.ts";
import type { Message, Reply } from "../chat/message.ts";
import { reply } from "../chat/replies.ts";
import type { CaseWriter, Content, Written } from "./case-writer.ts";
import { holdsCode, looksLikeCode, nearlyHoldsCode } from "./code.ts";
import type { JudgeFile } from "./judged-file.ts";
import type { Mailbox } from "./mailbox.ts";
import { nextPrompt, promptReply } from "./prompts.ts";
import type { OpenCase, Session, Sessions } from "./session.ts";
import { cancelled, elsewhere, replied, show, type TipAnswer } from "./talk.ts";
import type { TipStore } from "./tip-store.ts";
import { tipTexts, withCaption } from "./tip-texts.ts";
import { chosen, consentChoices, isConsent, readSaid, saidKnownBy, stopChoices } from "./words-said.ts";

export type TellingParts = {
  store: Pick<TipStore, "shred">;
  sessions: Sessions;
  writer: CaseWriter;
  mailbox: Mailbox;
  judgeFile: JudgeFile;
  isStop: (text: string) => boolean;
  safer: (message: Message) => Reply;
  pause: (ms: number) => Promise<void>;
  failed: (error: unknown) => void;
  /** /cek with a code, which may be of another case. */
  check: (message: Message, said: string) => Promise<Reply>;
};

export type Telling = {
  /** Whatever comes while a case is open: a word of the dialogue, or a part of it. */
  goOn(session: Session, message: Message): Promise<TipAnswer>;
  /** Seals what was held; resolves to what to say of it. */
  writeHeld(session: Session): Promise<string[]>;
};

type Taken =
  | { kind: "stored"; parts: number; remarks: string[] }
  | { kind: "sentence"; sentence: string }
  | { kind: "no-reader" | "gone" };

/** A case that is open: each part is sealed and on the disk before its mark is said. */
export function createTelling(parts: TellingParts): Telling {
  const { sessions, writer, mailbox, judgeFile, store } = parts;

  function leave(session: Session, message: Message, why: string): Reply {
    sessions.end(session.address);
    return elsewhere(parts.safer, message, why);
  }

  async function writeHeld(session: Session): Promise<string[]> {
    const said: string[] = [];
    let stored = 0;
    for (const message of session.held.splice(0)) {
      const outcome = await takePart(session, message);
      if (outcome.kind === "stored") stored += outcome.parts;
      else if (outcome.kind === "sentence") said.push(outcome.sentence);
      else session.heldLost = true;
    }
    return [
      ...(stored > 0 ? [tipTexts.stored(stored)] : []),
      ...said,
      ...(session.heldLost ? [tipTexts.heldLost] : []),
    ];
  }

  async function goOn(session: Session, message: Message): Promise<TipAnswer> {
    const { open: opened } = session;
    if (opened === undefined) return replied(reply(tipTexts.gone));
    // What a file is called or captioned is a part of it, whatever it says.
    if (message.kind === "file") return replied(await content(session, message));
    const action = actionOf(session, message);
    const said = readSaid(action);
    const wasAsked = opened.sureToCancel;
    opened.sureToCancel = said.kind === "cancel";
    if (parts.isStop(action) || /^\/berhenti\b/i.test(action)) return stopSaid(session, message, action);
    switch (said.kind) {
      case "cancel":
        if (opened.resumed && !wasAsked) return replied(show(session, reply(tipTexts.sureToCancel)));
        return replied(await shred(session, message));
      case "done":
        return replied(await done(session));
      case "skip":
        opened.prompt = nextPrompt(opened.prompt);
        return replied(promptAgain(session, message));
      case "yes":
        return replied(promptAgain(session, message));
      case "check":
        return replied(await checkWithin(session, message, said.rest));
      case "report":
        return replied(show(session, reply(tipTexts.alreadyOpen)));
      case "command":
        return replied(show(session, reply(tipTexts.command(said.word))));
      case "other":
        return replied(await content(session, { ...message, text: action }));
    }
  }

  function promptAgain(session: Session, { channel }: Message): Reply {
    if (session.open === undefined) return reply(tipTexts.gone);
    // "Ya" to a summary may be meant for it, and may not.
    if (session.open.summary !== undefined) return show(session, reply(tipTexts.whichConsent, consentChoices));
    const { sentences, choices } = promptReply(session.open, channel);
    return show(session, reply(sentences, choices));
  }

  function stopSaid(session: Session, message: Message, action: string): TipAnswer | Promise<TipAnswer> {
    if (/laporan/i.test(action)) return shred(session, message).then(replied);
    if (/langganan/i.test(action)) {
      // A number that is said next is none of these any more.
      session.choices = [];
      return { kind: "pass", message: { ...message, text: "/berhenti" } };
    }
    return replied(show(session, reply(tipTexts.stopWhich, stopChoices("/berhenti laporan", "YA"))));
  }

  async function checkWithin(session: Session, message: Message, rest: string): Promise<Reply> {
    const { open: opened } = session;
    if (opened === undefined) return parts.check(message, rest);
    if (rest === "") return show(session, await mailbox.show(opened));
    if (!isConsent(rest)) return parts.check(message, rest);
    if (opened.summary === undefined) return show(session, reply(tipTexts.oldButton));
    const written = await write(session, { kind: "izin", yes: /^setuju$/i.test(rest), summary: opened.summary });
    if (written.kind !== "stored") return show(session, reply(sayUnwritten(written)));
    opened.summary = undefined;
    return show(session, reply([`${tipTexts.stored(1)} ${tipTexts.consented}`, tipTexts.more]));
  }

  async function content(session: Session, message: Message): Promise<Reply> {
    const { open: opened } = session;
    if (opened === undefined) return reply(tipTexts.gone);
    // A button under an earlier question is nobody's story.
    if (message.kind === "button" && saidKnownBy(message.text, undefined) === undefined)
      return show(session, reply(tipTexts.oldButton));
    if (isLateNumber(opened, message)) return show(session, reply(tipTexts.lateNumber));
    const outcome = await takePart(session, message);
    if (outcome.kind === "sentence") return show(session, reply(outcome.sentence));
    if (outcome.kind !== "stored") {
      if (outcome.kind === "no-reader") return leave(session, message, tipTexts.readersChanged);
      sessions.end(session.address);
      return reply(tipTexts.gone);
    }
    if (message.kind !== "file" || opened.prompt === "bukti") opened.prompt = nextPrompt(opened.prompt);
    const { sentences, choices } = promptReply(opened, message.channel);
    return show(session, reply([tipTexts.stored(outcome.parts), ...outcome.remarks, ...sentences], choices));
  }

  /** One message as a part; what cannot be one is a sentence that says so. */
  async function takePart(session: Session, message: Message): Promise<Taken> {
    const { text, file, kind } = message;
    if (holdsCode(text) || (file !== undefined && holdsCode(file.name)))
      return { kind: "sentence", sentence: tipTexts.ownCode };
    if (looksLikeCode(text) || nearlyHoldsCode(text) || (file !== undefined && nearlyHoldsCode(file.name)))
      return { kind: "sentence", sentence: tipTexts.likeCode };
    if (file !== undefined) return takeFile(session, file, text.trim());
    const isReadable = /[\p{L}\p{N}\p{So}\p{P}]/u.test(text.toWellFormed());
    if (kind === "file" || !isReadable) return { kind: "sentence", sentence: tipTexts.unreadable };
    const known = saidKnownBy(text, session.open?.prompt);
    const part: Content = known === undefined ? { kind: "teks", text } : { kind: "tahu", knownBy: known.knownBy };
    return taken(await write(session, part), known === undefined ? [] : [tipTexts.noted(known.label)]);
  }

  async function takeFile(session: Session, file: IncomingFile, caption: string): Promise<Taken> {
    const judged = await judgeFile(file);
    if (judged.kind === "refuse") return { kind: "sentence", sentence: withCaption(judged.sentence, caption) };
    const written = await write(session, { kind: "berkas", file: judged, caption });
    const isKept = written.kind === "stored" && written.original;
    const cleaned = isKept ? tipTexts.storedCleaned : tipTexts.storedNoOriginal;
    const about = judged.voice ? tipTexts.storedVoice : judged.cleaned ? cleaned : tipTexts.storedUncleaned;
    return taken(written, [about, ...(readSaid(caption).kind === "cancel" ? [tipTexts.storedCaption] : [])]);
  }

  /** One after the other: what a time-out left behind is still written in its order. */
  function write(session: Session, content: Content): Promise<Written> {
    const { open: opened } = session;
    if (opened === undefined) return Promise.resolve({ kind: "gone" });
    const turn = session.turn.then(() => writer.write(opened, content));
    session.turn = turn.catch(() => undefined);
    return turn;
  }

  async function done(session: Session): Promise<Reply> {
    const { open: opened } = session;
    await session.turn;
    if (opened !== undefined && opened.state.n === 0) return show(session, reply(tipTexts.empty));
    sessions.end(session.address);
    return reply(tipTexts.done(opened?.resumed === false));
  }

  async function shred(session: Session, message: Message): Promise<Reply> {
    const id = session.open?.state.case;
    await session.turn;
    let isEmptied: boolean;
    try {
      isEmptied = id === undefined || (await store.shred(id));
    } catch (error) {
      parts.failed(error);
      return show(session, reply(tipTexts.notCancelled));
    }
    const said = isEmptied ? tipTexts.cancelled : `${tipTexts.cancelled} ${tipTexts.cancelledLater}`;
    const resumed = session.open?.resumed === true;
    sessions.end(session.address);
    return cancelled(session, message, resumed ? `${said} ${tipTexts.earlierTalk}` : said, parts.pause);
  }

  return { goOn, writeHeld };
}

/** "2" for the second of those who may not read, which comes when that was answered already: neither of the first prompts is answered so. */
function isLateNumber({ resumed, prompt }: OpenCase, { kind, text }: Message): boolean {
  return kind === "text" && !resumed && (prompt === "apa" || prompt === "siapa") && /^\s*\d{1,2}[.)]?\s*$/.test(text);
}

/** What a message stands for in a case that is open, where a number may be a choice and may be told. */
function actionOf({ open: opened, choices }: Session, message: Message): string {
  // "3" under the question for how many people is three where buttons have no numbers.
  const isCount = message.channel === "telegram" && opened?.prompt === "tahu";
  const isNumbered = !isCount && choices.some(({ action }) => action.startsWith("tahu ") || action.startsWith("/"));
  return message.kind === "button" || isNumbered ? chosen(message, choices) : message.text;
}

function taken(written: Written, remarks: string[]): Taken {
  if (written.kind === "stored") return { kind: "stored", parts: written.parts, remarks };
  if (written.kind === "limit") return { kind: "sentence", sentence: tipTexts.tooMany[written.which] };
  return { kind: written.kind };
}

function sayUnwritten(written: Exclude<Written, { kind: "stored" }>): string {
  if (written.kind === "limit") return tipTexts.tooMany[written.which];
  return written.kind === "gone" ? tipTexts.gone : tipTexts.readersChanged;
}
