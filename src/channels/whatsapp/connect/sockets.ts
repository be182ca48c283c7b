import {
  type Lease,
  LeaseLostError,
  SessionDamagedError,
  type SessionStore,
  SessionUnwritableError,
} from "../../../chat/session-store.ts";
import type { Log } from "../../../log.ts";
import { ConnectionEndedError, openAuth } from "./auth-state.ts";
import type { Socket, WhatsAppSettings } from "./connection.ts";
import { GivenUpError } from "./disconnects.ts";
import { emptyCachesLate } from "./late-caches.ts";
import { createLibraryLogger } from "./quiet.ts";
import { createRetryCounts } from "./retry-counts.ts";
import { prepareSockets, type SocketParts } from "./socket.ts";
import { beginLife, type Happenings, type Life } from "./socket-life.ts";
import { catchStrayFailures, isWireFailure } from "./stray-failures.ts";
import type { Timing } from "./timing.ts";
import { checkSignatures } from "./verify.ts";

/** An identity, as {@link openAuth} takes it. */
export type Identity = Parameters<typeof openAuth>[1];

/** Sockets, one after the other. */
export type Sockets = {
  /**
   * Connects with an identity; resolves to what ended it when nothing of it is left, neither a socket nor a write. The
   * session must be ours. `begun` is given its life at once.
   */
  live(identity: Identity, happens: Happenings, begun?: (life: Life) => void): Promise<unknown>;
  /** The one there is now. */
  current(): Life | undefined;
  /** How many there were. */
  count(): number;
  /** There will be no more. */
  end(): void;
};

export type SocketsParts = Omit<SocketParts, "logger" | "retries"> & {
  store: SessionStore;
  lease: Lease;
  settings: WhatsAppSettings;
  log: Log;
  timing: Timing;
  attach(socket: Socket): () => void;
};

/** Makes sockets that write to the store, as long as the session is ours and the store takes it. */
export function createSockets(parts: SocketsParts): Sockets {
  const { store, lease, log, timing, attach } = parts;
  checkSignatures(parts.settings);
  const make = prepareSockets({ ...parts, logger: createLibraryLogger(log), retries: createRetryCounts() });
  const reported = new WeakSet<object>();
  let current: Life | undefined;
  /** Until when something may still be written to a connection. */
  let wireUntil = Number.NEGATIVE_INFINITY;
  let count = 0;
  const release = catchStrayFailures({
    knows: (error) =>
      error instanceof ConnectionEndedError ||
      (error instanceof Error && reported.has(error)) ||
      // What was still to be written when the connection went down; its end is told by itself.
      (isWireFailure(error) && performance.now() < wireUntil),
    caught() {
      log.warn("library_failed", { channel: "whatsapp" });
      current?.end(new GivenUpError("library"));
    },
  });

  /** Cuts it off: what could not be written must not be acknowledged. */
  function failed(error: unknown, life: Life): void {
    if (error instanceof Error) reported.add(error);
    const saysWhy = WITH_WORDS.some((kind) => error instanceof kind);
    life.cut(saysWhy && error instanceof Error ? error : new GivenUpError("store"));
  }

  async function keepLease(life: Life): Promise<void> {
    // A disk that fails now fails the next write too, which ends it.
    const isOurs = await lease.take().catch(() => true);
    if (!isOurs) life.cut(new LeaseLostError());
  }

  return {
    async live(identity, happens, begun) {
      const auth = openAuth(store, identity, (error) => failed(error, life));
      const changed = () => {
        void auth.save().catch(() => {}); // It has ended the socket, which says why.
        happens.changed?.();
      };
      count += 1;
      const life = beginLife(() => make(auth.state), attach, timing, { ...happens, changed });
      current = life;
      wireUntil = Number.POSITIVE_INFINITY;
      const round = setInterval(() => void keepLease(life), timing.leaseMs);
      begun?.(life);
      const error = await life.ended;
      clearInterval(round);
      await auth.close();
      emptyCachesLate(life.socket, timing.queryMs + AFTERMATH_MS);
      current = undefined;
      wireUntil = performance.now() + AFTERMATH_MS;
      return error;
    },
    current: () => current,
    count: () => count,
    // What the last one left behind may still fail for a moment.
    end: () => void setTimeout(release, AFTERMATH_MS).unref(),
  };
}

const WITH_WORDS = [LeaseLostError, SessionDamagedError, SessionUnwritableError];
const AFTERMATH_MS = 10_000;
