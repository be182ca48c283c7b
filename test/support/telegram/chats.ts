import { badRequest, forbidden, type Refusal } from "./refusal.ts";
import type { BotMessage, Fields } from "./types.ts";
import { createInbox, type Inbox, type Waiting } from "./waiting.ts";

export type ChatKind = "private" | "group" | "supergroup" | "channel";

export type Access = "open" | "never started" | "blocked" | "deactivated" | "kicked" | "left";

/** A message of either side: as the Bot API shows it, and as tests see it when the bot sent it. */
export type Logged = { fields: Fields; sentAt: number; deleted: boolean; bot?: BotMessage };

export type Chat = {
  id: number;
  kind: ChatKind;
  /** The chat as messages show it, but for its id and type. */
  about: Fields;
  access: Access;
  threads: Set<number>;
  log: Map<number, Logged>;
  inbox: Inbox;
  lastMessageId: number;
};

export type ChatOptions = { id: number; kind: ChatKind; about: Fields; keep: number; waiting: Waiting };

export function createChat({ id, kind, about, keep, waiting }: ChatOptions): Chat {
  const chat: Chat = {
    id,
    kind,
    about,
    access: "open",
    threads: new Set(),
    log: new Map(),
    inbox: createInbox(keep, waiting, () => `${kind} chat ${chat.id}`),
    lastMessageId: 0,
  };
  return chat;
}

/** The `chat` of messages. */
export function chatField({ id, kind, about }: Chat): Fields {
  return { id, ...about, type: kind };
}

/** Keeps a message, forgetting the oldest beyond `keep`. */
export function logMessage(chat: Chat, messageId: number, message: Logged, keep: number): void {
  chat.log.set(messageId, message);
  const [oldest] = chat.log.keys();
  if (chat.log.size > keep && oldest !== undefined) chat.log.delete(oldest);
}

/** A message of the chat that was not deleted. */
export function messageOf(chat: Chat, messageId: number | undefined): Logged | undefined {
  const found = messageId === undefined ? undefined : chat.log.get(messageId);
  return found?.deleted ? undefined : found;
}

/** A message as a reply to it shows it: without what it replied to in turn. */
export function quoted({ fields: { reply_to_message: _, ...fields } }: Logged): Fields {
  return fields;
}

/** Why the bot may not write to a chat, nothing when it may. */
export function refusalToWrite(chat: Chat): Refusal | undefined {
  const group = `${chat.kind} chat`;
  switch (chat.access) {
    case "open":
      return undefined;
    case "never started":
      return forbidden("bot can't initiate conversation with a user");
    case "blocked":
      return forbidden("bot was blocked by the user");
    case "deactivated":
      return forbidden("user is deactivated");
    case "kicked":
      return forbidden(`bot was kicked from the ${group}`);
    case "left":
      return forbidden(`bot is not a member of the ${group}`);
  }
}

export function migrated(to: number): Refusal {
  return badRequest("group chat was upgraded to a supergroup chat", { migrate_to_chat_id: to });
}
