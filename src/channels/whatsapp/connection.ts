import type makeWASocket from "@whiskeysockets/baileys";
import type { SocketConfig } from "@whiskeysockets/baileys";
import type { Pair } from "../../chat/pairing.ts";
import type { Lease, SessionStore } from "../../chat/session-store.ts";
import type { Log } from "../../log.ts";
import type { Timing } from "./timing.ts";

export type Socket = ReturnType<typeof makeWASocket>;

/**
 * Where the connection is: `unpaired` waits for somebody to link it · `waiting` between two attempts · `replaced` another
 * program uses the same link · `busy` another process of ours owns the session · `refused` the server does not want this
 * version · `logged_out` and `banned` end it until an operator acts. `since` in ms; `detail` is for whoever runs it.
 */
export type ConnectionState = {
  kind:
    | "unpaired"
    | "pairing"
    | "connecting"
    | "open"
    | "waiting"
    | "replaced"
    | "logged_out"
    | "banned"
    | "refused"
    | "busy"
    | "stopped";
  since: number;
  detail?: string;
};

/** What the settings say of WhatsApp; undefined is WhatsApp's own server, its root and the library's version. */
export type WhatsAppSettings = {
  url: string | undefined;
  rootKey: string | undefined;
  version: readonly [number, number, number] | undefined;
  verify: "strict" | "library";
};

export type ConnectionParts = {
  store: SessionStore;
  lease: Lease;
  settings: WhatsAppSettings;
  log: Log;
  timing: Timing;
  now?: () => number;
  /** Called for every new socket before it connects; what it returns detaches. */
  attach(socket: Socket): () => void;
  /** Wraps the Signal repository. */
  repository: SocketConfig["makeSignalRepository"];
  getMessage: SocketConfig["getMessage"];
  cachedGroupMetadata?: SocketConfig["cachedGroupMetadata"];
};

/** One linked device, kept connected. */
export type Connection = {
  state(): ConnectionState;
  /** The user parts (no device) of the linked account's number and LID. */
  self(): { pn: string; lid: string | undefined } | undefined;
  /** The open socket, now or when there is one; rejects with a SendError `offline`, `expired` or `stopped`. */
  socket(options: { deadline: number; signal: AbortSignal }): Promise<Socket>;
  /** Keeps connected from now on; without a link it waits for `pair`. Rejects when the stored session is damaged. */
  start(usable: () => void, unusable: () => void): Promise<void>;
  pair: Pair;
  /** Logs the device out and forgets its session. */
  unlink(): Promise<void>;
  /** Ends it for good; resolves when no socket or timer is left. */
  stop(): Promise<void>;
  numbers(): { connects: number; disconnects: Record<string, number>; watchdog: number; listeners: number };
};
