/** An object of the Bot API as it travels: named fields, nothing promised of them. */
export type Fields = Record<string, unknown>;

export type TelegramOptions = {
  port?: number;
  /** The longest a poll is held, whatever its `timeout` says; 1,000 unless given. */
  longPollMs?: number;
  /** Without it only counters are kept, and the newest messages of each chat: for benches and soaks. */
  keepCalls?: boolean;
  /** How many of the bot's messages a chat keeps when calls are not kept; 20 unless given. */
  keepMessages?: number;
  /** How long a press waits for its answer; 15,000 unless given. */
  callbackMs?: number;
  /** The first pause before a webhook is tried again, doubled each time; 50 unless given. */
  webhookRetryMs?: number;
  /** How long a webhook may take to answer; 60,000 unless given. */
  webhookTimeoutMs?: number;
  /** The clock of dates, flow limits, the 48 hours of deletion and the age of a press. */
  now?: () => number;
};

export type TelegramServer = {
  /** `http://127.0.0.1:PORT`, to be given as the API root. */
  url: string;
  bot(options?: BotOptions): Bot;
  stop(): Promise<void>;
};

export type BotOptions = { token?: string; username?: string; id?: number };

export type Call = {
  method: string;
  params: Fields;
  /** The HTTP status answered; 0 when nothing was. */
  status: number;
  error?: string;
  retryAfter?: number;
  startedAt: number;
  at: number;
};

export type Counts = { ok: number; refused: number };

export type Fault = {
  method: string | "*";
  /** How many calls it takes; 1 unless given. */
  times?: number;
  /** Text the JSON of the parameters must contain. */
  contains?: string;
  code?: number;
  description?: string;
  retryAfter?: number;
  /** A page answered instead of JSON, 502 unless `code` says otherwise. */
  html?: string;
  /** Never answers. Not carried out. */
  hang?: boolean;
  /** Resets the connection. Not carried out. */
  reset?: boolean;
  /** Carried out, then the connection is reset. */
  resetAfter?: boolean;
  /** 200 with half a JSON body. Not carried out. */
  truncate?: boolean;
  /** Carried out, then half of the real answer. */
  truncateAfter?: boolean;
  /** Waits before anything else; alone, the call is then carried out as usual. */
  delayMs?: number;
};

export type Entity = { type: string; offset: number; length: number; url?: string; language?: string; user?: Fields };

export type Button = { text: string; data?: string; url?: string };

export type SentFile = { kind: "document" | "photo"; fileId: string; name: string; mimeType: string; size: number };

export type BotMessage = {
  messageId: number;
  chatId: number;
  /** What a person reads: tags gone, characters unescaped. */
  text: string;
  /** The text as the bot sent it. */
  html: string;
  parseMode?: string;
  entities: Entity[];
  buttons: ReadonlyArray<ReadonlyArray<Button>>;
  replyTo?: number;
  threadId?: number;
  linkPreview: boolean;
  file?: SentFile;
  /** When it was sent or last edited. */
  at: number;
  params: Fields;
  edited: boolean;
  deleted: boolean;
};

/** `updateId` is 0 when no update was made: the bot did not ask for its kind, or is out of the group. */
export type SentByPerson = { updateId: number; messageId: number };

export type Answer = { text?: string; showAlert?: boolean };

export type Press = {
  id: string;
  updateId: number;
  /** Rejects when the bot has not answered in time. */
  answered: Promise<Answer>;
};

export type MediaKind =
  | "photo"
  | "document"
  | "voice"
  | "video"
  | "sticker"
  | "contact"
  | "location"
  | "video_note"
  | "audio"
  | "poll"
  | "dice";

/** `content` is what `getFile` leads to; a field named as the kind is laid over the usual one; the rest joins the message. */
export type MediaExtra = { caption?: string; mediaGroupId?: string; content?: Uint8Array; [field: string]: unknown };

/** `replyTo` names a message of the chat; the rest joins the message as it is. */
export type TextExtra = { replyTo?: number; [field: string]: unknown };

export type Label = string | { data: string };

export type PersonOptions = {
  id?: number;
  firstName?: string;
  username?: string;
  languageCode?: string;
  /** Whether the person has ever opened the bot; true unless given. */
  started?: boolean;
};

export type Person = {
  id: number;
  says(text: string, extra?: TextExtra): SentByPerson;
  sends(kind: MediaKind, extra?: MediaExtra): SentByPerson;
  edits(messageId: number, text: string, extra?: Fields): void;
  /** Puts another file, and the words below it, in the place of a message's. */
  exchanges(messageId: number, kind: MediaKind, extra?: MediaExtra): void;
  /** Presses the newest button with that label, or that of `message`. */
  presses(label: Label, message?: BotMessage): Press;
  blocks(): void;
  unblocks(): void;
  deactivates(): void;
  /** What the bot sent here, in order; edits and deletions show on the messages. */
  messages: readonly BotMessage[];
  /** The next message of the bot not yet taken. */
  next(timeoutMs?: number): Promise<BotMessage>;
};

export type GroupOptions = { id?: number; title?: string; forum?: boolean; kind?: "group" | "supergroup" };

export type Group = {
  /** Follows the group when it migrates. */
  id: number;
  title: string;
  messages: readonly BotMessage[];
  next(timeoutMs?: number): Promise<BotMessage>;
  says(person: Person, text: string, extra?: TextExtra): SentByPerson;
  sends(person: Person, kind: MediaKind, extra?: MediaExtra): SentByPerson;
  edits(person: Person, messageId: number, text: string, extra?: Fields): void;
  presses(person: Person, label: Label, message?: BotMessage): Press;
  saysAsAnonymousAdmin(text: string, extra?: TextExtra): SentByPerson;
  saysAsChannel(text: string, extra?: TextExtra): SentByPerson;
  otherBotSays(text: string, extra?: TextExtra): SentByPerson;
  botRemoved(): void;
  migratesTo(id: number): void;
};

export type Channel = {
  id: number;
  messages: readonly BotMessage[];
  posts(text: string, extra?: TextExtra): SentByPerson;
};

export type WebhookState = { url: string; lastError?: string };

export type Bot = {
  token: string;
  id: number;
  username: string;
  person(options?: PersonOptions): Person;
  group(options?: GroupOptions): Group;
  channel(options?: { id?: number; title?: string }): Channel;
  /** Every call, once it was answered. */
  calls: readonly Call[];
  /** Calls by method, kept also when the calls are not. */
  counts: ReadonlyMap<string, Readonly<Counts>>;
  /** Updates not yet confirmed. */
  pending(): number;
  /** Queues any update at all under the id returned. */
  pushRaw(update: Fields): number;
  /** Posts an update to the webhook once more and says what it answered, 0 for nothing. */
  redeliver(updateId: number): Promise<number>;
  /** The bytes of a file either side sent. */
  file(fileId: string): Uint8Array | undefined;
  /** The first fault that fits a call is taken; `"*"` fits polls too. */
  fail(fault: Fault): void;
  /** Whether to hold the bot to 30 sends a second, one a second to a person, 20 a minute to a group; or so many times as fast. */
  limits(on: boolean, timesAsFast?: number): void;
  webhook: WebhookState | undefined;
  /** Asks `probe` again after every call and update, until it finds something. */
  waitFor<T>(probe: (bot: Bot) => T | undefined | false, what?: string, timeoutMs?: number): Promise<T>;
  /** Forgets calls, faults and transcripts; chats and updates stay. */
  reset(): void;
};
