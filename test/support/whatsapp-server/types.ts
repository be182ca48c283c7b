import type { BinaryNode, proto } from "@whiskeysockets/baileys";
import type { Faults } from "./faults.ts";
import type { FileKind } from "./media.ts";

export type WhatsAppOptions = {
  /** Port to listen on instead of a free one. */
  port?: number;
  /** The phone number of the bot's account. */
  number?: string;
  /** How many QR codes a pairing socket is given before it must give up; as on WhatsApp 6. */
  refs?: number;
  /**
   * `none`: the server says it has plenty, which spares the bot making 812 keys at its first login, most of its time. `few`: it
   * says that one is left, so that the bot makes five at each login. As on WhatsApp unless told.
   */
  oneTimeKeys?: "all" | "few" | "none";
  /** Milliseconds since 1970, for what messages and receipts say of time. */
  now?: () => number;
  /** Messages kept of each phone, and a hundred times as many events; all of them unless told. */
  keep?: number;
};

export type WhatsAppServer = {
  /** For `waWebSocketUrl` and WHATSAPP_URL. */
  url: string;
  /** The root of its certificates, in hex, for `WA_CERT_DETAILS.PUBLIC_KEY` and WHATSAPP_ROOT_KEY. */
  rootKey: string;
  port: number;
  account: Account;
  person(options?: PersonOptions): Person;
  group(options: GroupOptions): Group;
  /** A message with a file, for whoever sends it. */
  file(kind: FileKind, bytes: Uint8Array, options?: FileOptions): proto.IMessage;
  faults: Faults;
  /** What happened, oldest first. */
  events: readonly ServerEvent[];
  /** The oldest event of a kind that fits and that no call of this has returned yet, now or later. */
  next<K extends ServerEvent["kind"]>(
    kind: K,
    fits?: (event: Extract<ServerEvent, { kind: K }>) => boolean,
    timeoutMs?: number,
  ): Promise<Extract<ServerEvent, { kind: K }>>;
  /** Resolves as soon as `probe` finds something; asked anew after everything that happens. */
  waitFor<T>(probe: () => T | undefined | false, what: string, timeoutMs?: number): Promise<T>;
  /** What the bot asked and this server does not know; a test ends with none. */
  unhandled: readonly string[];
  /** The connections that are logged in, or about to pair or log in. */
  connections(): readonly ConnectionHandle[];
  /** Messages for the bot that it has not yet confirmed. */
  pending(): readonly { id: string; attempts: number }[];
  /** Every key that this side knows: of the phones and their sessions with the bot, and the bot's own public ones. */
  keys(): readonly { name: string; value: Buffer }[];
  stop(): Promise<void>;
};

export type ConnectionHandle = {
  stage: "handshake" | "pairing" | "open" | "closed";
  /** Tears the connection, as a lost network does. */
  kill(): void;
  /** Ends the stream politely, with `<xmlstreamend/>`. */
  end(): void;
  /** Says `<stream:error code>` and closes: 515 asks for a new connection, 503 is trouble on WhatsApp's side. */
  streamError(code: number): void;
  /** From now on nothing is answered and nothing more is sent, though the connection stays. */
  freeze(): void;
  /** From now on nothing of the client is taken, though it still gets what is for it. */
  deafen(): void;
  /** Sends a node as it is. */
  send(node: BinaryNode): void;
};

export type PersonOptions = {
  number?: string;
  lid?: string;
  name?: string;
  /** Whether the phone is on; messages wait for it if not. */
  online?: boolean;
};

/** Which of the two names of a person a message goes by. */
export type By = "lid" | "pn";

export type SayOptions = {
  by?: By;
  /** The message that this one answers, one of the bot's unless its author is told. */
  quotes?: { id: string; text?: string; content?: proto.IMessage; author?: string };
  /** Jids of those who are named in the words. */
  mentions?: readonly string[];
  /** Sets the message's id. */
  id?: string;
  /** Milliseconds since 1970 that the message says it was sent. */
  at?: number;
  /** Further attributes of the stanza. */
  attrs?: Record<string, string>;
};

export type FileOptions = {
  caption?: string;
  name?: string;
  mimetype?: string;
  /** `hash`: the message tells of another file; `gone`: the server has it no longer. */
  damage?: "hash" | "gone";
  /** Another path than the file's, or none. */
  directPath?: string | null;
  /** Another address than the file's. */
  url?: string;
  /** Another size than the file's. */
  fileLength?: number;
};

export type GroupOptions = {
  subject?: string;
  members: readonly Person[];
  /** Whether the bot's account is a member; it is unless told. */
  bot?: boolean;
};

/** A group in which everybody goes by LID. */
export type Group = {
  /** `…@g.us` */
  jid: string;
  subject: string;
  says(person: Person, text: string, options?: SayOptions): Promise<string>;
  sends(person: Person, message: proto.IMessage, options?: SayOptions): Promise<string>;
  /** What the bot sent to the group and at least one member could read, each once. */
  messages: readonly Received[];
  next(timeoutMs?: number): Promise<Received>;
  adds(person: Person | "bot"): void;
  removes(person: Person | "bot"): void;
};

