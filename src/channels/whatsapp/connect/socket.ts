import "./quiet.ts";
import "./careful-sessions.ts";
import makeWASocket, {
  type AuthenticationState,
  Browsers,
  type CacheStore,
  isJidBroadcast,
  isJidNewsletter,
  isJidStatusBroadcast,
  proto,
  type SocketConfig,
} from "@whiskeysockets/baileys";
import shippedLogger, { type ILogger } from "@whiskeysockets/baileys/lib/Utils/logger.js";
import type { Socket, WhatsAppSettings } from "./connection.ts";
import { mediaAgents } from "./media-agents.ts";
import type { Timing } from "./timing.ts";

export type SocketParts = {
  settings: WhatsAppSettings;
  timing: Timing;
  logger: ILogger;
  retries: CacheStore;
} & Pick<SocketConfig, "getMessage"> & {
    repository: SocketConfig["makeSignalRepository"];
    cachedGroupMetadata?: SocketConfig["cachedGroupMetadata"] | undefined;
  };

/** Prepares sockets that all have the same options; each call connects a new one. Looks nothing up outside. */
export function prepareSockets(parts: SocketParts): (auth: AuthenticationState) => Socket {
  const { settings, timing, logger, retries, repository, getMessage, cachedGroupMetadata } = parts;
  // Some corners of the library use its own logger, which prints to stdout.
  shippedLogger.level = "silent";
  const media = mediaAgents(settings.url);
  return (auth) =>
    makeWASocket({
      auth,
      logger,
      getMessage,
      makeSignalRepository: repository,
      msgRetryCounterCache: retries,
      ...(cachedGroupMetadata && { cachedGroupMetadata }),
      ...(settings.url !== undefined && { waWebSocketUrl: settings.url }),
      ...(settings.version !== undefined && { version: [...settings.version] }),
      ...media,
      ...(timing.qrMs !== undefined && { qrTimeout: timing.qrMs }),
      // Fixed: the phone shows it, and another one later could break linking by code.
      browser: Browsers.ubuntu("Chrome"),
      countryCode: "ID",
      // Otherwise the owner's phone falls silent.
      markOnlineOnConnect: false,
      syncFullHistory: false,
      // What is taken in before the history came would be held back up to 20 s after its receipt, and lost in a crash.
      shouldSyncHistoryMessage: ({ syncType }) => syncType !== FULL && syncType !== RECENT,
      shouldIgnoreJid: (jid) =>
        jid !== "" && Boolean(isJidBroadcast(jid) || isJidStatusBroadcast(jid) || isJidNewsletter(jid)),
      emitOwnEvents: false,
      // The library counts each request to send again twice, so this is five.
      maxMsgRetryCount: 10,
      // All messages wait while one is asked for again, and what is asked for again is mostly only late (receive/deciphering).
      retryRequestDelayMs: 0,
      // Nor is anything wrong with the session then; a phone that was given new keys begins another by itself.
      enableAutoSessionRecreation: false,
      generateHighQualityLinkPreview: false,
      connectTimeoutMs: timing.connectMs,
      keepAliveIntervalMs: timing.keepAliveMs,
      defaultQueryTimeoutMs: timing.queryMs,
      // A local database works or is broken.
      transactionOpts: { maxCommitRetries: 3, delayBetweenTriesMs: 200 },
    });
}

const { FULL, RECENT } = proto.HistorySync.HistorySyncType;
