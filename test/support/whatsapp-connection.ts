import { DEFAULT_CONNECTION_CONFIG } from "@whiskeysockets/baileys";
import type { ConnectionParts, Socket, WhatsAppSettings } from "../../src/channels/whatsapp/connect/connection.ts";
import {
  type Connection,
  type ConnectionState,
  createConnection,
} from "../../src/channels/whatsapp/connect/connection.ts";
import { type Timing, usualTiming } from "../../src/channels/whatsapp/connect/timing.ts";
import type { PairingStep } from "../../src/chat/pairing.ts";
import type { LogEvent, LogFields } from "../../src/log.ts";
import { openWhatsAppStore, type WhatsAppStore } from "../../src/stores/whatsapp-store.ts";
import type { WhatsAppServer } from "./whatsapp-server/server.ts";

/** Quick enough for tests, slow enough for two busy cores. */
export const quickTiming: Timing = {
  ...usualTiming,
  connectMs: 4_000,
  watchdogMs: 6_000,
  keepAliveMs: 10_000,
  queryMs: 3_000,
  reconnect: { firstMs: 20, mostMs: 200 },
  refused: { firstMs: 50, mostMs: 400 },
  stableMs: 60_000,
  leaseMs: 200,
  closeMs: 300,
  codeMs: 300,
  linkMs: 8_000,
};

/** A connection against the stand-in, with all that was seen of it. */
export type TestConnection = Connection & {
  store: WhatsAppStore["store"];
  states: ConnectionState["kind"][];
  steps: PairingStep[];
  logged: { event: LogEvent; fields: LogFields | undefined }[];
  /** How often it was said to be usable, and not to be. */
  usable: number;
  unusable: number;
  sockets: Socket[];
  /** How many of them began while an earlier one was not given up. */
  overlaps: number;
  attached(): number;
  /** Resolves when the state is this. */
  becomes(kind: ConnectionState["kind"], timeoutMs?: number): Promise<ConnectionState>;
  /** Resolves when this is so; asked whenever something happened. */
  until<T>(probe: () => T | undefined | false, what: string, timeoutMs?: number): Promise<T>;
  /** Links by QR and waits until it is open. */
  linkUp(): Promise<void>;
  /** Stops it and closes its store. */
  close(): Promise<void>;
};

export type TestOptions = {
  timing?: Partial<Timing>;
  settings?: Partial<WhatsAppSettings>;
  store?: WhatsAppStore;
  attach?: (socket: Socket) => () => void;
  parts?: Partial<ConnectionParts>;
};

export async function openConnection(server: WhatsAppServer, options: TestOptions = {}): Promise<TestConnection> {
  const opened = options.store ?? (await openWhatsAppStore("", undefined));
  const seen = {
    states: [] as ConnectionState["kind"][],
    steps: [] as PairingStep[],
    logged: [] as TestConnection["logged"],
    usable: 0,
    unusable: 0,
    sockets: [] as Socket[],
    overlaps: 0,
  };
  let attached = 0;
  const write = (event: LogEvent, fields?: LogFields) => void seen.logged.push({ event, fields });
  const connection = createConnection({
    store: opened.store,
    lease: opened.lease,
    settings: { url: server.url, rootKey: server.rootKey, version: undefined, verify: "strict", ...options.settings },
    log: { debug: write, info: write, warn: write, error: write },
    timing: { ...quickTiming, ...options.timing },
    attach(socket) {
      if (seen.sockets.some(({ ws }) => ws.isOpen || ws.isConnecting)) seen.overlaps += 1;
      seen.sockets.push(socket);
      attached += 1;
      const detach = options.attach?.(socket);
      return () => {
        attached -= 1;
        detach?.();
      };
    },
    repository: DEFAULT_CONNECTION_CONFIG.makeSignalRepository,
    getMessage: async () => undefined,
    ...options.parts,
  });

  function until<T>(probe: () => T | undefined | false, what: string, timeoutMs = 60_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const look = () => {
        const { kind } = connection.state();
        if (seen.states.at(-1) !== kind) seen.states.push(kind);
        const found = probe();
        if (found !== undefined && found !== false) return resolve(found);
        if (performance.now() - started > timeoutMs)
          return reject(new Error(`waited for ${what}; states: ${seen.states.join(" ")}`));
        setTimeout(look, 2);
      };
      look();
    });
  }

  const test: TestConnection = Object.assign(seen, {
    ...connection,
    store: opened.store,
    attached: () => attached,
    until,
    becomes: (kind: ConnectionState["kind"], timeoutMs?: number) =>
      until(() => connection.state().kind === kind && connection.state(), `state ${kind}`, timeoutMs),
    async pair(...[request, step, signal]: Parameters<Connection["pair"]>) {
      await connection.pair(
        request,
        (told) => {
          seen.steps.push(told);
          step(told);
        },
        signal,
      );
    },
    async start() {
      await connection.start(
        () => {
          seen.usable += 1;
        },
        () => {
          seen.unusable += 1;
        },
      );
    },
    async linkUp() {
      await test.pair(
        {},
        (step) => {
          if (step.kind === "qr") void server.account.scan(step.text);
        },
        new AbortController().signal,
      );
      await test.becomes("open");
    },
    async close() {
      await connection.stop();
      await opened.close();
    },
  });
  return test;
}

/** Resolves when it is connected again, by another socket. */
export async function comesBack(connection: TestConnection, before: number): Promise<void> {
  await connection.until(
    () => connection.numbers().connects > before && connection.state().kind === "open",
    "a new connection",
  );
}

/** The most connections that the server saw at one time. */
export function mostAtOnce({ events }: WhatsAppServer): number {
  let now = 0;
  let most = 0;
  for (const { kind } of events) {
    if (kind === "connected") now += 1;
    if (kind === "closed") now -= 1;
    most = Math.max(most, now);
  }
  return most;
}
