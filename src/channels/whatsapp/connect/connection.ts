import "./quiet.ts";
import type makeWASocket from "@whiskeysockets/baileys";
import type { SocketConfig } from "@whiskeysockets/baileys";
import type { Pair } from "../../../chat/pairing.ts";
import { type Lease, type SessionStore, SessionUnwritableError } from "../../../chat/session-store.ts";
import { SendError } from "../../../delivery/send-error.ts";
import type { Log } from "../../../log.ts";
import { GivenUpError } from "./disconnects.ts";
import { createMachine } from "./machine.ts";
import { digitsOf, pairingTexts } from "./pairing.ts";
import { createSockets } from "./sockets.ts";
import type { Timing } from "./timing.ts";
import { createWaitingRoom } from "./waiting-room.ts";

export type Socket = ReturnType<typeof makeWASocket>;

/**
 * Where the connection is: `unpaired` waits for somebody to link it · `waiting` between two attempts · `replaced` another
 * program uses the same link · `busy` another process of ours owns the session · `refused` the server does not want this
 * version · `logged_out` and `banned` end it until an operator acts. `since` in ms; `detail` is for whoever runs it.
 */
export type ConnectionState = {
  kind:
    | "unpaired"
    | "pairing"
    | "connecting"
    | "open"
    | "waiting"
    | "replaced"
    | "logged_out"
    | "banned"
    | "refused"
    | "busy"
    | "stopped";
  since: number;
  detail?: string;
  remedy?: string;
};

/** What the settings say of WhatsApp; undefined is WhatsApp's own server, its root and the library's version. */
export type WhatsAppSettings = {
  url: string | undefined;
  rootKey: string | undefined;
  version: readonly [number, number, number] | undefined;
  verify: "strict" | "library";
};

export type ConnectionParts = {
  store: SessionStore;
  lease: Lease;
  settings: WhatsAppSettings;
  log: Log;
  timing: Timing;
  now?: () => number;
  /** Called for every new socket before it connects; what it returns detaches. */
  attach(socket: Socket): () => void;
  /** Wraps the Signal repository. */
  repository: SocketConfig["makeSignalRepository"];
  getMessage: SocketConfig["getMessage"];
  cachedGroupMetadata?: SocketConfig["cachedGroupMetadata"];
};

/** One linked device, kept connected. */
export type Connection = {
  state(): ConnectionState;
  /** The user parts (no device) of the linked account's number and LID. */
  self(): { pn: string; lid: string | undefined } | undefined;
  /** The open socket, now or when there is one; rejects with a SendError `offline`, `expired` or `stopped`. */
  socket(options: { deadline: number; signal: AbortSignal }): Promise<Socket>;
  /** Keeps connected from now on; without a link it waits for `pair`. Rejects when the stored session is damaged. */
  start(usable: () => void, unusable: () => void): Promise<void>;
  pair: Pair;
  /** Logs the device out and forgets its session. */
  unlink(): Promise<void>;
  /** Resolves when it was stopped; rejects when a bug ended it. */
  ended: Promise<void>;
  /** Ends it for good; resolves when no socket or timer is left. */
  stop(): Promise<void>;
  numbers(): { connects: number; disconnects: Record<string, number>; watchdog: number; listeners: number };
};

/** In these nobody need wait for a socket. */
const HOPELESS: ReadonlySet<ConnectionState["kind"]> = new Set([
  "unpaired",
  "replaced",
  "logged_out",
  "banned",
  "refused",
]);

/** Makes the connection of one linked device; nothing is connected before `start`. */
export function createConnection(parts: ConnectionParts): Connection {
  const { lease, now = Date.now } = parts;
  const room = createWaitingRoom<Socket>();
  const stopping = new AbortController();
  const { promise: ended, resolve: end, reject: endByBug } = Promise.withResolvers<void>();
  const sockets = createSockets(parts);
  let watcher: { usable: () => void; unusable: () => void } | undefined;
  const machine = createMachine({
    ...parts,
    now,
    sockets,
    stopping: stopping.signal,
    opened(socket) {
      room.letIn(socket);
      watcher?.usable();
    },
    closed: () => watcher?.unusable(),
    changed(kind) {
      if (HOPELESS.has(kind)) room.sendHome("offline");
    },
  });

  /** Why a request to link cannot be granted now. */
  function refusal(phone: string | undefined): string | undefined {
    if (stopping.signal.aborted) return pairingTexts.stopping;
    if (watcher === undefined) return pairingTexts.notStarted;
    if (machine.isAsked()) return pairingTexts.another;
    if (phone !== undefined && digitsOf(phone) === undefined) return pairingTexts.badNumber;
    const { kind, detail } = machine.state();
    // Taken back when an operator says so; the other states of a linked device no link can mend.
    if (machine.self() === undefined || kind === "replaced") return undefined;
    return (kind === "banned" || kind === "refused" ? detail : undefined) ?? pairingTexts.already;
  }

  return {
    state: machine.state,
    self: machine.self,
    ended,
    socket({ deadline, signal }) {
      const life = sockets.current();
      if (stopping.signal.aborted || signal.aborted) return Promise.reject(new SendError("stopped"));
      if (life?.isOpen() === true) return Promise.resolve(life.socket);
      if (HOPELESS.has(machine.state().kind)) return Promise.reject(new SendError("offline"));
      return room.wait(deadline - now(), signal);
    },
    async start(usable, unusable) {
      await machine.load();
      watcher = { usable, unusable };
      machine.run().then(end, endByBug);
    },
    async pair({ phone }, step, signal) {
      const text = refusal(phone);
      if (text !== undefined) return step({ kind: "failed", text });
      const either = AbortSignal.any([signal, stopping.signal]);
      await machine.link({ phone: phone === undefined ? undefined : digitsOf(phone), step, signal: either });
    },
    async unlink() {
      const life = sockets.current();
      const done = machine.unlink();
      // Best effort: without a connection the device stays on the phone's list until somebody removes it there.
      if (life?.isOpen() === true) await life.socket.logout().catch(() => {});
      life?.end(new GivenUpError("unlinked"));
      await done;
    },
    async stop() {
      if (!stopping.signal.aborted) {
        stopping.abort();
        room.sendHome("stopped");
        sockets.current()?.end(new GivenUpError("stopped"));
        if (watcher === undefined) end();
      }
      await ended;
      sockets.end();
      await lease.release().catch((error: unknown) => {
        // On a disk that is full it runs out by itself.
        if (!(error instanceof SessionUnwritableError)) throw error;
      });
    },
    numbers: () => ({
      connects: sockets.count(),
      disconnects: { ...machine.disconnects },
      watchdog: (machine.disconnects["watchdog"] ?? 0) + (machine.disconnects["upgrade"] ?? 0),
      listeners: sockets.current()?.listeners() ?? 0,
    }),
  };
}
