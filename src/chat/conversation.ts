import type { Log } from "../log.ts";
import { errorName } from "../log.ts";
import type { Tips } from "../tips/tips.ts";
import { within } from "../within.ts";
import type { Converse, Send } from "./channel.ts";
import { chosenAction, numberSaid } from "./chosen-action.ts";
import { type Memory, newRemembered, type Remembered } from "./memory.ts";
import type { Block, Message, Reply } from "./message.ts";
import { offered } from "./offered.ts";
import type { Quiet } from "./quiet.ts";
import { forgetOldest, type Quota } from "./quota.ts";
import type { Router } from "./routes.ts";
import { texts } from "./texts.ts";
import { mayChoose, type Told } from "./told.ts";
import type { Heard, Voice } from "./voice.ts";

export type ConversationParts = {
  route: Router;
  memory: Memory;
  quota: (address: string, place: Message["place"], text: string) => ReturnType<Quota>;
  /** What is never taken for a choice on offer. */
  urgent?: (text: string) => boolean;
  log: Log;
  /** What persons may choose under what they got without asking; nothing when absent. */
  told?: Told;
  /** Who takes what belongs to a report; nobody when absent. */
  tips?: Pick<Tips, "claims" | "answer">;
  /** Told of each chat in which somebody told of something, or sent a file; nobody when absent. */
  quiet?: Pick<Quiet, "heard">;
  /** Who listens to voice notes; nobody when absent. */
  voice?: Pick<Voice, "hear">;
  /** How long a handler may take before the person gets an apology. */
  timeoutMs?: number;
  /** The same for a handler that fetches a file. */
  fileTimeoutMs?: number;
};

const TIMEOUT_MS = 10_000;
const FILE_TIMEOUT_MS = 60_000;
/** A code takes its time, and a line of them more. */
const TIP_TIMEOUT_MS = 25_000;
const MOST_CHARACTERS = 4_000;
const MOST_IDS = 10_000;

/**
 * The one path of every message: persons are served one message at a time each and all of them in parallel; a message
 * already handled is not answered again; whatever goes wrong, the person gets a sentence.
 */
export function createConversation(parts: ConversationParts): Converse {
  const { route, memory, quota, log, told, tips, quiet, voice, urgent = () => false } = parts;
  const { timeoutMs = TIMEOUT_MS, fileTimeoutMs = FILE_TIMEOUT_MS } = parts;
  const queues = new Map<string, Promise<void>>();
  const handled = new Map<string, true>();

  async function handle(message: Message, send: Send, wanted: () => boolean, waitSeconds: number): Promise<void> {
    const key = keyOf(message);
    if (handled.has(key) || !wanted()) return;
    const started = performance.now();
    const reply = waitSeconds > 0 ? sentence(texts.overQuota(waitSeconds)) : await replyTo(message);
    const sent = await send(reply);
    reply.onSent?.(sent ?? {});
    handled.set(key, true);
    forgetOldest(handled, MOST_IDS);
    log.debug("ready", { channel: message.channel, ms: Math.round(performance.now() - started) });
  }

  /** Before anything else looks at it: what belongs to a report is seen by nothing else. */
  async function replyTo(message: Message): Promise<Reply> {
    const isClaimed = tips !== undefined && !message.guarded && tips.claims(message);
    if (isClaimed || message.guarded || isShown(message)) quiet?.heard(message.address);
    if (!isClaimed) return ordinaryReply(message);
    const ms = message.kind === "file" ? fileTimeoutMs : Math.max(timeoutMs, TIP_TIMEOUT_MS);
    const answered = await within(ms, tips.answer(message));
    if (answered === undefined) {
      log.error("handler_timeout", { channel: message.channel });
      return sentence(texts.tooSlow);
    }
    if (answered.kind === "pass") return withRemark(await ordinaryReply(answered.message), answered.remark);
    memory.setAside(message.address);
    return answered.reply;
  }

  async function ordinaryReply(message: Message): Promise<Reply> {
    const { file, ...written } = message;
    if (written.text.length > MOST_CHARACTERS) return withNotes(sentence(texts.tooLong(MOST_CHARACTERS)), written);
    const remembered = written.late ? newRemembered() : memory.of(written.address);
    if (isForDialogue(written, remembered)) return answerTo(message, written.text, remembered, fileTimeoutMs);
    const heard = await voice
      ?.hear(message, remembered)
      .catch((error: unknown): Heard => ({ kind: "reply", reply: failed(message, error) }));
    if (heard?.kind === "reply") return heard.reply;
    if (heard?.kind === "words") return heard.with(await replyTo(heard.message));
    return withNotes(await answerWords(written, remembered), written);
  }

  async function answerWords(message: Message, remembered: Remembered): Promise<Reply> {
    if (told !== undefined && isOpenForTold(message, remembered)) remembered.choices = await told(message.address);
    const text = urgent(message.text) ? message.text : chosenAction(message, remembered);
    if (!isReadable(text)) return sentence(message.kind === "file" ? texts.fileOnly : texts.unreadable);
    if (isStale(message, text, remembered)) return sentence(texts.staleChoice);
    return answerTo(message, text, remembered, timeoutMs);
  }

  async function answerTo(message: Message, text: string, remembered: Remembered, mostMs: number): Promise<Reply> {
    try {
      // The route may end it.
      const { dialogue } = remembered;
      const { handle: handler, rest } = route(text, remembered);
      const said = await within(mostMs, Promise.resolve(handler({ message, rest, remembered, dialogue })));
      if (said === undefined) {
        log.error("handler_timeout", { channel: message.channel });
        return sentence(texts.tooSlow);
      }
      const reply = offered(said, message, remembered);
      // What was offered before stays on offer until something else is.
      if (reply.choices.length > 0) remembered.choices = reply.choices;
      return reply;
    } catch (error) {
      return failed(message, error);
    }
  }

  function failed({ channel }: Message, error: unknown): Reply {
    log.error("handler_failed", { channel, error: errorName(error) });
    return sentence(texts.apology);
  }

  return async (message, send, wanted = () => true) => {
    if (handled.has(keyOf(message))) return;
    // Counted when it arrives, not when its turn comes: a backlog is what has to be kept from growing.
    const { seconds, tell } = quota(message.address, message.place, message.text);
    if (seconds > 0) log.debug("over_quota", { channel: message.channel });
    if (seconds > 0 && !tell) return;
    const before = queues.get(message.address) ?? Promise.resolve();
    const turn = before.then(() => handle(message, send, wanted, seconds));
    // The caller gets the failure below; the next message in this queue must only wait, not inherit it.
    const settled = turn.catch(() => undefined);
    queues.set(message.address, settled);
    try {
      await turn;
    } finally {
      if (queues.get(message.address) === settled) queues.delete(message.address);
    }
  };
}

