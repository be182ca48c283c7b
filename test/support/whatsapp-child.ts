import { flushCompileCache } from "node:module";
import { DEFAULT_CONNECTION_CONFIG } from "@whiskeysockets/baileys";
import { createConnection, type Socket } from "../../src/channels/whatsapp/connect/connection.ts";
import { usualTiming } from "../../src/channels/whatsapp/connect/timing.ts";
import { createLog } from "../../src/log.ts";
import { openWhatsAppStore } from "../../src/stores/whatsapp-store.ts";

/**
 * A process of its own with one connection that answers everything; see `quiet.test.ts`. It tells its parent by messages, so
 * that stdout and stderr have what the service itself would have there.
 */
const { WS_URL: url, ROOT_KEY: rootKey, STORE: folder = "", KEY = "" } = process.env;
const tell = (message: object) => void process.send?.(message);
const { store, lease } = await openWhatsAppStore(folder, Buffer.from(KEY, "hex"));
let socket: Socket | undefined;

const connection = createConnection({
  store,
  lease,
  settings: { url, rootKey, version: undefined, verify: "strict" },
  log: createLog("trace"),
  timing: { ...usualTiming, queryMs: 3_000, reconnect: { firstMs: 20, mostMs: 200 } },
  attach(attached) {
    socket = attached;
    attached.ev.on("messages.upsert", ({ messages }) => {
      for (const { key, message } of messages) {
        if (message && key.remoteJid && !key.fromMe) void attached.sendMessage(key.remoteJid, { text: "diterima" });
      }
    });
    return () => {};
  },
  repository: DEFAULT_CONNECTION_CONFIG.makeSignalRepository,
  getMessage: async () => undefined,
});

process.on("message", (order) => {
  if (order === "pair") void connection.pair({}, (step) => tell({ step }), new AbortController().signal);
  // Bytes that nobody encrypted, as a broken line brings them.
  if (order === "garbage") socket?.ws.emit("message", Buffer.from([0, 0, 5, 1, 2, 3, 4, 5]));
  if (order === "speak") process.stdout.write("stdout speaks\n");
  if (order === "console") console.info("Closing session:", { by: "somebody else" });
  if (order === "bug") void Promise.reject(new Error("a bug of ours"));
});
process.once("SIGTERM", async () => {
  await connection.stop();
  process.exit(0);
});

await connection.start(
  () => tell({ usable: true }),
  () => tell({ usable: false }),
);
tell({ started: true });
// Whoever is killed has no end at which to write down what it compiled.
flushCompileCache();
