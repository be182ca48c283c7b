import { type Lease, LeaseLostError, type SessionStore } from "../../../chat/session-store.ts";
import { backoffMs } from "../../../delivery/backoff.ts";
import { errorName, type Log, type LogEvent } from "../../../log.ts";
import { type Asked, ask } from "./asked.ts";
import { isLinked, readCreds, selfOf } from "./auth-state.ts";
import type { Connection, ConnectionState, Socket } from "./connection.ts";
import { afterDisconnect, type Disconnect } from "./disconnects.ts";
import { createNap } from "./nap.ts";
import { type LinkRequest, linkDevice, pairingTexts } from "./pairing.ts";
import type { Identity, Sockets } from "./sockets.ts";
import type { Timing } from "./timing.ts";
import { waitAfter } from "./wait-after.ts";

export type MachineParts = {
  store: SessionStore;
  lease: Lease;
  sockets: Sockets;
  log: Log;
  timing: Timing;
  now: () => number;
  stopping: AbortSignal;
  opened(socket: Socket): void;
  /** It was open and is no more. */
  closed(): void;
  changed(kind: ConnectionState["kind"]): void;
};

export type Machine = Pick<Connection, "state" | "self"> & {
  /** Reads whether a device is linked. Throws a SessionDamagedError. */
  load(): Promise<void>;
  /** Keeps connected until it is stopped. */
  run(): Promise<void>;
  /** Links a device, or takes back the link that another program uses; resolves when the last step was told. */
  link(request: LinkRequest): Promise<void>;
  /** Forgets the session, once the socket has ended. */
  unlink(): Promise<void>;
  /** Whether somebody's request to link is under way. */
  isAsked(): boolean;
  /** By code. */
  disconnects: Readonly<Record<string, number>>;
};

