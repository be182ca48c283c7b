import { type AnyMessageContent, generateWAMessageContent, type proto } from "@whiskeysockets/baileys";
import type { Reply } from "../../../chat/message.ts";
import { SendError } from "../../../delivery/send-error.ts";
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

/**
 * A reply as messages, in order: its words, then its files. A picture that is refused is sent as a file, and what cannot
 * be sent at all is named. The first message points at the one it answers.
 */
export function contentsOf(reply: Reply, { quoted, group }: Destination, uploadMs: number): Contents[] {
  const words: Contents[] = renderReply(reply, { group }).map((text) => [textOf(text)]);
  const files = (reply.files ?? []).map((file) => waysOf(file, uploadMs));
  const [first, ...rest] = [...words, ...files];
  if (first === undefined || quoted === undefined) return first === undefined ? [] : [first, ...rest];
  const pointing = first.map(
    (make): MakeContent =>
      async (socket) =>
        quoting(await make(socket), quoted),
  );
  return [pointing as unknown as Contents, ...rest];
}

function waysOf(file: ReplyFile, uploadMs: number): Contents {
  const named = textOf(withoutMarks(fileTexts.notSent(file.name)));
  if (file.bytes.length > MOST_FILE_BYTES) return [named];
  const { buffer, byteOffset, byteLength } = file.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const caption = file.caption === undefined ? {} : { caption: captionOf(file.caption) };
  const name = file.name.toWellFormed().replace(/[\p{Cc}/\\]/gu, "_");
  const document = upload({ document: bytes, fileName: name, mimetype: file.mime, ...caption }, uploadMs);
  if (!isPicture(file) || bytes.length > MOST_PICTURE_BYTES) return [document, named];
  // A thumbnail would need a drawing library; without the empty one the library looks for it and complains.
  const picture = upload({ image: bytes, mimetype: file.mime, jpegThumbnail: "", ...caption }, uploadMs);
  return [picture, document, named];
}

/** No preview of links: that would fetch them from here. */
function textOf(text: string): MakeContent {
  return (socket) => contentOf(socket, { text, linkPreview: null });
}

function upload(content: AnyMessageContent, uploadMs: number): MakeContent {
  return async (socket) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await contentOf(socket, content, uploadMs);
      } catch {
        // The library's error quotes the server; which of its servers refused what is of no use to anybody here.
        if (!socket.ws.isOpen) throw new SendError("offline", { code: "upload" });
        if (attempt === UPLOADS) throw new SendError("rejected", { code: "upload" });
      }
    }
  };
}

function contentOf(socket: Socket, content: AnyMessageContent, mediaUploadTimeoutMs?: number): Promise<proto.IMessage> {
  return generateWAMessageContent(content, {
    upload: socket.waUploadToServer,
    ...(mediaUploadTimeoutMs === undefined ? {} : { mediaUploadTimeoutMs }),
  });
}

function captionOf(text: string): string {
  return withoutMarks((text.length > MOST_CAPTION ? `${text.slice(0, MOST_CAPTION - 1)}…` : text).toWellFormed());
}

/** Points at the message that is answered. */
function quoting(message: proto.IMessage, { id, participant, text }: Quoted): proto.IMessage {
  const contextInfo = {
    stanzaId: id,
    ...(participant === undefined ? {} : { participant }),
    quotedMessage: { conversation: text },
  };
  for (const part of [message.extendedTextMessage, message.imageMessage, message.documentMessage])
    if (part !== undefined && part !== null) part.contextInfo = contextInfo;
  return message;
}
