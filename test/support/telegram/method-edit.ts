import { type Chat, type Logged, messageOf, refusalToWrite } from "./chats.ts";
import { buttonsOf, checkActions, type Markup, markupField, markupIn } from "./markup.ts";
import { entitiesField, showsPreview, textToSend } from "./method-send.ts";
import type { MethodCall } from "./methods.ts";
import { integerOf, listOf, textOf } from "./params.ts";
import { chatIn } from "./place.ts";
import { badRequest, type Refusal } from "./refusal.ts";
import { type State, seconds } from "./state.ts";
import type { BotMessage, Fields } from "./types.ts";

const twoDays = 48 * 3_600_000;

export function editMessageText({ state, params }: MethodCall): Fields {
  const written = textToSend(params);
  const markup = inlineMarkupIn(params);
  const { message, bot } = messageToEdit(state, params);
  if (!("text" in message.fields)) throw badRequest("there is no text in the message to edit");
  const { entities: _, ...rest } = message.fields;
  const linkPreview = showsPreview(params);
  const content = { ...rest, text: written.text, ...entitiesField("entities", written.entities) };
  const fields = change(state, message, content, markup, linkPreview === bot.linkPreview);
  const { raw: html, text, entities, parseMode } = written;
  Object.assign(bot, { text, html, entities, linkPreview, parseMode });
  return finish(state, bot, markup, params, fields);
}

export function editMessageReplyMarkup({ state, params }: MethodCall): Fields {
  const markup = inlineMarkupIn(params);
  const { message, bot } = messageToEdit(state, params);
  const fields = change(state, message, message.fields, markup, true);
  return finish(state, bot, markup, params, fields);
}

/** Replaces a message by what it became, unless it stayed as it was. */
function change(state: State, message: Logged, content: Fields, markup: Markup | undefined, maySame: boolean): Fields {
  checkActions(markup);
  const { reply_markup: _, edit_date: before, ...rest } = content;
  const changed = { ...rest, ...markupField(markup) };
  if (maySame && shown(changed) === shown(message.fields)) {
    throw badRequest(
      "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
  }
  state.limits.edit();
  message.fields = { ...changed, edit_date: Math.max(Number(before ?? 0), seconds(state.now())) };
  return message.fields;
}

function shown({ text, entities, reply_markup: markup }: Fields): string {
  return JSON.stringify([text, entities, markup]);
}

function finish(state: State, bot: BotMessage, markup: Markup | undefined, params: Fields, fields: Fields): Fields {
  Object.assign(bot, { buttons: buttonsOf(markup), at: Date.now(), params, edited: true });
  state.waiting.changed();
  return fields;
}

function inlineMarkupIn(params: Fields): Markup | undefined {
  const markup = markupIn(params);
  if (markup?.inline === false) throw badRequest("inline keyboard expected");
  return markup;
}

function messageToEdit(state: State, params: Fields): { message: Logged; bot: BotMessage } {
  const chat = chatInReach(state, params);
  const message = messageOf(chat, messageIdIn(params));
  if (message === undefined) throw badRequest("message to edit not found");
  if (message.bot === undefined) throw badRequest("message can't be edited");
  return { message, bot: message.bot };
}

function messageIdIn(params: Fields): number {
  const id = integerOf(params, "message_id");
  if (id === undefined) throw badRequest("message identifier is not specified");
  return id;
}

/** A group the bot is out of is out of reach; what it once told a person it may still change. */
function chatInReach(state: State, params: Fields): Chat {
  const chat = chatIn(state, params);
  const refusal = chat.kind === "private" ? undefined : refusalToWrite(chat);
  if (refusal !== undefined) throw refusal;
  return chat;
}

export function deleteMessage({ state, params }: MethodCall): true {
  const chat = chatInReach(state, params);
  const message = messageOf(chat, messageIdIn(params));
  if (message === undefined) throw badRequest("message to delete not found");
  const refusal = refusalToDelete(state, chat, message);
  if (refusal !== undefined) throw refusal;
  erase(state, message);
  return true;
}

/** Deletes what it finds and may delete, and says nothing of the rest. */
export function deleteMessages({ state, params }: MethodCall): true {
  const ids = listOf(params, "message_ids", "Integer");
  if (ids === undefined || ids.length === 0) throw badRequest("message identifiers are not specified");
  if (ids.length > 100) throw badRequest("too many message identifiers specified");
  const chat = chatInReach(state, params);
  for (const id of ids) {
    const message = messageOf(chat, Number(id));
    if (message !== undefined && refusalToDelete(state, chat, message) === undefined) erase(state, message);
  }
  return true;
}

function refusalToDelete(state: State, chat: Chat, message: Logged): Refusal | undefined {
  if (message.bot === undefined && chat.kind !== "private") return badRequest("message can't be deleted");
  if (state.now() - message.sentAt > twoDays) return badRequest("message can't be deleted for everyone");
  return undefined;
}

function erase(state: State, message: Logged): void {
  message.deleted = true;
  if (message.bot !== undefined) message.bot.deleted = true;
  state.waiting.changed();
}

export function setMessageReaction({ state, params }: MethodCall): true {
  const chat = chatInReach(state, params);
  if (messageOf(chat, messageIdIn(params)) === undefined) throw badRequest("message to react not found");
  const reactions = listOf(params, "reaction", "ReactionType") ?? [];
  if (reactions.length > 1) throw badRequest("REACTIONS_TOO_MANY");
  for (const reaction of reactions) {
    const emoji = textOf(Object(reaction), "emoji");
    if (
      !/^(👍|👎|❤|🔥|🥰|👏|😁|🤔|🤯|😱|🤬|😢|🎉|🤩|🤮|💩|🙏|👌|🕊|🤡|🥱|🥴|😍|🐳|💯|🤣|⚡|🏆|💔|🤨|😐|👀|✍|🤝|🫡|🤗|🆒|🤷)$/u.test(
        emoji,
      )
    ) {
      throw badRequest("REACTION_INVALID");
    }
  }
  return true;
}
