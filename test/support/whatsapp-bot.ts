import { afterAll, afterEach } from "vitest";
import { createWhatsAppChannel, type WhatsAppParts } from "../../src/channels/whatsapp/channel.ts";
import type { Channel, Converse } from "../../src/chat/channel.ts";
import { createConversation } from "../../src/chat/conversation.ts";
import { createMemory } from "../../src/chat/memory.ts";
import { createQuota } from "../../src/chat/quota.ts";
import type { Handler } from "../../src/chat/routes.ts";
import type { PaceLimits } from "../../src/delivery/pace.ts";
import type { Log } from "../../src/log.ts";
import { openWhatsAppStore, type WhatsAppStore } from "../../src/stores/whatsapp-store.ts";
import { says, silentLog } from "./conversation.ts";
import { startWhatsApp, type WhatsAppServer } from "./whatsapp-server/server.ts";

/** Everything a test would wait long for, short. */
export const quickTiming: NonNullable<WhatsAppParts["timing"]> = {
  connectMs: 4_000,
  watchdogMs: 6_000,
  queryMs: 3_000,
  reconnect: { firstMs: 20, mostMs: 200 },
  closeMs: 300,
  ackMs: 400,
  resend: { firstMs: 20, mostMs: 100 },
  resendLateMs: 1_000,
  replyMs: 5_000,
  pushMs: 3_000,
  uploadMs: 2_000,
  pushGapMs: [0, 0],
  coldGapMs: [0, 0],
  typingAfterMs: 100,
  typingEveryMs: 200,
};

/** No pace at all, for tests of something else. */
export const noLimits: PaceLimits = { perSecond: Number.POSITIVE_INFINITY, chatMs: 0, groupPerMinute: 1_000_000 };

export type LoggedLine = { event: string; [field: string]: unknown };

export type WhatsAppTestBot = {
  server: WhatsAppServer;
  logged: LoggedLine[];
  channel: Channel;
  /** Stops it and starts the next process on the same session. */
  restart(): Promise<void>;
  /** The next process, not started; on a session of its own that nobody linked, if told. */
  next(options?: { unlinked: boolean }): { channel: Channel };
  stop(): Promise<void>;
};

export type WhatsAppTestOptions = {
  /** What answers; says "jawaban: …" unless given. */
  handle?: Handler;
  converse?: Converse;
  timing?: WhatsAppParts["timing"];
  limits?: PaceLimits;
  /** Instead of the one that is looked at. */
  log?: Log;
} & Partial<Pick<WhatsAppParts, "budget" | "mayKeep" | "closed" | "takesAll" | "now" | "today" | "commands">>;

/** A server with a linked device that a file's tests share: linking one takes longer than most tests. */
export type LinkedServer = { server: WhatsAppServer; session: WhatsAppStore; close(): Promise<void> };

export async function linkedServer(session?: WhatsAppStore): Promise<LinkedServer> {
  const server = await startWhatsApp({ oneTimeKeys: "few" });
  const kept = session ?? (await openWhatsAppStore("", undefined));
  const linked: LinkedServer = {
    server,
    session: kept,
    async close() {
      await kept.close();
      await server.stop();
    },
  };
  const bot = newBot(linked, {});
  const started = bot.channel.start(
    async () => undefined,
    () => undefined,
  );
  await link(server, bot.channel);
  await started;
  await bot.channel.stop();
  return linked;
}

/** Scans until it is linked; the channel may need a moment to take requests. */
async function link(server: WhatsAppServer, { pair }: Channel): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    let isLinked = false;
    await pair?.(
      {},
      (step) => {
        if (step.kind === "qr") void server.account.scan(step.text);
        if (step.kind === "paired") isLinked = true;
      },
      new AbortController().signal,
    );
    if (isLinked) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the number could not be linked");
}

/** Opens bots on one linked device for the tests of a file, one at a time; each ends with its test. */
export function botPerTest(
  usual: WhatsAppTestOptions = {},
): (options?: WhatsAppTestOptions) => Promise<WhatsAppTestBot> {
  let linked: Promise<LinkedServer> | undefined;
  let open: WhatsAppTestBot | undefined;
  afterEach(async () => {
    const { server } = (await linked) ?? {};
    server?.faults.clear();
    await open?.stop();
    open = undefined;
  });
  afterAll(async () => {
    await (await linked)?.close();
  });
  return async (options = {}) => {
    linked ??= linkedServer();
    open = await openWhatsAppBot(await linked, {
      ...usual,
      ...options,
      timing: { ...usual.timing, ...options.timing },
    });
    return open;
  };
}

/** A bot that is connected. */
export async function openWhatsAppBot(
  linked: LinkedServer,
  options: WhatsAppTestOptions = {},
): Promise<WhatsAppTestBot> {
  const logged: LoggedLine[] = [];
  const converse = options.converse ?? conversationWith(options);
  const unlinked = await openWhatsAppStore("", undefined);
  async function started(): Promise<Channel> {
    const { channel } = newBot(linked, options, logged);
    await channel.start(converse, () => void logged.push({ event: "siap" }));
    return channel;
  }
  const bot: WhatsAppTestBot = {
    server: linked.server,
    logged,
    channel: await started(),
    async restart() {
      await bot.channel.stop();
      bot.channel = await started();
    },
    next: (told) => newBot(told?.unlinked === true ? { ...linked, session: unlinked } : linked, options, logged),
    stop: () => bot.channel.stop(),
  };
  return bot;
}

function newBot(
  { server, session }: LinkedServer,
  options: WhatsAppTestOptions,
  logged: LoggedLine[] = [],
): { channel: Channel } {
  const note = (event: string, fields = {}) => void logged.push({ event, ...fields });
  const log: Log = options.log ?? { debug: note, info: note, warn: note, error: note };
  const { mayKeep = () => true, commands = new Set(["/topik"]), today = () => "2026-11-29", budget, now } = options;
  const channel = createWhatsAppChannel({
    store: session.store,
    lease: session.lease,
    settings: { url: server.url, rootKey: server.rootKey, version: undefined, verify: "strict" },
    mayKeep,
    commands,
    today,
    log,
    timing: { ...quickTiming, ...options.timing },
    limits: options.limits ?? noLimits,
    ...(budget === undefined ? {} : { budget }),
    ...(now === undefined ? {} : { now }),
    ...(options.closed === undefined ? {} : { closed: options.closed }),
    ...(options.takesAll === undefined ? {} : { takesAll: options.takesAll }),
  });
  return { channel };
}

function conversationWith({ handle = ({ rest }) => says(`jawaban: ${rest}`) }: WhatsAppTestOptions): Converse {
  const clock = () => new Date();
  return createConversation({
    route: (text) => ({ handle, rest: text }),
    memory: createMemory(clock),
    quota: createQuota(clock, { messages: 1_000, seconds: 60 }),
    log: silentLog,
    timeoutMs: 3_000,
  });
}
