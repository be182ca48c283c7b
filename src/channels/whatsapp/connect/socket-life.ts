import type { ConnectionState as Update } from "@whiskeysockets/baileys";
import type { Socket } from "./connection.ts";
import { GivenUpError } from "./disconnects.ts";
import { watchOver } from "./liveness.ts";
import type { Timing } from "./timing.ts";

/** One socket from its making to its end. */
export type Life = {
  socket: Socket;
  isOpen(): boolean;
  /** Resolves to what ended it (an error, or nothing), when it is closed and no timer or handler of ours is left. */
  ended: Promise<unknown>;
  /** Says goodbye to the server. */
  end(reason: Error): void;
  /** Cuts the wire at once, so that nothing more is sent. */
  cut(reason: Error): void;
  /** Handlers on it, without those that wait for one answer. */
  listeners(): number;
};

/** What happens to a socket, as it happens; each is called in the life of this socket only. */
export type Happenings = {
  opened?(socket: Socket): void;
  qr?(text: string, socket: Socket): void;
  /** A phone has accepted the link; the server ends the socket next. */
  accepted?(): void;
  /** The identity has changed. */
  changed?(): void;
  /** The end of the backlog was not announced. */
  backlogUnannounced?(): void;
};

/** Makes a socket and looks after it: whoever connects next waits for `ended`, so that there is one at a time. */
export function beginLife(
  make: () => Socket,
  attach: (socket: Socket) => () => void,
  timing: Timing,
  happens: Happenings,
): Life {
  const { promise: ended, resolve } = Promise.withResolvers<unknown>();
  const timers = new Map<string, NodeJS.Timeout>();
  let reason: Error | undefined;
  let isOpen = false;
  let isOver = false;
  let isCaughtUp = false;
  let endWatch = () => {};

  const socket = make();
  const cutOff = cutOffWhenSlow(socket, timing.closeMs);
  const detach = attach(socket);

  function alarm(name: string, ms: number, ring: () => void): void {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(ring, ms));
  }

  function calm(...names: string[]): void {
    for (const name of names) clearTimeout(timers.get(name));
  }

  function end(error: Error): void {
    if (isOver) return;
    reason ??= error;
    isOpen = false;
    alarm("closing", 3 * timing.closeMs, () => over(undefined));
    void socket.end(error);
  }

  function over(error: unknown): void {
    if (isOver) return;
    isOver = true;
    isOpen = false;
    for (const timer of timers.values()) clearTimeout(timer);
    endWatch();
    socket.ws.off("frame", heard);
    socket.ws.off("unexpected-response", upgradeRefused);
    detach();
    void wireDown().then(() => resolve(reason ?? error));
  }

  /** The library reports the end when the server has said goodbye, which is before the wire is down. */
  function wireDown(): Promise<void> {
    if (socket.ws.isClosed) return Promise.resolve();
    return new Promise((done) => {
      const timer = setTimeout(cutOff, timing.closeMs);
      const late = setTimeout(down, 2 * timing.closeMs);
      function down(): void {
        clearTimeout(timer);
        clearTimeout(late);
        done();
      }
      socket.ws.once("close", down);
    });
  }

  function heard(): void {
    if (!isOpen) alarm("silence", timing.watchdogMs, tooLate);
  }

  function tooLate(): void {
    end(new GivenUpError("watchdog"));
  }

  /** The library waits for good when the upgrade is answered with anything but yes. */
  function upgradeRefused(_request: unknown, response: { statusCode?: number }): void {
    end(new GivenUpError("upgrade", String(response.statusCode ?? "")));
  }

  function opened(): void {
    isOpen = true;
    calm("silence", "login");
    socket.ws.off("frame", heard);
    endWatch = watchOver(socket, timing, () => end(new GivenUpError("deaf")));
    if (!isCaughtUp) alarm("backlog", timing.backlogMs, letGo);
    happens.opened?.(socket);
  }

  /** What the library does when the end of the backlog is announced; until then it holds back every message. */
  function letGo(): void {
    happens.backlogUnannounced?.();
    socket.ev.flush();
    socket.ev.emit("connection.update", { receivedPendingNotifications: true });
  }

  function update({ connection, qr, isNewLogin, receivedPendingNotifications, lastDisconnect }: Partial<Update>): void {
    if (isOver) return;
    if (qr !== undefined) {
      // From here on it is a person who lets us wait; the library ends it when the QRs run out.
      calm("silence", "login");
      socket.ws.off("frame", heard);
      happens.qr?.(qr, socket);
    }
    if (isNewLogin === true) {
      alarm("silence", timing.watchdogMs, tooLate);
      happens.accepted?.();
    }
    if (receivedPendingNotifications === true) {
      isCaughtUp = true;
      calm("backlog");
    }
    if (connection === "open" && reason === undefined) opened();
    if (connection === "close") over(lastDisconnect?.error);
  }

  socket.ws.on("frame", heard);
  socket.ws.on("unexpected-response", upgradeRefused);
  socket.ev.on("connection.update", update);
  socket.ev.on("creds.update", () => happens.changed?.());
  alarm("silence", timing.watchdogMs, tooLate);
  alarm("login", timing.loginMs, tooLate);

  return {
    socket,
    isOpen: () => isOpen,
    ended,
    end,
    cut(error) {
      end(error);
      cutOff();
    },
    listeners: () => countListeners(socket),
  };
}

/** A server that is gone answers no goodbye, for which the WebSocket would wait half a minute. Returns what cuts it off. */
function cutOffWhenSlow({ ws }: Socket, ms: number): () => void {
  const close = ws.close.bind(ws);
  const cutOff = () => {
    const raw: unknown = Reflect.get(ws, "socket");
    if (typeof raw === "object" && raw !== null && "terminate" in raw && typeof raw.terminate === "function")
      raw.terminate();
  };
  ws.close = () => {
    const timer = setTimeout(cutOff, ms);
    return close().finally(() => clearTimeout(timer));
  };
  return cutOff;
}

function countListeners({ ws }: Socket): number {
  const lasting = ws.eventNames().filter((name) => !String(name).startsWith("TAG:"));
  return lasting.reduce((count, name) => count + ws.listenerCount(name), 0);
}
