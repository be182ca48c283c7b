import { type Chat, chatField, logMessage, quoted } from "./chats.ts";
import { fileIn } from "./files.ts";
import { buttonsOf, checkActions, type Markup, markupField, markupIn } from "./markup.ts";
import type { MethodCall } from "./methods.ts";
import { flagOf, objectOf, type Written, writtenIn } from "./params.ts";
import { chatToWrite, type Place, placeIn } from "./place.ts";
import { badRequest } from "./refusal.ts";
import { type State, seconds } from "./state.ts";
import type { Entity, Fields, SentFile } from "./types.ts";

type Sending = {
  chat: Chat;
  written: Written;
  /** What the message is made of, besides the words. */
  content: Fields;
  markup: Markup | undefined;
  place: Place;
  params: Fields;
  file?: SentFile;
};

export function sendMessage({ state, params }: MethodCall): Fields {
  const written = textToSend(params);
  const markup = markupIn(params);
  const chat = chatToWrite(state, params);
  const place = placeIn(chat, params);
  checkActions(markup);
  state.limits.send(chat.id, chat.kind === "private");
  const content = { text: written.text, ...entitiesField("entities", written.entities) };
  return deliver(state, { chat, written, content, markup, place, params });
}

export function sendDocument(call: MethodCall): Fields {
  return sendFile(call, "document");
}

export function sendPhoto(call: MethodCall): Fields {
  return sendFile(call, "photo");
}

function sendFile({ state, params, uploads }: MethodCall, kind: SentFile["kind"]): Fields {
  const given = fileIn(state, params, uploads, kind);
  const written = writtenIn(params, "caption", "caption_entities");
  if (written.text.length > 1_024) throw badRequest("message caption is too long");
  const markup = markupIn(params);
  const chat = chatToWrite(state, params);
  const place = placeIn(chat, params);
  checkActions(markup);
  state.limits.send(chat.id, chat.kind === "private");
  const { file, field } = given.store();
  const caption = written.text === "" ? {} : { caption: written.text };
  const content = { [kind]: field, ...caption, ...entitiesField("caption_entities", written.entities) };
  return deliver(state, { chat, written, content, markup, place, params, file });
}

/** The text of a message, refused when it says nothing or too much. */
export function textToSend(params: Fields): Written {
  const written = writtenIn(params, "text", "entities");
  if (written.text.trim() === "") throw badRequest("message text is empty");
  if (written.text.length > 4_096) throw badRequest("message is too long");
  return written;
}

export function entitiesField(name: string, entities: Entity[]): Fields {
  return entities.length === 0 ? {} : { [name]: entities };
}

export function showsPreview(params: Fields): boolean {
  const options = objectOf(params, "link_preview_options", "link preview options");
  return !(options === undefined ? flagOf(params, "disable_web_page_preview") : flagOf(options, "is_disabled"));
}

/** Puts a message into its chat and answers with it. */
function deliver(state: State, { chat, written, content, markup, place, params, file }: Sending): Fields {
  const messageId = state.nextMessageId(chat);
  const { replyTo, threadId } = place;
  const linkPreview = showsPreview(params);
  const fields: Fields = {
    message_id: messageId,
    from: state.user,
    chat: chatField(chat),
    date: seconds(state.now()),
    ...(threadId === undefined ? {} : { message_thread_id: threadId, is_topic_message: true }),
    ...(replyTo === undefined ? {} : { reply_to_message: quoted(replyTo) }),
    ...content,
    ...(linkPreview ? {} : { link_preview_options: { is_disabled: true } }),
    ...(params["protect_content"] ? { has_protected_content: true } : {}),
    ...markupField(markup),
  };
  const bot = {
    messageId,
    chatId: chat.id,
    text: written.text,
    html: written.raw,
    ...(written.parseMode === undefined ? {} : { parseMode: written.parseMode }),
    entities: written.entities,
    buttons: buttonsOf(markup),
    ...(replyTo === undefined ? {} : { replyTo: Number(replyTo.fields["message_id"]) }),
    ...(threadId === undefined ? {} : { threadId }),
    linkPreview,
    ...(file === undefined ? {} : { file }),
    at: Date.now(),
    params,
    edited: false,
    deleted: false,
  };
  logMessage(chat, messageId, { fields, sentAt: state.now(), deleted: false, bot }, 4 * state.keep);
  chat.inbox.add(bot);
  state.waiting.changed();
  return fields;
}