/** Until when the account may not write to people who never wrote to it, and why. */
export type Restriction = { until: number; type?: string };

/** How many new chats the account may begin. */
export type Cap = { total: number; used: number; status?: "NONE" | "FIRST_WARNING" | "SECOND_WARNING" | "CAPPED" };

/** Somebody with WhatsApp, none of whose keys is made before it is needed. */
export type Person = {
  number: string;
  name: string;
  /** `…@s.whatsapp.net` */
  pn: string;
  /** `…@lid` */
  lid: string;
  /** Writes to the bot; resolves with the message's id as soon as the server has it. */
  says(text: string, options?: SayOptions): Promise<string>;
  sendsImage(bytes: Uint8Array, options?: FileOptions & SayOptions): Promise<string>;
  sendsDocument(bytes: Uint8Array, options?: FileOptions & SayOptions): Promise<string>;
  sendsVoice(bytes: Uint8Array, options?: FileOptions & SayOptions): Promise<string>;
  /** Sends any other content. */
  sends(message: proto.IMessage, options?: SayOptions): Promise<string>;
  /** Changes the words of a message of this person's; resolves with the id of the change. */
  edits(id: string, text: string, options?: SayOptions): Promise<string>;
  /** What this phone could read of the bot, each message once, oldest first. */
  messages: readonly Received[];
  /** The next message that no call of this has returned yet. */
  next(timeoutMs?: number): Promise<Received>;
  /** The receipts that the bot gave for messages of this person. */
  receipts: readonly { id: string; type: "delivered" | "read" | "retry" | "other" }[];
  /** Pretends not to be able to read what arrives the next `times` times, resends included; asks for it again. */
  cannotRead(times: number, options?: { by?: By; keys?: boolean }): void;
  /** Says that it has read a message. */
  reads(message: { id: string }): void;
  goesOffline(): void;
  comesOnline(): void;
};

/** The phone of the bot's account, to which the bot is linked as a further device. */
export type Account = {
  number: string;
  pn: string;
  lid: string;
  /** Scans the text of a QR code; resolves when the bot has signed that it is linked. */
  scan(qr: string): Promise<void>;
  /** Types the code that the bot shows into the phone. */
  enterCode(code: string): Promise<void>;
  /** Whether a device is linked. */
  paired(): boolean;
  /** Removes the linked device, at once if it is connected and at its next login otherwise. */
  unlink(): void;
  /** Another connection takes the place of the bot's. */
  replace(): void;
  /** Tells the bot that it may not begin chats until then; such messages are refused with 463. Nothing: it may. */
  restrict(restriction?: Restriction): void;
  /** Tells the bot how many chats it may begin. */
  limit(cap: Cap): void;
  /** Types a message to somebody on the phone; the bot is told of it. */
  says(to: Person, text: string, options?: SayOptions): Promise<string>;
  /** The copies that the phone got of what the bot sent. */
  messages: readonly Received[];
};

export type Received = {
  id: string;
  kind: "text" | "image" | "document" | "audio" | "video" | "other";
  /** The words, or the caption. */
  text: string;
  /** The id of the message it answers. */
  quoted?: string;
  /** Which name of the recipient the bot wrote to. */
  by: By;
  /** For the account's own phone: whom the bot wrote to. */
  to?: string;
  /** The group it was sent to. */
  group?: string;
  file?: {
    name: string | undefined;
    mimetype: string /** Fetched and decrypted when asked for. */;
    readonly bytes: Buffer;
  };
  /** Milliseconds since 1970 at which it arrived. */
  t: number;
  /** How often it arrived, under the same id. */
  copies: number;
  /** Whether the bot deleted it for everybody. */
  deleted: boolean;
  content: proto.IMessage;
};

export type ServerEvent = Happening & { at: number };

export type Happening =
  | { kind: "connected" }
  /** An upgrade to a WebSocket was answered with an HTTP status instead. */
  | { kind: "refused"; status: number }
  /** A pairing code was asked for. */
  | { kind: "code"; number: string }
  | { kind: "pairing"; refs: readonly string[] }
  | { kind: "paired"; device: number }
  | { kind: "login"; accepted: boolean }
  | { kind: "open" }
  | { kind: "prekeys"; count: number }
  | { kind: "query"; key: string; answered: boolean }
  /** The bot sent a message. */
  | { kind: "message"; id: string; to: string; outcome: "acked" | "held" | "lost" | "refused" | "dropped" }
  /** A phone heeded that the bot deleted a message: by which other. */
  | { kind: "deleted"; id: string; by: string }
  /** The bot confirmed, refused or asked again for a message. */
  | { kind: "receipt"; id: string; type: string }
  | { kind: "ack"; id: string; class: string; error?: string }
  | { kind: "media"; method: string; path: string; host: string; status: number }
  | { kind: "presence"; to: string; state: string }
  | { kind: "delivered"; id: string; again: boolean }
  /** The bot asked the account's own phone for something. */
  | { kind: "peer"; id: string }
  | { kind: "unreadable"; id: string; why: string }
  | { kind: "logout" }
  | { kind: "closed"; why: string };
