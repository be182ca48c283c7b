import "./connect/quiet.ts";
import type { Channel, Converse, TakesAll } from "../../chat/channel.ts";
import type { Message } from "../../chat/message.ts";
import type { Lease, SessionStore } from "../../chat/session-store.ts";
import { pause } from "../../delivery/backoff.ts";
import type { ColdBudget } from "../../delivery/cold-budget.ts";
import { createPace, type PaceLimits } from "../../delivery/pace.ts";
import type { Log } from "../../log.ts";
import { type Connection, createConnection, type Socket, type WhatsAppSettings } from "./connect/connection.ts";
import { keepLateWrites } from "./connect/late-writes.ts";
import { type Timing, usualTiming } from "./connect/timing.ts";
import { jidOf } from "./destination.ts";
import { createHealth } from "./health.ts";
import type { ArrivalTiming } from "./receive/arrival-timing.ts";
import { createArrivals } from "./receive/arrivals.ts";
import { createFetchFile } from "./receive/fetch-file.ts";
import { createBanCare } from "./send/ban-care.ts";
import { countStrangers } from "./send/count-strangers.ts";
import { createGroupCare } from "./send/group-care.ts";
import { createGroups } from "./send/groups.ts";
import { createOutbound, type Outbound } from "./send/outbound.ts";
import { type SendTiming, usualSendTiming, whatsappLimits } from "./send/send-timing.ts";
import { createSessionLock } from "./send/session-lock.ts";

export type WhatsAppParts = {
  store: SessionStore;
  lease: Lease;
  settings: WhatsAppSettings;
  /** Whether a message may be written down, sealed, until it is answered. */
  mayKeep: (message: Message) => boolean;
  /** Whether a message belongs to a report, or may; none does when absent. */
  closed?: (message: Message) => boolean;
  /** Nobody's messages, when absent. */
  takesAll?: TakesAll;
  /** The bot's own commands, with slash. */
  commands: ReadonlySet<string>;
  /** How many strangers may be written to; none without it. */
  budget?: ColdBudget;
  /** The day of the office, `2026-11-28`. */
  today: () => string;
  log: Log;
  timing?: Partial<Timing & SendTiming & ArrivalTiming>;
  limits?: PaceLimits;
  now?: () => number;
};

/** How long stopping waits for the connection to close. */
const CLOSE_MS = 3_000;

/**
 * The bot as a linked device of a WhatsApp account. Once started it goes on whatever happens to the connection; without a
 * link it waits for `pair`. Rejects at the start with a SessionDamagedError.
 */
export function createWhatsAppChannel(parts: WhatsAppParts): Channel {
  const { store, lease, settings, log, now = Date.now } = parts;
  const timing: Timing & SendTiming = { ...usualTiming, ...usualSendTiming, ...parts.timing };
  const groups = createGroups();
  const groupCare = createGroupCare({ groups, log, today: parts.today });
  const lock = createSessionLock();
  const care = createBanCare({ budget: parts.budget, timing, log, now, today: parts.today });
  const loaded = Promise.withResolvers<void>();
  const usable = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const stopping = new AbortController();
  let converse: Converse | undefined;
  let isUsable = false;

  const arrivals = createArrivals({
    closed: () => false,
    takesAll: () => false,
    ...parts,
    fetchFile: createFetchFile(settings.url),
    // What arrives with the login is answered when the channel has said that it is usable, not before.
    async converse(message, send, wanted) {
      await usable.promise;
      await converse?.(message, send, wanted);
    },
    reply: (...reply) => outbound.reply(...reply),
    typing: (jid) => outbound.typing(jid),
    self: () => connection.self(),
  });
  const connection: Connection = createConnection({
    store,
    lease,
    settings,
    log,
    timing,
    now,
    attach,
    repository: (auth, ...rest) => arrivals.repository({ ...auth, keys: lock.guard(auth.keys) }, ...rest),
    getMessage: (key) => outbound.getMessage(key),
    cachedGroupMetadata: groups.cached,
  });
  const outbound: Outbound = createOutbound({
    connection,
    store,
    care,
    groups,
    groupCare,
    lock,
    pace: createPace({ limits: parts.limits ?? whatsappLimits }),
    timing,
    log,
    now,
  });
  const health = createHealth({ connection, care, store, now });

  function attach(socket: Socket): () => void {
    keepLateWrites(socket);
    const detach = [arrivals.attach(socket), outbound.attach(socket)];
    return () => {
      for (const each of detach) each();
    };
  }

  return {
    name: "whatsapp",
    usable: () => isUsable && !stopping.signal.aborted,
    ended: end.promise,
    async start(talk, ready) {
      converse = talk;
      const first = Promise.withResolvers<void>();
      await connection.start(
        () => {
          isUsable = true;
          first.resolve();
        },
        () => {
          isUsable = false;
        },
      );
      loaded.resolve();
      connection.ended.then(first.resolve, (error: unknown) => {
        // A process that lives on deaf would be worse than one that is started again.
        first.reject(error);
        end.reject(error);
      });
      await first.promise;
      if (stopping.signal.aborted) return;
      await ready();
      usable.resolve();
    },
    push: (...push) => outbound.push(...push),
    health,
    async strangers(addresses) {
      if (connection.state().kind !== "open") return undefined;
      const socket = await connection.socket({ deadline: now(), signal: stopping.signal });
      return { count: await countStrangers(socket, addresses.map(jidOf)), ...(await care.budget()) };
    },
    async pair(...request) {
      // Who asks while the session is still being read waits that moment.
      await loaded.promise;
      await connection.pair(...request);
    },
    unlink: () => connection.unlink(),
    async stop() {
      if (!stopping.signal.aborted) {
        stopping.abort();
        arrivals.stop();
        await within(timing.drainMs, arrivals.drained());
        outbound.stop();
        await within(CLOSE_MS, connection.stop());
        end.resolve();
      }
      await end.promise;
    },
  };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const enough = new AbortController();
  await Promise.race([work.finally(() => enough.abort()), pause(ms, enough.signal)]);
}
