import { type Chat, type Logged, messageOf, migrated, refusalToWrite } from "./chats.ts";
import { flagOf, integerOf, objectOf, textOf } from "./params.ts";
import { badRequest } from "./refusal.ts";
import type { State } from "./state.ts";
import type { Fields } from "./types.ts";

/** Where in a chat a message goes. */
export type Place = { replyTo?: Logged; threadId?: number };

/** The chat a call names. */
export function chatIn(state: State, params: Fields): Chat {
  const named = textOf(params, "chat_id");
  if (named === "") throw badRequest("chat_id is empty");
  const id = /^-?\d+$/.test(named) ? Number(named) : 0;
  const movedTo = state.migrated.get(id);
  if (movedTo !== undefined) throw migrated(movedTo);
  const chat = state.chats.get(id);
  if (chat === undefined) throw badRequest("chat not found");
  return chat;
}

/** The chat a call names, if the bot may write there. */
export function chatToWrite(state: State, params: Fields): Chat {
  const chat = chatIn(state, params);
  const refusal = refusalToWrite(chat);
  if (refusal !== undefined) throw refusal;
  return chat;
}

/** The reply target and the topic of a send. */
export function placeIn(chat: Chat, params: Fields): Place {
  const reply = objectOf(params, "reply_parameters", "reply parameters");
  const replyId = reply === undefined ? integerOf(params, "reply_to_message_id") : integerOf(reply, "message_id");
  const replyTo = messageOf(chat, replyId);
  const mayMiss = flagOf(reply ?? params, "allow_sending_without_reply");
  if (replyId !== undefined && replyTo === undefined && !mayMiss) {
    throw badRequest("message to be replied not found");
  }
  const threadId = threadOf(chat, params, replyTo);
  return { ...(replyTo === undefined ? {} : { replyTo }), ...(threadId === undefined ? {} : { threadId }) };
}

/** A reply in a forum goes to the topic of what it replies to. */
function threadOf(chat: Chat, params: Fields, replyTo: Logged | undefined): number | undefined {
  const named = integerOf(params, "message_thread_id");
  if (named !== undefined && !chat.threads.has(named)) throw badRequest("message thread not found");
  if (named !== undefined || replyTo?.fields["is_topic_message"] !== true) return named;
  return Number(replyTo.fields["message_thread_id"]);
}
