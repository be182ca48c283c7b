import type { Reply } from "../../chat/message.ts";
import { fileTexts, isPicture, type ReplyFile } from "../../reply-file.ts";
import { addressOf, type Destination } from "./destination.ts";
import { type Keyboard, keyboardFor } from "./keyboard.ts";
import { type Part, renderReply } from "./render.ts";

/** One call that carries a message to its chat; a file takes longer. */
export type Sending = {
  method: "sendMessage" | "sendPhoto" | "sendDocument";
  payload: Record<string, unknown>;
  uploads: boolean;
};

/**
 * The ways to send one message of a reply, from whole to bare; the next one is for when Telegram refuses the one before.
 * Less and less is sent: no formatting and buttons, then no topic and no reply; a picture is sent as a file, then named.
 */
export type Ways = readonly [(to: Destination) => Sending, ...Array<(to: Destination) => Sending>];

/** Telegram's limits: a photo, a document, a caption in UTF-16 units. */
const MOST_PHOTO_BYTES = 10 * 1024 * 1024;
const MOST_FILE_BYTES = 50 * 1024 * 1024;
const MOST_CAPTION = 1_024;

/** A reply as messages, in order: its words, then its files. Buttons are under the last words, or under the last file. */
export function messagesOf(reply: Reply): Ways[] {
  const words = renderReply(reply);
  const files = reply.files ?? [];
  const keyboard = words.length > 0 ? undefined : keyboardFor(reply.choices).keyboard;
  return [
    ...words.map(waysOfWords),
    ...files.map((file, at) => waysOfFile(file, at === files.length - 1 ? keyboard : undefined)),
  ];
}

function waysOfWords({ html, plain, keyboard }: Part): Ways {
  const bare = plain.toWellFormed();
  return [
    (to) => message({ ...addressOf(to), text: html, parse_mode: "HTML", ...markup(keyboard) }),
    (to) => message({ ...addressOf(to), text: bare }),
    ({ chat }) => message({ chat_id: chat, text: bare }),
  ];
}

function waysOfFile(file: ReplyFile, keyboard: Keyboard | undefined): Ways {
  const named = ({ chat }: Destination) => message({ chat_id: chat, text: fileTexts.notSent(fileName(file)) });
  if (file.bytes.length > MOST_FILE_BYTES) return [named];
  const document: Ways = [
    (to) => upload("document", file, { ...addressOf(to), ...markup(keyboard) }),
    ({ chat }) => upload("document", file, { chat_id: chat }),
    named,
  ];
  if (!isPicture(file) || file.bytes.length > MOST_PHOTO_BYTES) return document;
  return [(to) => upload("photo", file, { ...addressOf(to), ...markup(keyboard) }), ...document];
}

function message(payload: Record<string, unknown>): Sending {
  const quiet = { link_preview_options: { is_disabled: true } };
  return { method: "sendMessage", payload: { ...payload, ...quiet }, uploads: false };
}

function upload(field: "photo" | "document", file: ReplyFile, rest: Record<string, unknown>): Sending {
  const { buffer, byteOffset, byteLength } = file.bytes;
  const source = Buffer.from(buffer, byteOffset, byteLength);
  // Of what goes beside a file Telegraf leaves out objects, so they travel as JSON text.
  const beside = Object.entries(rest).map(([name, value]) => [
    name,
    typeof value === "object" ? JSON.stringify(value) : value,
  ]);
  return {
    method: field === "photo" ? "sendPhoto" : "sendDocument",
    payload: { ...Object.fromEntries(beside), ...caption(file), [field]: { source, filename: fileName(file) } },
    uploads: true,
  };
}

function caption({ caption: text }: ReplyFile): { caption?: string } {
  if (text === undefined) return {};
  return { caption: (text.length > MOST_CAPTION ? `${text.slice(0, MOST_CAPTION - 1)}…` : text).toWellFormed() };
}

/** What is safe inside a header. */
function fileName({ name }: ReplyFile): string {
  return name.toWellFormed().replace(/[\p{Cc}"\\/]/gu, "_");
}

function markup(keyboard: Keyboard | undefined): { reply_markup?: Keyboard } {
  return keyboard === undefined ? {} : { reply_markup: keyboard };
}
