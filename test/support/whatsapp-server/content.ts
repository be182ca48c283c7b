import type { proto } from "@whiskeysockets/baileys";
import type { Received, SayOptions } from "./types.ts";

/** Words as a phone sends them: plain ones alone, with a quote or mentions in an extended message. */
export function textContent(text: string, { quotes }: Pick<SayOptions, "quotes"> = {}, author = ""): proto.IMessage {
  if (quotes === undefined) return { conversation: text };
  return { extendedTextMessage: { text, contextInfo: quoting(quotes, author) } };
}

export function quoting(quotes: NonNullable<SayOptions["quotes"]>, author: string): proto.IContextInfo {
  const quotedMessage = "content" in quotes ? quotes.content : { conversation: quotes.text ?? "" };
  return { stanzaId: quotes.id, participant: author, quotedMessage };
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
  const { imageMessage, documentMessage, audioMessage, videoMessage } = content;
  return imageMessage || documentMessage || audioMessage || videoMessage ? "media" : "text";
}