/** A picture, a document, a recording of others. Somebody's own voice may be asking something. */
function isShown({ kind, file }: Message): boolean {
  return kind === "file" && file?.spoken === undefined;
}

/** Whether a file goes to a dialogue that takes one, whatever its caption says; a command is a command there too. */
function isForDialogue({ kind, text, place }: Message, { dialogue }: Remembered): boolean {
  return kind === "file" && place === "private" && dialogue?.takesFiles === true && !text.trimStart().startsWith("/");
}

/** What the person was shown since, and what they are in the middle of, comes before what they were told some time ago. */
function isOpenForTold({ kind, text, place }: Message, { choices, dialogue }: Remembered): boolean {
  return kind === "text" && place === "private" && choices.length === 0 && dialogue === undefined && mayChoose(text);
}

function keyOf({ address, id }: Message): string {
  return `${address} ${id}`;
}

/** A reply with what has to be said beside it: that a file was not looked at, and that the service was away. */
function withNotes(reply: Reply, { kind, text, late, place }: Message): Reply {
  const notes: string[] = [];
  if (kind === "file" && isReadable(text)) notes.push(texts.fileUnread);
  if (late) notes.push(place === "private" ? `${texts.late} ${texts.lateReport}` : texts.late);
  return { ...reply, blocks: [...reply.blocks, ...notes.map((note): Block => ({ kind: "note", text: note }))] };
}

function withRemark(reply: Reply, remark: string | undefined): Reply {
  return remark === undefined ? reply : { ...reply, blocks: [...reply.blocks, { kind: "note", text: remark }] };
}

/** A number that stands for nothing, or a button that never was one of ours. */
function isStale({ kind }: Message, text: string, { choices, dialogue }: Remembered): boolean {
  if (kind === "button") return !text.startsWith("/");
  // Where something is being filled in, a number that stands for no choice may be what is asked for.
  if (dialogue !== undefined) return false;
  // "yang pertama" may be the beginning of a talk where nothing is on offer; a number alone is not.
  return /^\s*\d{1,2}[.)]?\s*$/.test(text) || (choices.length > 0 && numberSaid(text) !== undefined);
}

function isReadable(text: string): boolean {
  return /[\p{L}\p{N}\p{So}\p{P}]/u.test(text.toWellFormed());
}

function sentence(text: string): Reply {
  return { blocks: [{ kind: "text", text }], choices: [] };
}
