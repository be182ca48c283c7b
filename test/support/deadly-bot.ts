/**
 * A bot that one message kills: whoever says "mati" takes the process with them, as a bug in native code would. Run as a
 * process of its own with API_ROOT, TOKEN and DATA_DIR; prints "siap" when usable.
 */
import { flushCompileCache } from "node:module";
import { createTelegramChannel } from "../../src/channels/telegram/channel.ts";
import { createConversation } from "../../src/chat/conversation.ts";
import { createMemory } from "../../src/chat/memory.ts";
import { createQuota } from "../../src/chat/quota.ts";
import { systemClock } from "../../src/clock.ts";
import { createLog } from "../../src/log.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createJournal } from "../../src/stores/journal-sqlite.ts";
import { says } from "./conversation.ts";

const { API_ROOT = "", TOKEN = "", DATA_DIR = "", DIES = "handling" } = process.env;
const log = createLog("info");

const converse = createConversation({
  route: (text) => ({
    rest: text,
    handle: async ({ rest }) => {
      if (rest === "mati" && DIES === "handling") process.kill(process.pid, "SIGKILL");
      // Others are under way at the same time.
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (rest === "mati") process.kill(process.pid, "SIGKILL");
      return says(`jawaban: ${rest}`);
    },
  }),
  memory: createMemory(systemClock),
  quota: createQuota(systemClock),
  log,
});

const channel = createTelegramChannel({
  token: TOKEN,
  apiRoot: API_ROOT,
  menu: [{ command: "/topik", help: "daftar topik" }],
  journal: createJournal(await openDatabase(DATA_DIR), TOKEN),
  log,
});
process.once("SIGTERM", () => void channel.stop());
// Whoever is killed has no end at which to write down what it compiled.
flushCompileCache();
await channel.start(converse, () => void process.stdout.write("siap\n"));
await channel.ended;
process.exit(0);
