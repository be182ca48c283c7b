import { afterAll, afterEach } from "vitest";
import { createTelegramChannel } from "../../src/channels/telegram/channel.ts";
import type { Timing } from "../../src/channels/telegram/timing.ts";
import { type WebhookSettings, webhookPath } from "../../src/channels/telegram/webhook.ts";
import type { Channel, Converse, TakesAll, Webhook } from "../../src/chat/channel.ts";
import { createConversation } from "../../src/chat/conversation.ts";
import { createMemory } from "../../src/chat/memory.ts";
import { createQuota, groupQuota, quotaDefaults } from "../../src/chat/quota.ts";
import type { Handler } from "../../src/chat/routes.ts";
import type { PaceLimits } from "../../src/delivery/pace.ts";
import type { Log } from "../../src/log.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createJournal } from "../../src/stores/journal-sqlite.ts";
import { says, silentLog } from "./conversation.ts";
import { makeDatabase } from "./make-database.ts";
import { newFolder, removeFolder } from "./process.ts";
import { startTelegram } from "./telegram/server.ts";
import type { Bot, TelegramOptions, TelegramServer } from "./telegram/types.ts";

/** Everything a test would wait long for, short. */
export const quickTiming: Partial<Timing> = {
  pollSeconds: 1,
  silentMs: 300,
  callMs: 3_000,
  uploadMs: 3_000,
  busyPollMs: 50,
  backoff: { firstMs: 20, mostMs: 100 },
  resend: { firstMs: 20, mostMs: 100 },
  replyMs: 5_000,
  replyAtLeastMs: 1_000,
  typingAfterMs: 100,
  typingEveryMs: 200,
  aloneMs: 200,
  aloneSendingMs: 500,
  aloneInAllMs: 1_000,
  resendLateMs: 5_000,
  stuckMs: 150,
  stopMs: 1_000,
  webhookCheckMs: 100,
  webhookAnswerMs: 2_000,
  mostPollWaitMs: 500,
};

/** No pace at all, for tests of something else. */
export const noLimits: PaceLimits = { perSecond: Number.POSITIVE_INFINITY, chatMs: 0, groupPerMinute: 1_000_000 };

export type LoggedLine = { event: string; [field: string]: unknown };

export type TestBot = {
  server: TelegramServer;
  bot: Bot;
  /** What the channel logged. */
  logged: LoggedLine[];
  /** Where its database lies. */
  folder: string;
  channel(): Channel;
  /** Stops the bot and the stand-in. */
  close(): Promise<void>;
  /** Stops the bot alone, and starts it again on the same data. */
  stop(): Promise<void>;
  start(): Promise<void>;
};

export type TestBotOptions = {
  /** What answers; says "jawaban: …" unless given. */
  handle?: Handler;
  converse?: Converse;
  timing?: Partial<Timing>;
  limits?: PaceLimits;
  /** Receives by webhook: opens what listens for it, and says on which port. */
  webhookServer?: (webhook: Webhook) => Promise<number>;
  webhookSecret?: string;
  menu?: ReadonlyArray<{ command: string; help: string }>;
  server?: TelegramOptions;
  now?: () => number;
  takesAll?: TakesAll;
  /** Instead of the one that is looked at. */
  log?: Log;
  /** How much one person may ask; far more than usual unless given. */
  quota?: "usual";
  /** Before the bot starts. */
  prepare?: (bot: Bot) => void;
};

/** Opens bots for the tests of a file and closes each when its test is over; `usual` holds unless a test says otherwise. */
export function botPerTest(usual: TestBotOptions = {}): (options?: TestBotOptions) => Promise<TestBot> {
  const opened: TestBot[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });
  return async (options = {}) => {
    const bot = await openTestBot({ ...usual, ...options, timing: { ...usual.timing, ...options.timing } });
    opened.push(bot);
    return bot;
  };
}

/** The same for tests that run at the same time: all are closed when the last of them is over. */
export function botsTogether(usual: TestBotOptions = {}): (options?: TestBotOptions) => Promise<TestBot> {
  const opened: TestBot[] = [];
  afterAll(async () => {
    await Promise.all(opened.map(({ close }) => close()));
  });
  return async (options = {}) => {
    const bot = await openTestBot({ ...usual, ...options, timing: { ...usual.timing, ...options.timing } });
    opened.push(bot);
    return bot;
  };
}

/** A bot over real Telegraf, a real database and the stand-in. */
export async function openTestBot(options: TestBotOptions = {}): Promise<TestBot> {
  const server = await startTelegram({ longPollMs: 1_000, webhookRetryMs: 20, ...options.server });
  const bot = server.bot();
  options.prepare?.(bot);
  const folder = newFolder();
  await makeDatabase(folder);
  const db = await openDatabase(folder);
  const logged: LoggedLine[] = [];
  const note = (event: string, fields = {}) => void logged.push({ event, ...fields });
  const log: Log = options.log ?? { ...silentLog, debug: note, info: note, warn: note, error: note };

  let channel: Channel | undefined;
  const settings = await webhookFor(options, () => channel?.webhook);

  const open = () =>
    createTelegramChannel({
      token: bot.token,
      apiRoot: server.url,
      webhook: settings,
      menu: options.menu ?? [{ command: "/topik", help: "daftar topik" }],
      journal: createJournal(db, bot.token),
      log,
      timing: { ...quickTiming, ...options.timing },
      limits: options.limits ?? noLimits,
      ...(options.now === undefined ? {} : { now: options.now }),
      ...(options.takesAll === undefined ? {} : { takesAll: options.takesAll }),
    });
  const converse = options.converse ?? conversationWith(options, log);
  async function start(): Promise<void> {
    channel = open();
    await channel.start(converse, () => note("siap"));
  }

  async function close(): Promise<void> {
    await channel?.stop();
    await db.destroy();
    await server.stop();
    removeFolder(folder);
  }

  await start().catch(async (error: unknown) => {
    await close();
    throw error;
  });

  return {
    server,
    bot,
    logged,
    folder,
    channel: () => channel ?? open(),
    stop: async () => channel?.stop(),
    start,
    close,
  };
}

/** The listener outlives the channel, as in the service: while no channel runs, it answers 503. */
async function webhookFor(
  { webhookServer, webhookSecret }: TestBotOptions,
  current: () => Webhook | undefined,
): Promise<WebhookSettings | undefined> {
  if (webhookServer === undefined || webhookSecret === undefined) return undefined;
  const port = await webhookServer({
    path: webhookPath,
    trusts: (header) => current()?.trusts(header) ?? false,
    receive: async (body) => current()?.receive(body) ?? 503,
  });
  return { publicUrl: `http://127.0.0.1:${port}`, secret: webhookSecret };
}

function conversationWith(
  { handle = ({ rest }) => says(`jawaban: ${rest}`), quota }: TestBotOptions,
  log: Log,
): Converse {
  const clock = () => new Date();
  const person = createQuota(clock, quota === "usual" ? quotaDefaults : { messages: 1_000, seconds: 60 });
  const group = createQuota(clock, groupQuota);
  return createConversation({
    route: (text) => ({ handle, rest: text }),
    memory: createMemory(clock),
    quota: (address, place) => (place === "group" && quota === "usual" ? group(address) : person(address)),
    log,
    timeoutMs: 3_000,
  });
}
