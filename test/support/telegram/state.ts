import { type Calls, createCalls } from "./calls.ts";
import { type Chat, type ChatKind, createChat } from "./chats.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createFiles, type Files } from "./files.ts";
import { createLimits, type Limits } from "./limits.ts";
import { createPresses, type Presses } from "./presses.ts";
import type { Fields, TelegramOptions } from "./types.ts";
import { createUpdates, type Updates } from "./updates.ts";
import { createWaiting, type Waiting } from "./waiting.ts";
import { createWebhook, type Webhook } from "./webhook.ts";

/** Everything known of one bot. */
export type State = {
  /** The bot as the `from` of its messages. */
  user: Fields & { id: number; username: string };
  chats: Map<number, Chat>;
  /** Groups that became another, by their old id. */
  migrated: Map<number, number>;
  people: Map<number, Fields>;
  /** Command lists by scope and language, and the names and descriptions by language. */
  profile: Map<string, unknown>;
  updates: Updates;
  webhook: Webhook;
  faults: Faults;
  limits: Limits;
  presses: Presses;
  files: Files;
  calls: Calls;
  waiting: Waiting;
  longPollMs: number;
  /** Messages kept of each chat. */
  keep: number;
  loggedOut: boolean;
  now(): number;
  addChat(chat: { id: number; kind: ChatKind; about: Fields }): Chat;
  nextMessageId(chat: Chat): number;
};

export type StateParts = {
  user: State["user"];
  options: TelegramOptions;
  /** Carries out a call that came as the answer of a webhook. */
  reply(state: State, method: string, params: Fields): void;
};

export function createState({ user, options, reply }: StateParts): State {
  const keepCalls = options.keepCalls ?? true;
  const keep = keepCalls ? Number.POSITIVE_INFINITY : (options.keepMessages ?? 20);
  const now = options.now ?? Date.now;
  const waiting = createWaiting();
  const updates = createUpdates((update) => {
    state.webhook.offer(update);
    waiting.changed();
  }, waiting.changed);
  let lastMessageId = 0;
  const state: State = {
    user,
    chats: new Map(),
    migrated: new Map(),
    people: new Map(),
    profile: new Map(),
    updates,
    webhook: createWebhook({
      updates,
      retryMs: options.webhookRetryMs ?? 50,
      timeoutMs: options.webhookTimeoutMs ?? 60_000,
      now,
      changed: waiting.changed,
      reply: (method, params) => reply(state, method, params),
    }),
    faults: createFaults(),
    limits: createLimits(now),
    presses: createPresses(now, options.callbackMs ?? 15_000),
    files: createFiles(keepCalls ? Number.POSITIVE_INFINITY : 20),
    calls: createCalls(keepCalls),
    waiting,
    longPollMs: options.longPollMs ?? 1_000,
    keep,
    loggedOut: false,
    now,
    addChat: (chat) => {
      if (state.chats.has(chat.id)) throw new Error(`there is a chat ${chat.id} already`);
      const made = createChat({ ...chat, keep, waiting });
      state.chats.set(chat.id, made);
      return made;
    },
    // As on Telegram: supergroups and channels count for themselves, all other chats together.
    nextMessageId: (chat) => {
      if (chat.kind === "supergroup" || chat.kind === "channel") {
        chat.lastMessageId += 1;
        return chat.lastMessageId;
      }
      lastMessageId += 1;
      return lastMessageId;
    },
  };
  return state;
}

/** Seconds, as the Bot API counts time. */
export function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}