/** One thing after the other: connects, waits, links and forgets, so that there is never more than one socket. */
export function createMachine(parts: MachineParts): Machine {
  const { store, lease, sockets, log, timing, now, stopping } = parts;
  const codes = { lastAt: Number.NEGATIVE_INFINITY };
  const disconnects: Record<string, number> = {};
  let state: ConnectionState = { kind: "unpaired", since: now() };
  let self: ReturnType<Connection["self"]>;
  /** Nothing is tried before somebody asks for it. */
  let isHeld = false;
  let isRunning = false;
  let linking: Asked | undefined;
  let unlinking: PromiseWithResolvers<void> | undefined;
  /** In a row; a connection that lasted forgets them. */
  let failed = { often: 0, refused: 0, restarts: 0 };
  /** How long the last connection was open. */
  let lastedMs = 0;
  const { rest, wake } = createNap(stopping);

  function become(kind: ConnectionState["kind"], detail?: string, remedy?: string): void {
    const wasOpen = state.kind === "open";
    state = { kind, since: now(), ...(detail !== undefined && { detail }), ...(remedy !== undefined && { remedy }) };
    if (wasOpen) parts.closed();
    parts.changed(kind);
  }

  async function own(): Promise<boolean> {
    if (await lease.take()) return true;
    if (state.kind !== "busy") log.warn("session_taken", { channel: "whatsapp" });
    become("busy", pairingTexts.busy);
    return false;
  }

  async function readIdentity(): Promise<Identity | undefined> {
    const text = await store.creds();
    const identity = text === undefined ? undefined : readCreds(text);
    self = identity !== undefined && isLinked(identity) ? selfOf(identity) : undefined;
    return self === undefined ? undefined : identity;
  }

  async function connect(): Promise<void> {
    isHeld = false;
    lastedMs = 0;
    let openedAt: number | undefined;
    try {
      if (!(await own())) return await rest(timing.leaseMs);
      // Read anew each time: whoever owned it meanwhile has moved it on.
      const identity = await readIdentity();
      if (identity === undefined) return become("unpaired");
      // Asked for while there was no socket to end.
      if (stopping.aborted || unlinking !== undefined) return;
      become(linking === undefined ? "connecting" : "pairing");
      linking?.awaitLogin(timing.linkMs);
      const error = await sockets.live(identity, {
        opened(socket) {
          openedAt = performance.now();
          self = selfOf(identity);
          opened(socket);
        },
        backlogUnannounced: () => log.warn("backlog_unannounced", { channel: "whatsapp" }),
      });
      lastedMs = openedAt === undefined ? 0 : performance.now() - openedAt;
      if (lastedMs >= timing.stableMs) failed = { often: 0, refused: 0, restarts: 0 };
      await follow(afterDisconnect(error));
    } catch (error) {
      await follow(afterDisconnect(error));
    }
  }

  function opened(socket: Socket): void {
    if (failed.often + failed.refused > 0) log.info("receiving_again", { channel: "whatsapp", count: failed.often });
    become("open");
    linking?.finish({ kind: "paired" });
    parts.opened(socket);
  }

  /** Does what an ended connection asks for. */
  async function follow(what: Disconnect): Promise<void> {
    disconnects[what.code] = (disconnects[what.code] ?? 0) + 1;
    if (stopping.aborted || unlinking !== undefined) return become("waiting");
    switch (what.next) {
      case "at_once":
        failed.restarts += 1;
        return failed.restarts === 1 ? become("connecting") : await again(what.code);
      case "again":
        return what.code === "lease" ? await taken() : await again(what.code, what);
      case "slowly":
        failed.refused += 1;
        log.error(what.state === "banned" ? "number_blocked" : "login_refused", about(what.code));
        become(what.state, what.says);
        fail(what.says);
        return await rest(what.afterMs ?? backoffMs(failed.refused, timing.refused));
      case "stop":
        isHeld = true;
        log.error(STOPPED_BY[what.code] ?? "login_refused", about(what.code));
        become(what.state, what.says);
        return fail(what.says);
      case "forget":
        log.error("link_lost", about(what.code));
        await store.wipe();
        self = undefined;
        become("logged_out", what.says);
        return fail(what.says);
    }
  }

  async function again(code: string, { says, remedy }: { says?: string; remedy?: string } = {}): Promise<void> {
    failed.often += 1;
    log.warn(code === "deaf" ? "deaf" : "not_receiving", { ...about(code), count: failed.often });
    become("waiting", says ?? `The connection ended (${code}); it is made again soon.`, remedy);
    linking?.step({ kind: "said", text: "The connection was lost; trying again." });
    await rest(waitAfter(failed.often, lastedMs, timing));
  }

  async function taken(): Promise<void> {
    log.warn("session_taken", about("lease"));
    become("busy", pairingTexts.busy);
    fail(pairingTexts.busy);
    await rest(timing.leaseMs);
  }

  function fail(text: string): void {
    linking?.finish({ kind: "failed", text });
  }

  /** Links a new device; the login that follows tells that it is paired. */
  async function linkAnew(request: LinkRequest): Promise<void> {
    const before: ConnectionState = state.kind === "busy" ? { kind: "unpaired", since: now() } : state;
    try {
      if (!(await own())) return fail(pairingTexts.busy);
      become("pairing");
      // What an earlier link left would be a stranger's to the new one.
      await store.wipe();
      const text = await linkDevice(request, { store, timing, codes, live: sockets.live });
      if (text === undefined) {
        log.info("linked", { channel: "whatsapp" });
        failed = { often: 0, refused: 0, restarts: 0 };
        await readIdentity();
        return;
      }
      become(before.kind, before.detail);
      fail(stopping.aborted ? pairingTexts.stopping : text);
    } catch (error) {
      log.error("session_unusable", { channel: "whatsapp", error: errorName(error) });
      become(before.kind, before.detail);
      fail(error instanceof LeaseLostError ? pairingTexts.busy : pairingTexts.notWritten);
    }
  }

  async function forget({ resolve, reject }: PromiseWithResolvers<void>): Promise<void> {
    try {
      if (!(await own())) throw new Error(pairingTexts.busy);
      await store.wipe();
      self = undefined;
      isHeld = false;
      become("unpaired");
      log.info("unlinked", { channel: "whatsapp" });
      resolve();
    } catch (error) {
      reject(error);
    }
    unlinking = undefined;
  }

  return {
    state: () => state,
    self: () => self,
    load: async () => void (await readIdentity()),
    async run() {
      isRunning = true;
      while (unlinking !== undefined || !stopping.aborted) {
        if (unlinking !== undefined) await forget(unlinking);
        else if (linking !== undefined && self === undefined) await linkAnew(linking);
        else if (self === undefined || (isHeld && linking === undefined)) await rest();
        else await connect();
      }
      isRunning = false;
      fail(pairingTexts.stopping);
      become("stopped");
    },
    async link(request) {
      const { promise, resolve } = Promise.withResolvers<void>();
      linking = ask(request, () => {
        linking = undefined;
        resolve();
      });
      wake();
      await promise;
    },
    async unlink() {
      unlinking ??= Promise.withResolvers<void>();
      const { promise } = unlinking;
      if (isRunning) wake();
      else await forget(unlinking);
      await promise;
    },
    isAsked: () => linking !== undefined,
    disconnects,
  };
}

const about = (code: string) => ({ channel: "whatsapp", error: code }) as const;

const STOPPED_BY: Readonly<Record<string, LogEvent>> = {
  "440": "conflict",
  "403": "number_blocked",
  "406": "number_blocked",
  damaged: "session_damaged",
};
