import "../../src/channels/whatsapp/connect/quiet.ts";
import {
  type AuthenticationState,
  type BinaryNode,
  type ConnectionState,
  initAuthCreds,
  makeWASocket,
  proto,
  type SignalDataTypeMap,
  type UserFacingSocketConfig,
  type WAMessage,
} from "@whiskeysockets/baileys";
import pino from "pino";
import { mediaAgents } from "../../src/channels/whatsapp/connect/media-agents.ts";
import type { WhatsAppServer } from "./whatsapp-server/server.ts";

/** Baileys alone, with credentials in memory, to try the stand-in with and to see what Baileys does by itself. */
export type BareBot = {
  auth: AuthenticationState;
  socket: ReturnType<typeof makeWASocket>;
  /** What came in, the bot's own left out. */
  messages: WAMessage[];
  updates: Partial<ConnectionState>[];
  /** What the server acknowledged or refused, by the attributes of its acks. */
  acks: Record<string, string>[];
  ack(id: string, timeoutMs?: number): Promise<Record<string, string>>;
  /** The first update of the connection that fits. */
  update(fits: (update: Partial<ConnectionState>) => boolean, timeoutMs?: number): Promise<Partial<ConnectionState>>;
  /** The status code with which the connection ended. */
  closed(timeoutMs?: number): Promise<number | undefined>;
  /** The message of an id, once it has come and could be read. */
  message(id: string, timeoutMs?: number): Promise<WAMessage>;
};

export type BareOptions = Partial<UserFacingSocketConfig>;

export function memoryAuth(): AuthenticationState {
  const stored = new Map<string, unknown>();
  return {
    creds: initAuthCreds(),
    keys: {
      get: async <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
        const found: Record<string, SignalDataTypeMap[T]> = {};
        for (const id of ids) {
          const value = stored.get(`${type} ${id}`);
          if (value !== undefined) found[id] = structuredClone(value) as SignalDataTypeMap[T];
        }
        return found;
      },
      set: async (data) => {
        for (const [type, values] of Object.entries(data)) {
          for (const [id, value] of Object.entries(values ?? {})) {
            if (value === null) stored.delete(`${type} ${id}`);
            else stored.set(`${type} ${id}`, value);
          }
        }
      },
    },
  };
}

/** One connection of Baileys; it never comes back by itself, so each is a bot of its own over the same credentials. */
export function connectBareBot(
  server: Pick<WhatsAppServer, "url">,
  auth: AuthenticationState,
  options: BareOptions = {},
): BareBot {
  const socket = makeWASocket({
    auth,
    waWebSocketUrl: server.url,
    logger: pino({ level: "silent" }),
    browser: ["Ubuntu", "Chrome", "22.04"],
    markOnlineOnConnect: false,
    syncFullHistory: false,
    shouldSyncHistoryMessage: ({ syncType }) => !history.includes(Number(syncType)),
    emitOwnEvents: false,
    defaultQueryTimeoutMs: 2_000,
    retryRequestDelayMs: 1,
    ...mediaAgents(server.url),
    ...options,
  });
  const messages: WAMessage[] = [];
  const updates: Partial<ConnectionState>[] = [];
  const acks: Record<string, string>[] = [];
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const ask of waiting) ask();
  };
  socket.ev.on("connection.update", (update) => {
    updates.push(update);
    changed();
  });
  socket.ev.on("messages.upsert", ({ messages: come }) => {
    messages.push(...come);
    changed();
  });

  socket.ws.on("CB:ack,class:message", ({ attrs }: BinaryNode) => {
    acks.push(attrs);
    changed();
  });

  function until<T>(probe: () => T | undefined, what: string, timeoutMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const ask = () => {
        const found = probe();
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(ask);
        resolve(found);
      };
      const timer = setTimeout(() => {
        waiting.delete(ask);
        reject(new Error(`Baileys showed no ${what} within ${timeoutMs} ms; updates: ${JSON.stringify(updates)}`));
      }, timeoutMs);
      waiting.add(ask);
      ask();
    });
  }

  return {
    auth,
    socket,
    messages,
    updates,
    acks,
    ack: (id, timeoutMs = 60_000) => until(() => acks.find((ack) => ack["id"] === id), `ack ${id}`, timeoutMs),
    update: (fits, timeoutMs = 60_000) => until(() => updates.find(fits), "such update", timeoutMs),
    closed: async (timeoutMs = 60_000) => {
      const { lastDisconnect } = await until(() => updates.find(isEnd), "end", timeoutMs);
      const error = lastDisconnect?.error as { output?: { statusCode: number } } | undefined;
      return error?.output?.statusCode;
    },
    message: (id, timeoutMs = 60_000) =>
      until(() => messages.find(({ key, message }) => key.id === id && message), `message ${id}`, timeoutMs),
  };
}

function isEnd({ connection }: Partial<ConnectionState>): boolean {
  return connection === "close";
}

/** What a bot has no use for; declining all kinds would also lose who has which LID. */
const history: number[] = [proto.HistorySync.HistorySyncType.FULL, proto.HistorySync.HistorySyncType.RECENT];

/** Pairs by QR code and comes back; resolves when the connection is open. */
export async function pairedBareBot(server: WhatsAppServer, options?: BareOptions): Promise<BareBot> {
  const first = connectBareBot(server, memoryAuth(), options);
  const { qr } = await first.update((update) => update.qr !== undefined);
  await server.account.scan(qr ?? "");
  await first.closed();
  const bot = connectBareBot(server, first.auth, options);
  await bot.update(({ connection }) => connection === "open");
  return bot;
}
