import { FileUnavailableError } from "../chat/incoming-file.ts";
import type { Message, Reply } from "../chat/message.ts";
import { reply } from "../chat/replies.ts";
import { createCaseWriter } from "./case-writer.ts";
import { looksLikeCode, nearlyHoldsCode, readCode } from "./code.ts";
import type { DeriveKeys } from "./code-keys.ts";
import { createIntake } from "./intake.ts";
import type { JudgeFile } from "./judged-file.ts";
import { createMailbox } from "./mailbox.ts";
import type { ListVerdict, ReaderList } from "./reader.ts";
import { createSessions } from "./session.ts";
import { replied, type TipAnswer } from "./talk.ts";
import type { TipStore } from "./tip-store.ts";
import { tipTexts, withCaption } from "./tip-texts.ts";
import { createTries } from "./tries.ts";
import { isGoOn, readSaid } from "./words-said.ts";

export type TipsParts = {
  store: TipStore;
  keys: DeriveKeys;
  lists: () => Promise<ListVerdict>;
  judgeFile: JudgeFile;
  /** Whether a text, a caption or a file's name may tell of somebody. */
  accuses: (text: string, message: Message) => boolean;
  /** Whether somebody asks about the reports that are taken here. */
  asks: (text: string, message: Message) => boolean;
  isStop: (text: string) => boolean;
  /** Whether a word of this dialogue is meant for something else that is going on in the talk; never when absent. */
  isMeantElsewhere?: (message: Message) => boolean;
  /** Whether a word with its slash is a command of the bot; each is when absent. */
  isCommand?: (word: string) => boolean;
  /** Other ways to report. */
  safer: (message: Message) => Reply;
  today: () => string;
  now: () => number;
  /** How many new reports are taken a day; 0 for no limit. */
  perDay: number;
  answeredAfterMs?: number;
  /** How long the message with the code stays in the chat, in ms. */
  codeShownMs?: number;
  pause?: (ms: number) => Promise<void>;
  /** Told the kind of an error that a person was told of too. */
  failed: (error: unknown) => void;
};

export type Tips = {
  /** Whether a message belongs to a report, or may; asked before anything else sees it. */
  claims(message: Message): boolean;
  answer(message: Message): Promise<TipAnswer>;
  /** Whether somebody is in the middle of one. */
  isOpen(address: string): boolean;
  /** Forgets everybody. */
  stop(): void;
};

const MOST_WORDS_OF_A_QUESTION = 8;

/** The tip line: what belongs to it is sealed or forgotten, and never reaches anything else. */
export function createTips(parts: TipsParts): Tips {
  const { accuses, now, failed } = parts;
  const pause = parts.pause ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref()));
  const sessions = createSessions(now);
  const list = async (): Promise<ReaderList | undefined> => {
    const verdict = await parts.lists();
    if (verdict.kind !== "valid") return undefined;
    const readers = verdict.list.readers.filter(({ role }) => role === "pembaca");
    return readers.length >= 2 ? verdict.list : undefined;
  };
  const writer = createCaseWriter({ ...parts, list });
  const ticks = () => performance.now();
  const mailbox = createMailbox({ ...parts, pause, ticks, tries: createTries(now) });
  const intake = createIntake({ ...parts, pause, sessions, list, writer, mailbox });

  function told(message: Message): boolean {
    const { text, file } = message;
    return accuses(text, message) || (file !== undefined && accuses(nameAsText(file.name), message));
  }

  /** Whoever tells something beside it is heard out first. */
  function asksHere(message: Message): boolean {
    const { kind, text } = message;
    if (kind !== "text" || !parts.asks(text, message)) return false;
    return text.trim().split(/\s+/).length <= MOST_WORDS_OF_A_QUESTION || !told(message);
  }

  function namesCode({ text, file }: Message): boolean {
    return nearlyHoldsCode(text) || looksLikeCode(text) || (file !== undefined && nearlyHoldsCode(file.name));
  }

  /** A word of this dialogue where nothing is open any more: a restart ended it, or the twenty minutes did. */
  function answersNothing(message: Message): boolean {
    const { kind, text, address } = message;
    if (kind === "file" || parts.isMeantElsewhere?.(message)) return false;
    // No other buttons of ours are without a slash.
    if (kind === "button") return !text.startsWith("/");
    const said = readSaid(text).kind;
    if (said === "cancel" || said === "done") return true;
    return sessions.isLapsed(address) && (said === "skip" || isGoOn(text) || /^\s*[1-3][.)]?\s*$/.test(text));
  }

  /** A word with a slash that is no command ("/pak camat …") begins what anybody may tell. */
  function isCommand(text: string): boolean {
    const word = /^\s*(\/\p{L}[\p{L}\p{N}_]*)/u.exec(text)?.[1]?.toLowerCase();
    return word !== undefined && (parts.isCommand?.(word) ?? true);
  }

  function isOurCommand(text: string): boolean {
    const { kind } = readSaid(text);
    return kind === "report" || kind === "check";
  }

  async function answerPrivately(message: Message): Promise<TipAnswer> {
    const session = sessions.of(message.address);
    if (session !== undefined) return intake.goOn(session, message);
    const said = readSaid(message.text);
    if (said.kind === "report") return replied(await intake.begin(message, said.rest));
    if (said.kind === "check") return replied(await intake.check(message, said.rest));
    // Also one that was written wrong: whoever forgot /cek is told which word it is, and it gets nowhere else.
    if (message.kind === "text" && (readCode(message.text).kind === "code" || looksLikeCode(message.text)))
      return replied(await intake.check(message, message.text));
    if (namesCode(message)) return replied(reply(tipTexts.codeLoose));
    const isTold = sessions.endedSilently(message.address);
    if (answersNothing(message)) return replied(reply(tipTexts.noneOpen));
    if (isTold) return replied(reply(tipTexts.idle));
    if (asksHere(message)) return replied(await intake.about(message));
    return intake.hold(message);
  }

  return {
    claims(message) {
      const { address, text, kind, place } = message;
      if (isOurCommand(text) || namesCode(message)) return true;
      if (place === "group") return told(message);
      if (sessions.of(address) !== undefined) return true;
      if (answersNothing(message)) return true;
      sessions.endLapse(address);
      if (kind === "button" || /^\s*\d{1,2}[.)]?\s*$/.test(text) || isCommand(text)) return false;
      return sessions.isSilentlyEnded(address) || asksHere(message) || told(message);
    },
    async answer(message) {
      if (message.place === "group") return replied(reply(tipTexts.group));
      try {
        return await answerPrivately(message);
      } catch (error) {
        failed(error);
        if (error instanceof FileUnavailableError)
          return replied(reply(withCaption(tipTexts.fileUnavailable[error.why], message.text)));
        return replied(reply(failedTo(message)));
      }
    },
    isOpen: (address) => sessions.of(address) !== undefined,
    stop: () => sessions.stop(),
  };
}

/** What was not done, when something failed that nobody else tells of. */
function failedTo({ kind, text }: Message): string {
  const said = kind === "file" ? undefined : readSaid(text).kind;
  if (said === "check") return tipTexts.notOpened;
  return said === "report" ? tipTexts.notBegun : tipTexts.notStored;
}

/** "foto_camat-bagi-amplop.jpg" as words. */
function nameAsText(name: string): string {
  return name.replace(/\.[\p{L}\p{N}]{1,8}$/u, "").replace(/[_\-.]+/g, " ");
}
