import type { Reply } from "../../chat/message.ts";
import { fileTexts, isPicture, type ReplyFile } from "../../reply-file.ts";
import { addressOf, type Destination } from "./destination.ts";
import { type Keyboard, keyboardFor } from "./keyboard.ts";
import { escapeHtml, type Part, renderReply } from "./render.ts";

/** One call that carries a message to its chat. */
export type Sending = {
  method: "sendMessage" | "sendPhoto" | "sendDocument";
  payload: Record<string, unknown>;
  file?: SendingFile;
};

/** The file of a call: the parameter it goes in, its bytes, and what names it among those uploaded before. */
export type SendingFile = { field: "photo" | "document"; source: UploadSource; key: string | undefined };
type UploadSource = { source: Buffer; filename: string };

/**
 * The ways to send one message of a reply, from whole to bare; the next one is for when Telegram refuses the one before.
 * Less and less is sent: no formatting and buttons, then no topic and no reply; a picture is sent as a file, then named.
 */
export type Ways = readonly [(to: Destination) => Sending, ...Array<(to: Destination) => Sending>];

/** Telegram's limits: a photo, a document, a caption in UTF-16 units. */
const MOST_PHOTO_BYTES = 10 * 1024 * 1024;
const MOST_FILE_BYTES = 50 * 1024 * 1024;
const MOST_CAPTION = 1_024;

/**
 * A reply as messages, in order: its words, then its files. Buttons are under the last words, or under the last file. The words
 * are the caption of the only file where they fit, so that it is one message.
 */
export function messagesOf(reply: Reply): Ways[] {
  const words = renderReply(reply);
  const files = reply.files ?? [];
  const [file] = files;
  const [part, ...more] = words;
  const isCaption = part !== undefined && more.length === 0 && part.plain.length <= MOST_CAPTION;
  if (file !== undefined && files.length === 1 && file.caption === undefined && isCaption)
    return [waysOfFile(file, part)];
  const keyboard = words.length > 0 ? undefined : keyboardFor(reply.choices).keyboard;
  return [
    ...words.map(waysOfWords),
    ...files.map((each, at) => waysOfFile(each, captioned(each, at === files.length - 1 ? keyboard : undefined))),
  ];
}

function captioned({ caption = "" }: ReplyFile, keyboard: Keyboard | undefined): Part {
  const text = caption.length > MOST_CAPTION ? `${caption.slice(0, MOST_CAPTION - 1)}…` : caption;
  return { html: escapeHtml(text), plain: text, ...(keyboard === undefined ? {} : { keyboard }) };
}

function waysOfWords({ html, plain, keyboard }: Part): Ways {
  const bare = plain.toWellFormed();
  return [
    (to) => message({ ...addressOf(to), text: html, parse_mode: "HTML", ...markup(keyboard) }),
    (to) => message({ ...addressOf(to), text: bare }),
    ({ chat }) => message({ chat_id: chat, text: bare }),
  ];
}

function waysOfFile(file: ReplyFile, { html, plain, keyboard }: Part): Ways {
  const note = fileTexts.notSent(fileName(file));
  const named = waysOfWords({
    html: html === "" ? escapeHtml(note) : `${html}\n\n${escapeHtml(note)}`,
    plain: plain === "" ? note : `${plain}\n\n${note}`,
    ...(keyboard === undefined ? {} : { keyboard }),
  });
  if (file.bytes.length > MOST_FILE_BYTES) return named;
  const whole = (to: Destination) => ({ ...addressOf(to), ...captionOf(html), ...markup(keyboard) });
  const bare = plain === "" ? {} : { caption: plain.toWellFormed() };
  const document: Ways = [
    (to) => upload("document", file, whole(to)),
    ({ chat }) => upload("document", file, { chat_id: chat, ...bare }),
    ...named,
  ];
  if (!isPicture(file) || file.bytes.length > MOST_PHOTO_BYTES) return document;
  return [(to) => upload("photo", file, whole(to)), ...document];
}

function message(payload: Record<string, unknown>): Sending {
  return { method: "sendMessage", payload: { ...payload, link_preview_options: { is_disabled: true } } };
}

function upload(field: "photo" | "document", file: ReplyFile, rest: Record<string, unknown>): Sending {
  const { buffer, byteOffset, byteLength } = file.bytes;
  const source = { source: Buffer.from(buffer, byteOffset, byteLength), filename: fileName(file) };
  // Of what goes beside a file Telegraf leaves out objects, so they travel as JSON text.
  const beside = Object.entries(rest).map(([name, value]) => [
    name,
    typeof value === "object" ? JSON.stringify(value) : value,
  ]);
  return {
    method: field === "photo" ? "sendPhoto" : "sendDocument",
    payload: Object.fromEntries(beside),
    file: { field, source, key: file.sha256 === undefined ? undefined : `${field} ${file.sha256} ${source.filename}` },
  };
}

function captionOf(html: string): { caption?: string; parse_mode?: "HTML" } {
  return html === "" ? {} : { caption: html, parse_mode: "HTML" };
}

/** What is safe inside a header. */
function fileName({ name }: ReplyFile): string {
  return name.toWellFormed().replace(/[\p{Cc}"\\/]/gu, "_");
}

function markup(keyboard: Keyboard | undefined): { reply_markup?: Keyboard } {
  return keyboard === undefined ? {} : { reply_markup: keyboard };
}
