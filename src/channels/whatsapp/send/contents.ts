import { type AnyMessageContent, generateWAMessageContent, proto } from "@whiskeysockets/baileys";
import type { Reply } from "../../../chat/message.ts";
import { SendError } from "../../../delivery/send-error.ts";
import { createUploaded, type Uploaded } from "../../../delivery/uploaded.ts";
import { fileTexts, isPicture, type ReplyFile } from "../../../reply-file.ts";
import type { Socket } from "../connect/connection.ts";
import type { Destination, Quoted } from "../destination.ts";
import { withoutMarks } from "./marks.ts";
import { renderReply } from "./render.ts";

/** Makes one message ready; a file is uploaded for it. Throws a SendError `rejected` when the file is not taken. */
export type MakeContent = (socket: Socket) => Promise<proto.IMessage>;

/** The ways to send one message of a reply; the next one is for when the one before is refused. */
export type Contents = readonly [MakeContent, ...MakeContent[]];

/** WhatsApp's limits: a picture, any other file. The whole of one lies in memory. */
const MOST_PICTURE_BYTES = 16 * 1024 * 1024;
const MOST_FILE_BYTES = 100 * 1024 * 1024;
const MOST_CAPTION = 1_024;
const UPLOADS = 3;

/** Uploads each file once; see {@link createUploads}. */
export type Uploads = { timeoutMs: number; uploaded: Uploaded<proto.IMessage> };

/** WhatsApp keeps files longer than that; so do the addresses that it gave. */
const MOST_AGE_MS = 12 * 3_600_000;

export function createUploads(timeoutMs: number): Uploads {
  return { timeoutMs, uploaded: createUploaded(MOST_AGE_MS) };
}

/**
 * A reply as messages, in order: its words, then its files; the words are the caption of the only file where they fit. A picture
 * that is refused is sent as a file, and what cannot be sent at all is named. The first message points at the one it answers.
 */
export function contentsOf(reply: Reply, { quoted, group }: Destination, uploads: Uploads): Contents[] {
  const [first, ...rest] = messagesOf(reply, group, uploads);
  if (first === undefined || quoted === undefined) return first === undefined ? [] : [first, ...rest];
  const pointing = first.map(
    (make): MakeContent =>
      async (socket) =>
        quoting(await make(socket), quoted),
  );
  return [pointing as unknown as Contents, ...rest];
}

function messagesOf(reply: Reply, group: boolean, uploads: Uploads): Contents[] {
  const words = renderReply(reply, { group });
  const files = reply.files ?? [];
  const [file] = files;
  const [text = "", ...more] = words;
  if (file !== undefined && files.length === 1 && file.caption === undefined && more.length === 0 && text !== "")
    if (text.length <= MOST_CAPTION) return [waysOf(file, text, uploads)];
  return [
    ...words.map((each): Contents => [textOf(each)]),
    ...files.map((each) => waysOf(each, captionOf(each), uploads)),
  ];
}

function waysOf(file: ReplyFile, caption: string, uploads: Uploads): Contents {
  const note = withoutMarks(fileTexts.notSent(file.name));
  const named = textOf(caption === "" ? note : `${note}\n\n${caption}`);
  if (file.bytes.length > MOST_FILE_BYTES) return [named];
  const { buffer, byteOffset, byteLength } = file.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const name = file.name.toWellFormed().replace(/[\p{Cc}/\\]/gu, "_");
  const sent = (kind: string, content: AnyMessageContent): MakeContent => {
    const key = file.sha256 === undefined ? undefined : `${kind} ${file.sha256} ${name}`;
    return async (socket) => captioned(await upload(socket, content, key, uploads), caption);
  };
  const document = sent("document", { document: bytes, fileName: name, mimetype: file.mime });
  if (!isPicture(file) || bytes.length > MOST_PICTURE_BYTES) return [document, named];
  // A thumbnail would need a drawing library; without the empty one the library looks for it and complains.
  const picture = sent("image", { image: bytes, mimetype: file.mime, jpegThumbnail: "" });
  return [picture, document, named];
}

/** No preview of links: that would fetch them from here. */
function textOf(text: string): MakeContent {
  return (socket) => contentOf(socket, { text, linkPreview: null });
}

/** The message of a file that the platform has. Throws a SendError. */
async function upload(
  socket: Socket,
  content: AnyMessageContent,
  key: string | undefined,
  { uploaded, timeoutMs }: Uploads,
): Promise<proto.IMessage> {
  const make = () => uploadNow(socket, content, timeoutMs);
  if (key === undefined) return make();
  const { name } = await uploaded.of(key, make);
  return name ?? make();
}

async function uploadNow(socket: Socket, content: AnyMessageContent, timeoutMs: number): Promise<proto.IMessage> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await contentOf(socket, content, timeoutMs);
    } catch {
      // The library's error quotes the server; which of its servers refused what is of no use to anybody here.
      if (!socket.ws.isOpen) throw new SendError("offline", { code: "upload" });
      if (attempt === UPLOADS) throw new SendError("rejected", { code: "upload" });
    }
  }
}

/** A message of its own, for the one kept of a file is everybody's. */
function captioned(file: proto.IMessage, caption: string): proto.IMessage {
  const message = proto.Message.decode(proto.Message.encode(file).finish());
  for (const part of [message.imageMessage, message.documentMessage])
    if (part != null && caption !== "") part.caption = caption;
  return message;
}

function contentOf(socket: Socket, content: AnyMessageContent, mediaUploadTimeoutMs?: number): Promise<proto.IMessage> {
  return generateWAMessageContent(content, {
    upload: socket.waUploadToServer,
    ...(mediaUploadTimeoutMs === undefined ? {} : { mediaUploadTimeoutMs }),
  });
}

function captionOf({ caption = "" }: ReplyFile): string {
  return withoutMarks(
    (caption.length > MOST_CAPTION ? `${caption.slice(0, MOST_CAPTION - 1)}…` : caption).toWellFormed(),
  );
}

/** Points at the message that is answered. */
function quoting(message: proto.IMessage, { id, participant, text }: Quoted): proto.IMessage {
  const contextInfo = {
    stanzaId: id,
    ...(participant === undefined ? {} : { participant }),
    quotedMessage: { conversation: text },
  };
  for (const part of [message.extendedTextMessage, message.imageMessage, message.documentMessage])
    if (part != null) part.contextInfo = contextInfo;
  return message;
}
