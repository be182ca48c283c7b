import type { proto } from "@whiskeysockets/baileys";
import type { FileKind, Media } from "./media.ts";
import type { FileOptions, Received } from "./types.ts";

const mimetypes = {
  image: "image/jpeg",
  document: "application/pdf",
  audio: "audio/ogg; codecs=opus",
  video: "video/mp4",
};

/** A message with a file, which is kept encrypted on the server. */
export function fileContent(
  media: Media,
  kind: FileKind,
  bytes: Uint8Array,
  options: FileOptions = {},
  contextInfo?: proto.IContextInfo,
): proto.IMessage {
  const { caption, name, mimetype = mimetypes[kind], damage, ...address } = options;
  const kept = media.keep(kind, bytes);
  if (damage === "gone") media.forget(kept.directPath);
  const { directPath: _, ...pathless } = { ...kept, ...address };
  const about = {
    ...(address.directPath === null ? pathless : { ...pathless, directPath: address.directPath ?? kept.directPath }),
    mimetype,
    ...(damage === "hash" && { fileSha256: Buffer.alloc(32, 7) }),
    ...(contextInfo && { contextInfo }),
  };
  if (kind === "image") return { imageMessage: { ...about, ...(caption !== undefined && { caption }) } };
  if (kind === "video") return { videoMessage: { ...about, ...(caption !== undefined && { caption }) } };
  if (kind === "audio") return { audioMessage: { ...about, ptt: true, seconds: 3 } };
  return {
    documentMessage: { ...about, fileName: name ?? "berkas.pdf", ...(caption !== undefined && { caption }) },
  };
}

/** The file of a message, fetched and decrypted when its bytes are asked for. */
export function fileOf(media: Media, content: proto.IMessage): Received["file"] {
  const { imageMessage, documentMessage, audioMessage, videoMessage } = content;
  const file = imageMessage ?? documentMessage ?? audioMessage ?? videoMessage;
  if (!file) return undefined;
  const kind = imageMessage ? "image" : documentMessage ? "document" : audioMessage ? "audio" : "video";
  const empty = new Uint8Array();
  const { directPath, mediaKey, fileSha256 } = file;
  return {
    name: documentMessage?.fileName ?? undefined,
    mimetype: file.mimetype ?? "",
    get bytes() {
      return media.open(kind, {
        directPath: directPath ?? "",
        mediaKey: mediaKey ?? empty,
        fileSha256: fileSha256 ?? empty,
      });
    },
  };
}
