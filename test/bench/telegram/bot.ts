/** The process of a bot of ours: says when it is ready, and answers until its parent lets go. */
import { createTelegramChannel } from "../../../src/channels/telegram/channel.ts";
import type { Converse } from "../../../src/chat/channel.ts";
import { createConversation } from "../../../src/chat/conversation.ts";
import { createMemory } from "../../../src/chat/memory.ts";
import { createQuota } from "../../../src/chat/quota.ts";
import { systemClock } from "../../../src/clock.ts";
import type { PaceLimits } from "../../../src/delivery/pace.ts";
import { createLog, type Log } from "../../../src/log.ts";
import { readSettings, type Settings } from "../../../src/settings.ts";
import { openDatabase } from "../../../src/stores/database.ts";
import { createJournal } from "../../../src/stores/journal-sqlite.ts";
import type { BotTask } from "./task.ts";

const noLimits: PaceLimits = { perSecond: Number.POSITIVE_INFINITY, chatMs: 0, groupPerMinute: 1_000_000 };

/** Telegram refuses an empty one. */
const MENU = [{ command: "/bantuan", help: "bantuan" }];

const task = JSON.parse(process.argv[2] ?? "") as BotTask;
process.once("disconnect", () => process.exit(0));
await openBot(task);

/** What `npm start` opens, down to the journal; only the pace may be off. */
async function openBot({ kind, token, apiRoot, dataFolder, paced }: BotTask): Promise<void> {
  const settings = readSettings({ DATA_DIR: dataFolder, TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot });
  const log = createLog(settings.LOG_LEVEL);
  const { converse, menu } = kind === "echo" ? { converse: echo(log), menu: MENU } : await openAnswers(settings, log);
  const channel = createTelegramChannel({
    token,
    apiRoot,
    menu,
    journal: createJournal(await openDatabase(dataFolder), token),
    log,
    ...(paced ? {} : { limits: noLimits }),
  });
  await channel.start(converse, () => void process.send?.("ready"));
}

/** Loaded only here, so that the echo's memory is that of the channel. */
async function openAnswers(settings: Settings, log: Log) {
  const { openService } = await import("../../../src/build.ts");
  return openService({ settings, log, clock: systemClock, version: "bench" });
}

/** The conversation as it is, and in place of the answer the text said back. */
function echo(log: Log): Converse {
  return createConversation({
    route: (text) => ({ handle: ({ rest }) => ({ blocks: [{ kind: "text", text: rest }], choices: [] }), rest: text }),
    memory: createMemory(systemClock),
    quota: createQuota(systemClock),
    log,
  });
}
