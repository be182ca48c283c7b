import { proto } from "@whiskeysockets/baileys";
import type { Received, SayOptions } from "./types.ts";

/** Words as a phone sends them: plain ones alone, with a quote or mentions in an extended message. */
export function textContent(text: string, said: SayOptions, bot: string): proto.IMessage {
  const contextInfo = contextOf(said, bot);
  return contextInfo === undefined ? { conversation: text } : { extendedTextMessage: { text, contextInfo } };
}

/** What a message answers, a message of the bot unless told, and whom it names. */
export function contextOf({ quotes, mentions }: SayOptions, bot: string): proto.IContextInfo | undefined {
  if (quotes === undefined && mentions === undefined) return undefined;
  const { id, text = "", content = { conversation: text }, author = bot } = quotes ?? { id: "" };
  return {
    ...(quotes && { stanzaId: id, participant: author, quotedMessage: content }),
    ...(mentions && { mentionedJid: [...mentions] }),
  };
}

/** The words of an earlier message, changed. */
export function editContent(id: string, chat: string, text: string, now: number): proto.IMessage {
  const key = { remoteJid: chat, fromMe: true, id };
  const type = proto.Message.ProtocolMessage.Type.MESSAGE_EDIT;
  return { protocolMessage: { key, type, editedMessage: { conversation: text }, timestampMs: now } };
}

/** What a person sees of a message. */
export function seen(content: proto.IMessage): Pick<Received, "kind" | "text" | "quoted"> {
  const { imageMessage, documentMessage, audioMessage, videoMessage, extendedTextMessage, conversation } = content;
  const quoted = [extendedTextMessage, imageMessage, documentMessage, audioMessage, videoMessage]
    .map((part) => part?.contextInfo?.stanzaId)
    .find((id) => typeof id === "string");
  const also = quoted === undefined ? {} : { quoted };
  if (extendedTextMessage) return { kind: "text", text: extendedTextMessage.text ?? "", ...also };
  if (imageMessage) return { kind: "image", text: imageMessage.caption ?? "", ...also };
  if (documentMessage) return { kind: "document", text: documentMessage.caption ?? "", ...also };
  if (audioMessage) return { kind: "audio", text: "", ...also };
  if (videoMessage) return { kind: "video", text: videoMessage.caption ?? "", ...also };
  return typeof conversation === "string" ? { kind: "text", text: conversation } : { kind: "other", text: "" };
}

/** The type that stands on the stanza of a message. */
export function stanzaType(content: proto.IMessage): string {
  if (content.reactionMessage) return "reaction";
  if (content.pollCreationMessage || content.pollCreationMessageV3 || content.pollUpdateMessage) return "poll";
  const { imageMessage, documentMessage, audioMessage, videoMessage, stickerMessage, locationMessage } = content;
  const media = imageMessage || documentMessage || audioMessage || videoMessage || stickerMessage || locationMessage;
  return media || content.contactMessage ? "media" : "text";
}
