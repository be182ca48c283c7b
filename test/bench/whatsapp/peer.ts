/** The process of a bare Baileys that says back what it hears, as its documentation shows it. */
import {
  type AuthenticationState,
  makeWASocket,
  proto,
  useMultiFileAuthState,
  WA_CERT_DETAILS,
} from "@whiskeysockets/baileys";
import pino from "pino";
import { memoryAuth } from "../../support/bare-baileys.ts";
import type { BotTask, Order, Told } from "./task.ts";

// The library's cryptography prints whole sessions; the peer does not pay for that.
for (const method of ["info", "warn", "error", "log"] as const) console[method] = () => {};

const task = JSON.parse(process.argv[2] ?? "") as BotTask;
process.once("disconnect", () => process.exit(0));
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(task.rootKey, "hex");
const tell = (told: Told) => void process.send?.(told);
const { state, saveCreds } = await openAuth();
let socket = connect();

async function openAuth(): Promise<{ state: AuthenticationState; saveCreds(): Promise<void> }> {
  if (task.kind === "bare-files") return useMultiFileAuthState(task.dataFolder);
  return { state: memoryAuth(), saveCreds: async () => undefined };
}

function connect(): ReturnType<typeof makeWASocket> {
  const { FULL, RECENT } = proto.HistorySync.HistorySyncType;
  const made = makeWASocket({
    auth: state,
    waWebSocketUrl: task.url,
    logger: pino({ level: "silent" }),
    markOnlineOnConnect: false,
    emitOwnEvents: false,
    // As ours, or the first messages would wait 20 s for a history.
    shouldSyncHistoryMessage: ({ syncType }) => syncType !== FULL && syncType !== RECENT,
  });
  made.ev.on("creds.update", () => void saveCreds());
  made.ev.on("connection.update", ({ connection, qr }) => {
    if (qr !== undefined) tell({ qr });
    if (connection === "open") process.send?.("ready");
    // At once, whatever it was: nobody could be faster.
    if (connection === "close") socket = connect();
  });
  made.ev.on("messages.upsert", ({ messages }) => {
    for (const { key, message } of messages) {
      const text = message?.conversation ?? message?.extendedTextMessage?.text;
      const { remoteJid } = key;
      if (!text || !remoteJid || remoteJid.endsWith("@g.us")) continue;
      socket.sendMessage(remoteJid, { text }).catch(() => undefined);
    }
  });
  return made;
}

process.on("message", ({ write }: Order) => {
  const sent = write.map((jid, nth) => socket.sendMessage(jid, { text: `pemberitahuan ${nth}` }));
  void Promise.all(sent).then(() => tell({ sent: write.length }));
});
