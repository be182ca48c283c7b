import { type Chat, chatField, type Logged, logMessage, messageOf, quoted } from "./chats.ts";
import { entitiesOf } from "./entities.ts";
import { isFields } from "./params.ts";
import { type State, seconds } from "./state.ts";
import type { BotMessage, Fields, Label, Press, SentByPerson, TextExtra } from "./types.ts";

/** The fields of a message that say who wrote it. */
export type Sender = Fields;

/** Puts what someone wrote into a chat and tells the bot, if it is there and asked for such updates. */
export function speak(state: State, chat: Chat, sender: Sender, content: Fields, extra: TextExtra = {}): SentByPerson {
  const { replyTo, ...rest } = extra;
  const messageId = state.nextMessageId(chat);
  const fields: Fields = {
    message_id: messageId,
    ...sender,
    chat: chatField(chat),
    date: seconds(state.now()),
    ...(replyTo === undefined ? {} : { reply_to_message: quoted(found(chat, replyTo)) }),
    ...content,
    ...rest,
  };
  const thread = fields["message_thread_id"];
  if (typeof thread === "number") chat.threads.add(thread);
  const sentAt = typeof rest["date"] === "number" ? rest["date"] * 1_000 : state.now();
  logMessage(chat, messageId, { fields, sentAt, deleted: false }, 4 * state.keep);
  const out = chat.access === "kicked" || chat.access === "left";
  const updateId = out ? 0 : state.updates.add(chat.kind === "channel" ? "channel_post" : "message", fields);
  return { updateId, messageId };
}

/** The fields of a text with the entities Telegram finds in it. */
export function textContent(text: string): Fields {
  const entities = entitiesOf(text);
  return { text, ...(entities.length === 0 ? {} : { entities }) };
}

/** Changes what a person wrote before. */
export function rewrite(state: State, chat: Chat, messageId: number, text: string, extra: Fields = {}): void {
  const message = found(chat, messageId);
  if (message.bot !== undefined) throw new Error(`message ${messageId} is the bot's, a person can't edit it`);
  const { entities: _, ...before } = message.fields;
  message.fields = { ...before, ...textContent(text), edit_date: seconds(state.now()), ...extra };
  state.updates.add("edited_message", message.fields);
}

function found(chat: Chat, messageId: number): Logged {
  const message = messageOf(chat, messageId);
  if (message === undefined) throw new Error(`there is no message ${messageId} in ${chat.kind} chat ${chat.id}`);
  return message;
}

/** Presses a button under a message of the bot. */
export function press(state: State, chat: Chat, user: Fields, label: Label, message?: BotMessage): Press {
  const wanted = typeof label === "string" ? label : `data ${label.data}`;
  const { on, data } = buttonOn(chat, label, message) ?? missing(chat, wanted);
  const logged = found(chat, on.messageId);
  const { id, answered } = state.presses.add(wanted);
  const updateId = state.updates.add("callback_query", {
    id,
    from: user,
    message: logged.fields,
    chat_instance: String(chat.id * 7919),
    data,
  });
  return { id, updateId, answered };
}

function buttonOn(chat: Chat, label: Label, message?: BotMessage): { on: BotMessage; data: string } | undefined {
  const messages = message === undefined ? chat.inbox.messages.toReversed() : [message];
  for (const on of messages) {
    if (on.deleted) continue;
    const button = on.buttons
      .flat()
      .find(({ text, data }) => (typeof label === "string" ? text.trim() === label.trim() : data === label.data));
    if (button?.url !== undefined) throw new Error(`the button ${JSON.stringify(label)} opens ${button.url}`);
    if (button?.data !== undefined) return { on, data: button.data };
  }
  return undefined;
}

function missing(chat: Chat, wanted: string): never {
  const seen = chat.inbox.messages.flatMap(({ deleted, buttons }) => (deleted ? [] : buttons.flat()));
  const labels = seen.slice(-20).map(({ text }) => JSON.stringify(text));
  const there = labels.length === 0 ? "there are no buttons" : `there are ${labels.join(", ")}`;
  throw new Error(`no button ${JSON.stringify(wanted)} in ${chat.kind} chat ${chat.id}: ${there}`);
}

/** Tells the bot that its place in a chat changed. */
export function memberUpdate(state: State, chat: Chat, user: Fields, from: string, to: string): void {
  const status = (name: string) => ({
    user: state.user,
    status: name,
    ...(name === "kicked" ? { until_date: 0 } : {}),
  });
  state.updates.add("my_chat_member", {
    chat: chatField(chat),
    from: user,
    date: seconds(state.now()),
    old_chat_member: status(from),
    new_chat_member: status(to),
  });
}

/** Lays given fields over usual ones where both are objects. */
export function laidOver(usual: unknown, given: unknown): unknown {
  return isFields(usual) && isFields(given) ? { ...usual, ...given } : (given ?? usual);
}
