import { createHash } from "node:crypto";
import { type IncomingFile, safeFileName } from "../../chat/incoming-file.ts";
import type { Message } from "../../chat/message.ts";
import { addressedText } from "./addressed.ts";
import type { Destination } from "./destination.ts";
import type { FetchFile } from "./fetch-file.ts";
import type { TakeBack } from "./taking-back.ts";
import { type Self, type SentFile, type TelegramMessage, type TelegramPress, updateContent } from "./updates.ts";

/** An update as the rest of the channel sees it. */
export type Inbound = {
  /** Undefined when there is nothing to answer but a press to acknowledge. */
  message: Message | undefined;
  destination: Destination;
  /** When the person wrote it, milliseconds; now for a press. */
  sentAt: number;
  /** The same for a message and its edits. */
  thread: string;
  /** Of a press, which Telegram shows as waiting until it is acknowledged. */
  press: string | undefined;
  /** Which button that was, of which message; empty for anything else. */
  button: string;
  /** Files sent together share this. */
  album: string | undefined;
};

export type InboundContext = {
  self: Self;
  /** The bot's own commands, with slash. */
  commands: ReadonlySet<string>;
  /** When this process started, milliseconds. */
  startedAt: number;
  now: () => number;
  fetchFile: FetchFile;
  takeBack: TakeBack;
};

/** Reads an update; undefined for whatever the bot does not answer. Throws a ZodError for what is no update at all. */
export function readInbound(update: unknown, context: InboundContext): Inbound | undefined {
  const { message, edited_message: edited, callback_query: press } = updateContent.parse(update);
  if (press !== undefined) return readPress(press, context);
  const written = message ?? edited;
  return written === undefined ? undefined : readMessage(written, edited !== undefined, context);
}

function readMessage(written: TelegramMessage, edited: boolean, context: InboundContext): Inbound | undefined {
  if (!isFromPerson(written)) return undefined;
  const isPrivate = written.chat.type === "private";
  const said = written.text ?? written.caption;
  if (said === undefined && !written.isFile) return undefined;
  const text = isPrivate ? (said ?? "") : addressedText(written, context.self, context.commands);
  if (text === undefined) return undefined;
  const sentAt = (written.edit_date ?? written.date) * 1000;
  const late = sentAt < Math.floor(context.startedAt / 1000) * 1000;
  const key = written.message_id;
  return {
    message: {
      channel: "telegram",
      address: `telegram:${written.chat.id}`,
      // An edit that leaves words and file as they were (Telegram tells of those too) is the same message.
      id: `${key} ${fingerprint(`${text} ${written.file?.unique ?? ""}`)}`,
      kind: written.isFile ? "file" : "text",
      text,
      place: isPrivate ? "private" : "group",
      late,
      ...(isPrivate ? { takeBack: () => context.takeBack(written.chat.id, key) } : {}),
      ...(isPrivate && !late && written.file !== undefined ? { file: incoming(written, written.file, context) } : {}),
    },
    destination: destinationOf(written, !isPrivate || edited || late ? key : undefined),
    sentAt,
    thread: `${written.chat.id} ${key}`,
    press: undefined,
    button: "",
    album: written.media_group_id,
  };
}

function incoming(
  { media_group_id: album, isForwarded }: TelegramMessage,
  { id, name, mime, size, spoken }: SentFile,
  { fetchFile }: InboundContext,
): IncomingFile {
  return {
    name: safeFileName(name, "berkas"),
    mime: mime.toLowerCase(),
    size,
    ofSeveral: album !== undefined,
    ...(spoken === undefined || isForwarded ? {} : { spoken: { seconds: spoken } }),
    bytes: () => fetchFile({ id, size }),
  };
}

/** Channel posts, other bots and what is forwarded from a linked channel are nobody's questions; anonymous admins are persons. */
function isFromPerson({ chat, from, sender_chat: as, is_automatic_forward: forwarded }: TelegramMessage): boolean {
  if (chat.type === "channel" || forwarded === true) return false;
  if (as !== undefined) return as.id === chat.id;
  return from === undefined ? chat.type === "private" : !from.is_bot;
}

function readPress({ id, data, message }: TelegramPress, { now }: InboundContext): Inbound {
  const answerable = message !== undefined && data !== undefined && message.chat.type !== "channel";
  return {
    message: answerable
      ? {
          channel: "telegram",
          address: `telegram:${message.chat.id}`,
          id: `press ${id}`,
          kind: "button",
          text: data,
          place: message.chat.type === "private" ? "private" : "group",
          late: false,
        }
      : undefined,
    destination: message === undefined ? { chat: 0, group: false } : destinationOf(message, undefined),
    sentAt: now(),
    thread: `press ${id}`,
    press: id,
    button: `${message?.chat.id} ${message?.message_id} ${data}`,
    album: undefined,
  };
}

function destinationOf(
  message: {
    chat: TelegramMessage["chat"];
    message_thread_id?: number | undefined;
    is_topic_message?: boolean | undefined;
  },
  replyTo: number | undefined,
): Destination {
  const group = message.chat.type !== "private";
  return {
    chat: message.chat.id,
    group,
    ...(message.is_topic_message === true && message.message_thread_id !== undefined
      ? { topic: message.message_thread_id }
      : {}),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}

/** Of one text in memory, to tell it from another; never stored. */
function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}
