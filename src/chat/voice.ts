import type { Transcribe } from "../answer/model.ts";
import type { Clock } from "../clock.ts";
import { within } from "../within.ts";
import { chosenAction } from "./chosen-action.ts";
import { FileUnavailableError, type IncomingFile, isRecording } from "./incoming-file.ts";
import type { Remembered } from "./memory.ts";
import type { Block, Choice, Message, Reply } from "./message.ts";
import { forgetOldest } from "./quota.ts";
import { reply, shortened } from "./replies.ts";
import type { Request, Route } from "./routes.ts";
import { voiceTexts as says } from "./voice-texts.ts";

/** `words`: what somebody said, to be taken for written; `with` puts what was understood beside the reply to it. */
export type Heard =
  | { kind: "reply"; reply: Reply }
  | { kind: "words"; message: Message; with: (reply: Reply) => Reply };

export type Voice = {
  /** What becomes of a recording, or of a yes to one; undefined for any other message. */
  hear(message: Message, remembered: Remembered): Promise<Heard | undefined>;
  routes: Route[];
};

export type VoiceParts = {
  /** Undefined where there is none: then people are asked to type. */
  transcribe: Transcribe | undefined;
  clock: Clock;
  today: () => string;
  /** Whether nothing from there may get outside now: somebody told something. A voice note alone is nothing told. */
  isQuiet: (address: string) => boolean;
  /** Whether the tip line holds something from there. */
  isHeld: (address: string) => boolean;
};

/** No question takes longer to ask. */
const MOST_MINUTES = 2;
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_A_DAY = 10;
/** How long a recording is remembered, which is not fetched meanwhile. */
const REMEMBERED_MS = 10 * 60_000;
const FETCH_MS = 15_000;
const TRANSCRIBE_MS = 8_000;
const MOST_SHOWN = 300;
const MOST_PERSONS = 10_000;

const YES = "/suara ya";
const CHOICES: readonly Choice[] = [
  { label: says.choice.yes, action: YES },
  { label: says.choice.no, action: "/suara tidak" },
];

/**
 * Voice notes, in private chats alone. A voice gets outside before any guard can read what it says, so nothing of one is fetched
 * before its writer agreed; who did, or did not, is known in RAM alone. What was said is then a message like any other. Its
 * bytes lie in memory while they are turned into words, and nowhere else.
 */
