import type { ArrivalTiming } from "../../src/channels/whatsapp/receive/arrival-timing.ts";
import { type Arrivals, createArrivals } from "../../src/channels/whatsapp/receive/arrivals.ts";
import { createFetchFile } from "../../src/channels/whatsapp/receive/fetch-file.ts";
import { createBanCare } from "../../src/channels/whatsapp/send/ban-care.ts";
import { createGroupCare } from "../../src/channels/whatsapp/send/group-care.ts";
import { createGroups } from "../../src/channels/whatsapp/send/groups.ts";
import { createOutbound, type Outbound } from "../../src/channels/whatsapp/send/outbound.ts";
import { usualSendTiming } from "../../src/channels/whatsapp/send/send-timing.ts";
import { createSessionLock, type SessionLock } from "../../src/channels/whatsapp/send/session-lock.ts";
import type { TakesAll } from "../../src/chat/channel.ts";
import { type ConversationParts, createConversation } from "../../src/chat/conversation.ts";
import type { MayKeep } from "../../src/chat/keeping.ts";
import { createMemory } from "../../src/chat/memory.ts";
import type { Message } from "../../src/chat/message.ts";
import type { Handler } from "../../src/chat/routes.ts";
import { createPace } from "../../src/delivery/pace.ts";
import type { WhatsAppStore } from "../../src/stores/whatsapp-store.ts";
import { silentLog } from "./conversation.ts";
import { openConnection, type TestConnection } from "./whatsapp-connection.ts";
import type { WhatsAppServer } from "./whatsapp-server/server.ts";

export type Receiver = TestConnection & {
  arrivals: Arrivals;
  /** What reached the conversation, in its order. */
  heard: Message[];
};

export type ReceiverOptions = {
  store?: WhatsAppStore;
  mayKeep?: MayKeep;
  closed?: (message: Message) => boolean;
  takesAll?: TakesAll;
  timing?: Partial<ArrivalTiming>;
  /** Instead of the real sending. */
  reply?: Outbound["reply"];
  lock?: SessionLock;
  commands?: string[];
  now?: () => number;
  conversation?: Partial<ConversationParts>;
};

/** The part of the channel that receives, over a conversation of one handler and with the real sending, linked and connected. */
export async function openReceiver(
  server: WhatsAppServer,
  handle: Handler,
  options: ReceiverOptions = {},
): Promise<Receiver> {
  const { mayKeep = () => true, timing = {}, commands = ["/topik", "/lapor"], now = Date.now } = options;
  const clock = () => new Date(now());
  const heard: Message[] = [];
  const log = silentLog;
  const converse = createConversation({
    route: (text) => ({
      rest: text,
      handle(request) {
        heard.push(request.message);
        return handle(request);
      },
    }),
    memory: createMemory(clock),
    quota: () => ({ seconds: 0, tell: false }),
    log,
    ...options.conversation,
  });
  const today = () => "2026-11-28";
  const groups = createGroups();
  const { lock = createSessionLock() } = options;
  let arrivals: Arrivals | undefined;
  let outbound: Outbound | undefined;
  const receiver = await openConnection(server, {
    ...(options.store === undefined ? {} : { store: options.store }),
    attach(socket) {
      const detach = [arrivals?.attach(socket), outbound?.attach(socket)];
      return () => {
        for (const each of detach) each?.();
      };
    },
    parts: {
      repository: (auth, logger, pnToLID) => {
        if (arrivals === undefined || !("transaction" in auth.keys)) throw new Error("nobody receives yet");
        return arrivals.repository({ ...auth, keys: lock.guard(auth.keys) }, logger, pnToLID);
      },
      getMessage: async (key) => outbound?.getMessage(key),
      cachedGroupMetadata: groups.cached,
    },
  });
  const sendTiming = { ...usualSendTiming, ackMs: 2_000, resend: { firstMs: 20, mostMs: 100 } };
  outbound = createOutbound({
    connection: receiver,
    store: receiver.store,
    care: createBanCare({ budget: undefined, timing: sendTiming, log, now, today }),
    groups,
    groupCare: createGroupCare({ groups, log, today }),
    lock,
    pace: createPace({ limits: { perSecond: 1_000, chatMs: 0, groupPerMinute: 1_000 } }),
    timing: sendTiming,
    log,
    now: Date.now,
  });
  arrivals = createArrivals({
    store: receiver.store,
    converse,
    reply: options.reply ?? outbound.reply,
    typing: outbound.typing,
    mayKeep,
    closed: options.closed ?? (() => false),
    takesAll: options.takesAll ?? (() => false),
    self: receiver.self,
    commands: new Set(commands),
    fetchFile: createFetchFile(server.url),
    log: { ...log, ...logInto(receiver) },
    timing: { typingAfterMs: 60_000, ...timing },
    now,
  });
  const nothing = () => {};
  await receiver.start(nothing, nothing);
  return Object.assign(receiver, { arrivals, heard });
}

function logInto({ logged }: TestConnection) {
  const write: (typeof silentLog)["warn"] = (event, fields) => void logged.push({ event, fields });
  return { warn: write, error: write };
}
