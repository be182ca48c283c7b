import { type Chat, chatField } from "./chats.ts";
import { mediaContent } from "./media.ts";
import { memberUpdate, press, rewrite, speak, textContent } from "./speak.ts";
import type { State } from "./state.ts";
import type { Channel, Fields, Group, GroupOptions, Person } from "./types.ts";

const anonymousAdmin = { id: 1_087_968_824, is_bot: true, first_name: "Group", username: "GroupAnonymousBot" };
const telegram = { id: 777_000, is_bot: false, first_name: "Telegram" };
const otherBot = { id: 7_999_999_999, is_bot: true, first_name: "Bot lain", username: "other_group_bot" };
const someAdmin = { id: 4_999_999_999, is_bot: false, first_name: "Admin" };

export function createGroup(state: State, options: GroupOptions = {}): Group {
  const { forum = false, kind = forum ? "supergroup" : "group", title = "Grup ASN" } = options;
  const base = kind === "group" ? -4_000_000_001 : -1_002_000_000_001;
  const chat = state.addChat({
    id: options.id ?? base - state.chats.size,
    kind,
    about: { title, ...(forum ? { is_forum: true } : {}) },
  });

  function userOf({ id }: Person): Fields {
    const user = state.people.get(id);
    if (user === undefined) throw new Error(`person ${id} is not of this bot`);
    return user;
  }

  return {
    get id() {
      return chat.id;
    },
    title,
    messages: chat.inbox.messages,
    next: chat.inbox.next,
    says: (person, text, extra) => speak(state, chat, { from: userOf(person) }, textContent(text), extra),
    sends: (person, mediaKind, extra) => {
      const user = userOf(person);
      const { content, rest } = mediaContent(state, mediaKind, user, extra);
      return speak(state, chat, { from: user }, content, rest);
    },
    edits: (person, messageId, text, extra) => {
      userOf(person);
      rewrite(state, chat, messageId, text, extra);
    },
    presses: (person, label, message) => press(state, chat, userOf(person), label, message),
    saysAsAnonymousAdmin: (text, extra) =>
      speak(state, chat, { from: anonymousAdmin, sender_chat: chatField(chat) }, textContent(text), extra),
    saysAsChannel: (text, extra) => speak(state, chat, forwardedFrom(chat), textContent(text), extra),
    otherBotSays: (text, extra) => speak(state, chat, { from: otherBot }, textContent(text), extra),
    botRemoved: () => {
      chat.access = "kicked";
      memberUpdate(state, chat, someAdmin, "member", "kicked");
    },
    migratesTo: (id) => {
      const before = chat.id;
      speak(state, chat, { from: someAdmin }, { migrate_to_chat_id: id });
      state.chats.delete(before);
      state.migrated.set(before, id);
      state.chats.set(id, chat);
      chat.id = id;
      chat.kind = "supergroup";
      // The new group begins its own count and knows none of the old messages.
      chat.log.clear();
      speak(state, chat, { from: anonymousAdmin, sender_chat: chatField(chat) }, { migrate_from_chat_id: before });
    },
  };
}

function forwardedFrom(chat: Chat): Fields {
  const channel = { id: -1_001_500_000_000, title: `Kanal ${String(chat.about["title"])}`, type: "channel" };
  return {
    from: telegram,
    sender_chat: channel,
    is_automatic_forward: true,
    forward_origin: { type: "channel", chat: channel, message_id: 1, date: 1_790_000_000 },
  };
}

export function createChannel(state: State, options: { id?: number; title?: string } = {}): Channel {
  const chat = state.addChat({
    id: options.id ?? -1_001_700_000_001 - state.chats.size,
    kind: "channel",
    about: { title: options.title ?? "Kanal" },
  });
  return {
    id: chat.id,
    messages: chat.inbox.messages,
    posts: (text, extra) => speak(state, chat, { sender_chat: chatField(chat) }, textContent(text), extra),
  };
}