export function createVoice({ transcribe, clock, today, isQuiet, isHeld }: VoiceParts): Voice {
  const agreed = new Map<string, boolean>();
  let listened = { day: "", times: new Map<string, number>() };

  function decide(address: string, isAgreed: boolean): void {
    agreed.delete(address);
    agreed.set(address, isAgreed);
    forgetOldest(agreed, MOST_PERSONS);
  }

  function timesToday(address: string): number {
    if (listened.day !== today()) listened = { day: today(), times: new Map() };
    return listened.times.get(address) ?? 0;
  }

  function countOne(address: string): void {
    const times = timesToday(address) + 1;
    listened.times.delete(address);
    listened.times.set(address, times);
    forgetOldest(listened.times, MOST_PERSONS);
  }

  function ask(message: Message, remembered: Remembered): Reply {
    const { voice, choices } = remembered;
    const isFirst = voice === undefined;
    const until = clock().getTime() + REMEMBERED_MS;
    remembered.voice = { message, until, before: isFirst ? choices : voice.before, isFirst };
    remembered.choices = CHOICES;
    return reply(says.ask, CHOICES);
  }

  async function onRecording(message: Message, file: IncomingFile, remembered: Remembered): Promise<Heard> {
    const { address } = message;
    if (file.spoken === undefined) return sentence(says.recording);
    if (transcribe === undefined) return sentence(says.type);
    if (isQuiet(address)) return sentence(says.notNow);
    if (file.spoken.seconds > MOST_MINUTES * 60 || file.size > MOST_BYTES) return sentence(says.tooLong(MOST_MINUTES));
    const isAgreed = agreed.get(address);
    if (isAgreed === undefined) return { kind: "reply", reply: ask(message, remembered) };
    return isAgreed ? listen(transcribe, message, []) : sentence(says.declined);
  }

  /** To the recording that was asked about; to none, the command itself is answered. */
  async function onYes({ address }: Message, remembered: Remembered): Promise<Heard | undefined> {
    const { voice } = remembered;
    if (transcribe === undefined || voice === undefined || voice.until < clock().getTime()) return undefined;
    remembered.voice = undefined;
    decide(address, true);
    // What was said is read as if nothing had been asked in between: "dua" is the second of what was on offer before.
    remembered.choices = voice.before;
    return listen(transcribe, voice.message, [says.mishearing, ...(voice.isFirst ? [] : [says.earlier])]);
  }

  async function listen(hearing: Transcribe, message: Message, remarks: readonly string[]): Promise<Heard> {
    const { file, ...written } = message;
    const { address } = written;
    if (file === undefined || isQuiet(address)) return sentence(says.notNow);
    if (timesToday(address) >= MOST_A_DAY) return sentence(says.enough(MOST_A_DAY));
    const bytes = await within(FETCH_MS, fetched(file));
    if (bytes === undefined) return sentence(says.notFetched);
    if (bytes.length > MOST_BYTES) return sentence(says.tooLong(MOST_MINUTES));
    if (!isOgg(bytes)) return sentence(says.trouble);
    countOne(address);
    const until = performance.now() + TRANSCRIBE_MS;
    const said = await within(TRANSCRIBE_MS, hearing({ bytes, mime: "audio/ogg" }, { until, person: address }));
    bytes.fill(0);
    if (said === undefined) return sentence(says.trouble);
    const words = asWritten(said);
    if (!/[\p{L}\p{N}]/u.test(words)) return sentence(says.nothing);
    return {
      kind: "words",
      message: { ...written, kind: "text", text: words },
      with: (answer) => withHeard(answer, words, isHeld(address) ? [says.held] : remarks),
    };
  }

  function command({ message, rest, remembered }: Request): Reply {
    const { address, place, late } = message;
    if (place === "group") return reply(says.privateOnly);
    if (transcribe === undefined) return reply(says.type);
    const said = late ? "" : rest.toLowerCase();
    const hadOne = remembered.voice !== undefined;
    if (said === "ya" || said === "tidak") {
      remembered.voice = undefined;
      decide(address, said === "ya");
      return reply(said === "tidak" ? says.declined : hadOne ? says.agreedTooLate : says.agreed);
    }
    return reply([...standing(address), says.askAhead, ...says.ask.slice(1)], CHOICES);
  }

  function standing(address: string): string[] {
    const isAgreed = agreed.get(address);
    return isAgreed === undefined ? [] : [isAgreed ? says.nowAgreed : says.nowDeclined];
  }

  return {
    async hear(message, remembered) {
      const { kind, place, late, text, file } = message;
      if (place !== "private" || late || remembered.dialogue !== undefined) return undefined;
      if (kind !== "file") return chosenAction(message, remembered) === YES ? onYes(message, remembered) : undefined;
      if (file === undefined || !isRecording(file) || text.trim() !== "") return undefined;
      return onRecording(message, file, remembered);
    },
    routes: [{ command: "/suara", help: undefined, bareWord: false, handle: command }],
  };
}

/** All of it, in memory; undefined when it cannot be had. */
async function fetched(file: IncomingFile): Promise<Uint8Array | undefined> {
  try {
    return await file.bytes();
  } catch (error) {
    if (error instanceof FileUnavailableError) return undefined;
    throw error;
  }
}

/** Voice notes of both platforms are; whatever else a phone calls one stays here. */
function isOgg(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4)).toString("latin1") === "OggS";
}

/** Nobody says a slash: what was only heard is never one of the commands behind buttons. */
function asWritten(said: string): string {
  return said
    .toWellFormed()
    .normalize("NFKC")
    .replace(/[\p{C}\s]+/gu, " ")
    .replace(/^[\s/]+/, "")
    .trim();
}

/** Whoever turned it into words is not believed: no address gets from there to a person. */
function shown(words: string): string {
  return shortened(words.replace(/\S*(?::\/\/|@|[\p{L}\p{N}]\.[\p{L}])\S*/gu, "…"), MOST_SHOWN);
}

function withHeard(answer: Reply, words: string, remarks: readonly string[]): Reply {
  const heard: Block = { kind: "quote", title: says.heard, text: shown(words) };
  return { ...answer, blocks: [heard, ...answer.blocks, ...remarks.map((text): Block => ({ kind: "note", text }))] };
}

function sentence(text: string): Heard {
  return { kind: "reply", reply: reply(text) };
}
