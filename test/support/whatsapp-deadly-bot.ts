/**
 * A bot that one message kills: whoever says "mati" takes the process with them, as a bug in native code would; with MUTE
 * nobody gets an answer. Run as a process of its own with WS_URL, ROOT_KEY, DATA_DIR and KEY, on a linked device; prints
 * "siap" when usable, and "mendengar" for each message that reaches the conversation. What contains "rahasia" may not be
 * written down.
 */
import { flushCompileCache } from "node:module";
import { createWhatsAppChannel } from "../../src/channels/whatsapp/channel.ts";
import { createConversation } from "../../src/chat/conversation.ts";
import { createMemory } from "../../src/chat/memory.ts";
import { systemClock } from "../../src/clock.ts";
import { createLog } from "../../src/log.ts";
import { openWhatsAppStore } from "../../src/stores/whatsapp-store.ts";
import { says } from "./conversation.ts";

const { WS_URL: url, ROOT_KEY: rootKey, DATA_DIR = "", KEY = "", MUTE } = process.env;
const log = createLog("info");
const { store, lease } = await openWhatsAppStore(DATA_DIR, Buffer.from(KEY, "hex"), { formerOwnerIsDead: true });

const converse = createConversation({
  route: (text) => ({
    rest: text,
    handle: async ({ rest }) => {
      process.stdout.write("mendengar\n");
      if (MUTE !== undefined) await new Promise(() => {});
      if (rest === "mati") process.kill(process.pid, "SIGKILL");
      return says(`jawaban: ${rest}`);
    },
  }),
  memory: createMemory(systemClock),
  quota: () => ({ seconds: 0, tell: false }),
  log,
  timeoutMs: 60_000,
});

const channel = createWhatsAppChannel({
  store,
  lease,
  settings: { url, rootKey, version: undefined, verify: "strict" },
  mayKeep: ({ text, late }) => !late && !text.includes("rahasia"),
  commands: new Set(),
  today: () => "2026-11-29",
  log,
  timing: { reconnect: { firstMs: 20, mostMs: 200 }, aloneMs: 300, holdMs: 60_000 },
});
process.once("SIGTERM", () => void channel.stop());
// Whoever is killed has no end at which to write down what it compiled.
flushCompileCache();
await channel.start(converse, () => void process.stdout.write("siap\n"));
await channel.ended;
process.exit(0);
