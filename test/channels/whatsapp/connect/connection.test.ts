import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LeaseLostError, SessionDamagedError } from "../../../../src/chat/session-store.ts";
import { SendError } from "../../../../src/delivery/send-error.ts";
import { openWhatsAppStore, type WhatsAppStore } from "../../../../src/stores/whatsapp-store.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import {
  comesBack,
  mostAtOnce,
  openConnection,
  type TestConnection,
  type TestOptions,
} from "../../../support/whatsapp-connection.ts";
import { startWhatsApp, type WhatsAppServer } from "../../../support/whatsapp-server/server.ts";

loopbackOnly();

let server: WhatsAppServer;
let store: WhatsAppStore;
const open: TestConnection[] = [];

beforeEach(async () => {
  server = await startWhatsApp({ oneTimeKeys: "none" });
  store = await openWhatsAppStore("", undefined);
});

afterEach(async () => {
  for (const connection of open.splice(0)) await connection.stop();
  await store.close();
  await server.stop();
  expect(server.unhandled).toEqual([]);
  expect(mostAtOnce(server)).toBeLessThanOrEqual(1);
});

const nothing = () => {};

async function started(options: TestOptions = {}): Promise<TestConnection> {
  const connection = await openConnection(server, { store, ...options });
  open.push(connection);
  await connection.start(nothing, nothing);
  return connection;
}

async function linked(options: TestOptions = {}): Promise<TestConnection> {
  const connection = await started(options);
  await connection.linkUp();
  return connection;
}

/** The bot's connection, as the server has it. */
function wire() {
  const [connection] = server.connections();
  if (connection === undefined) throw new Error("nobody is connected");
  return connection;
}

function events(connection: TestConnection): string[] {
  return connection.logged.map(({ event }) => event);
}

describe("a connection that ends", () => {
  it.each<[string, string, () => void]>([
    ["515", "asks for a restart", () => wire().streamError(515)],
    ["428", "tears", () => wire().kill()],
    ["428", "ends politely", () => wire().end()],
    ["503", "says that it has trouble", () => wire().streamError(503)],
  ])("is made again (%s) when the server %s", async (code, _what, breakIt) => {
    const connection = await linked();
    const { connects, disconnects } = connection.numbers();
    breakIt();
    await comesBack(connection, connects);
    expect(connection.numbers().disconnects[code]).toBe((disconnects[code] ?? 0) + 1);
    expect(connection.numbers().connects).toBe(connects + 1);
    expect(connection.usable).toBe(2);
    expect(connection.unusable).toBe(1);
  });

  it("is made again when the server accepts and never speaks", async () => {
    const connection = await linked({ timing: { connectMs: 300 } });
    const { connects } = connection.numbers();
    server.faults.mute();
    wire().kill();
    await comesBack(connection, connects + 1);
    expect(connection.numbers().disconnects).toMatchObject({ 408: 1 });
  });

  it("is made again when nobody listens for a while", async () => {
    const connection = await linked();
    const { port } = server;
    await server.stop();
    await connection.until(() => (connection.numbers().disconnects["408"] ?? 0) >= 2, "refused connections");
    expect(connection.state().kind).not.toBe("open");
    // Another server, which does not know the device.
    server = await startWhatsApp({ port });
    await connection.until(() => server.events.some(({ kind }) => kind === "connected"), "a connection");
  });

  it("is made again when the login fails for a moment", async () => {
    const connection = await linked();
    const { connects } = connection.numbers();
    server.faults.refuseLogin(503, 2);
    wire().kill();
    await comesBack(connection, connects + 2);
    expect(events(connection)).toContain("receiving_again");
  });

  it("does not spin when every connection asks for a restart", async () => {
    const connection = await linked({ timing: { reconnect: { firstMs: 60_000, mostMs: 60_000 } } });
    const { connects } = connection.numbers();
    wire().streamError(515);
    await connection.until(
      () => server.connections()[0]?.stage === "open" && connection.state().kind === "open",
      "back",
    );
    wire().streamError(515);
    await connection.becomes("waiting");
    expect(connection.numbers().connects).toBe(connects + 1);
  });

  it("flaps twenty times with one socket at a time and no listener more", async () => {
    const connection = await linked({ timing: { reconnect: { firstMs: 5, mostMs: 20 } } });
    const { listeners } = connection.numbers();
    const process0 = processListeners();
    for (let round = 0; round < 20; round += 1) {
      const { connects } = connection.numbers();
      wire().kill();
      await comesBack(connection, connects);
      await connection.until(() => server.connections().length === 1, "one connection");
      expect(connection.attached()).toBe(1);
    }
    // Queries of a log-in that are not answered yet listen a while longer; one more each round would be twenty.
    expect(connection.numbers().listeners - listeners).toBeLessThan(15);
    expect(processListeners()).toBe(process0);
    await connection.stop();
    expect(connection.attached()).toBe(0);
    expect(connection.numbers().listeners).toBe(0);
  });
});

function processListeners(): number {
  return process.eventNames().reduce((count, name) => count + process.listenerCount(name), 0);
}

describe("a connection that must not be made again", () => {
  it("forgets its session, and only then, when the device was removed on the phone", async () => {
    const connection = await linked();
    server.account.unlink();
    const { detail } = await connection.becomes("logged_out");
    expect(detail).toMatch(/removed this device.*desk whatsapp pair/);
    expect(await connection.store.creds()).toBeUndefined();
    expect(connection.self()).toBeUndefined();
    await connection.linkUp();
  });

  it("forgets its session when the login says that the device was removed", async () => {
    const connection = await linked();
    server.faults.refuseLogin(401);
    wire().kill();
    await connection.becomes("logged_out");
    expect(await connection.store.creds()).toBeUndefined();
  });

  it("keeps its session when a proxy on the way says 401", async () => {
    const connection = await linked();
    const { connects } = connection.numbers();
    server.faults.refuseUpgrade(401, 2);
    wire().kill();
    await comesBack(connection, connects + 2);
    expect(connection.numbers()).toMatchObject({ watchdog: 2, disconnects: { upgrade: 2 } });
  });

  it("tries slowly when its version is too old, and says what to do", async () => {
    const connection = await linked({ timing: { refused: { firstMs: 400, mostMs: 400 } } });
    server.faults.refuseLogin(405);
    wire().kill();
    const { detail } = await connection.becomes("refused");
    expect(detail).toMatch(/WHATSAPP_VERSION/);
    const refusedAt = performance.now();
    await connection.becomes("open");
    expect(performance.now() - refusedAt).toBeGreaterThan(190);
  });
});

describe("a server that gives no sign", () => {
  it("is given up when the upgrade is answered with anything but yes", async () => {
    const connection = await linked();
    const { connects } = connection.numbers();
    server.faults.refuseUpgrade(503, 3);
    wire().kill();
    await comesBack(connection, connects + 3);
    expect(connection.numbers().disconnects).toMatchObject({ upgrade: 3 });
  });

  it("is given up when it is deaf: nothing comes, and a question gets no answer", async () => {
    const connection = await linked({ timing: { quietMs: 250, queryMs: 250 } });
    const { connects } = connection.numbers();
    const lift = server.faults.silence("encrypt/get/count");
    await connection.until(() => connection.numbers().disconnects["deaf"] === 1, "deafness");
    lift();
    await comesBack(connection, connects);
    expect(events(connection)).toContain("deaf");
  });

  it("is let be when it is only quiet", async () => {
    const connection = await linked({ timing: { quietMs: 100 } });
    const asked = () => server.events.filter((event) => event.kind === "query" && event.key === "encrypt/get/count");
    const before = asked().length;
    await connection.until(() => asked().length >= before + 3, "three questions");
    expect(connection.numbers().disconnects["deaf"]).toBeUndefined();
    expect(connection.state().kind).toBe("open");
  });

  it("is left for a new socket when nothing came for very long", async () => {
    const connection = await linked({ timing: { quietMs: 100, renewMs: 600 } });
    const { connects } = connection.numbers();
    await comesBack(connection, connects);
    expect(connection.numbers().disconnects).toMatchObject({ deaf: 1 });
  });

  it("is left when messages come in and the library does not get round to them", async () => {
    const connection = await linked({ timing: { stuckMs: 300 } });
    const { connects } = connection.numbers();
    const [socket] = connection.sockets.slice(-1);
    void socket?.messageMutex.mutex(() => new Promise(() => {}));
    const id = await server.person().says("halo");
    await comesBack(connection, connects);
    expect(connection.numbers().disconnects).toMatchObject({ deaf: 1 });
    await server.next("receipt", (receipt) => receipt.id === id);
  });

  it("gets its messages through though it never announces the end of the backlog", async () => {
    const texts: unknown[] = [];
    const connection = await linked({
      timing: { backlogMs: 300 },
      attach(socket) {
        const arrived = ({ messages }: { messages: unknown[] }) => void texts.push(...messages);
        // As if it never came.
        socket.ws.removeAllListeners("CB:ib,,offline");
        socket.ev.on("messages.upsert", arrived);
        return () => socket.ev.off("messages.upsert", arrived);
      },
    });
    const { connects } = connection.numbers();
    wire().kill();
    await server.person().says("halo");
    await comesBack(connection, connects);
    await connection.until(() => texts.length === 1, "the message");
    expect(events(connection)).toContain("backlog_unannounced");
  });
});

describe("the session", () => {
  it("that turns out to be another's at a write ends the connection before anything is acknowledged", async () => {
    let isLost = false;
    await store.lease.take();
    const losing = {
      ...store.store,
      write: (...given: Parameters<typeof store.store.write>) =>
        isLost ? Promise.reject(new LeaseLostError()) : store.store.write(...given),
    };
    const connection = await linked({ parts: { store: losing } });
    isLost = true;
    const id = await server.person().says("halo");
    await connection.until(() => connection.numbers().disconnects["lease"], "the end of the connection");
    expect(server.pending().map((letter) => letter.id)).toContain(id);
    isLost = false;
    await connection.becomes("open");
    await server.next("receipt", (receipt) => receipt.id === id);
  });

  it("that cannot be written ends the connection, and the message comes again", async () => {
    let isFull = false;
    const full = {
      ...store.store,
      write: (...given: Parameters<typeof store.store.write>) =>
        isFull ? Promise.reject(new Error("disk full")) : store.store.write(...given),
    };
    const connection = await linked({ parts: { store: full } });
    isFull = true;
    const id = await server.person().says("halo");
    await connection.until(() => connection.numbers().disconnects["store"], "the end of the connection");
    isFull = false;
    await server.next("receipt", (receipt) => receipt.id === id && receipt.type !== "retry");
    expect(server.pending()).toEqual([]);
  });

  it("that is damaged stops the start with the store's own sentence", async () => {
    const damaged = { ...store.store, creds: () => Promise.reject(new SessionDamagedError("Do this and that.")) };
    const connection = await openConnection(server, { store, parts: { store: damaged } });
    await expect(connection.start(nothing, nothing)).rejects.toThrow("Do this and that.");
    expect(connection.numbers().connects).toBe(0);
    await connection.stop();
  });

  it("goes on after a restart from the store alone", async () => {
    const first = await linked();
    await first.stop();
    const second = await started();
    await second.becomes("open");
    expect(second.self()?.pn).toBe(server.account.number);
    expect(server.events.filter(({ kind }) => kind === "pairing")).toHaveLength(1);
  });

  it("is logged out and forgotten when it is unlinked", async () => {
    const connection = await linked();
    await connection.unlink();
    expect(connection.state().kind).toBe("unpaired");
    expect(await connection.store.creds()).toBeUndefined();
    await server.next("logout");
    expect(server.account.paired()).toBe(false);
    await connection.linkUp();
  });

  it("is forgotten when it is unlinked without a connection", async () => {
    const connection = await linked();
    server.account.replace();
    await connection.becomes("replaced");
    await connection.unlink();
    expect(connection.state().kind).toBe("unpaired");
    expect(await connection.store.creds()).toBeUndefined();
  });
});

describe("whoever needs the socket", () => {
  const soon = () => ({ deadline: Date.now() + 5_000, signal: new AbortController().signal });
  const kindOf = (sent: Promise<unknown>) =>
    sent.then(
      () => "sent",
      (error: unknown) => (error instanceof SendError ? error.kind : String(error)),
    );

  it("gets it when it is open, and waits when it is about to be", async () => {
    const connection = await linked();
    const before = await connection.socket(soon());
    wire().kill();
    await connection.until(() => connection.state().kind !== "open", "the end");
    const after = await connection.socket(soon());
    expect(after).not.toBe(before);
  });

  it("is told at once when there is no link, no time or no wish left", async () => {
    const connection = await started();
    expect(await kindOf(connection.socket(soon()))).toBe("offline");
    await connection.linkUp();
    server.faults.mute(100);
    wire().kill();
    await connection.until(() => connection.state().kind !== "open", "the end");
    expect(await kindOf(connection.socket({ ...soon(), deadline: Date.now() + 50 }))).toBe("expired");
    expect(await kindOf(connection.socket({ ...soon(), signal: AbortSignal.abort() }))).toBe("stopped");
    const waiting = kindOf(connection.socket(soon()));
    await connection.stop();
    expect(await waiting).toBe("stopped");
  });
});

describe("stopping", () => {
  it.each<[string, (connection: TestConnection) => Promise<unknown>]>([
    ["while it is open", async () => {}],
    [
      "while it connects",
      async (connection) => {
        server.faults.mute(9);
        wire().streamError(515);
        await connection.becomes("connecting");
        await connection.until(() => server.connections().length === 1, "a mute connection");
      },
    ],
    [
      "while it waits to connect",
      async (connection) => {
        server.faults.refuseUpgrade(503, 99);
        wire().kill();
        await connection.becomes("waiting");
      },
    ],
    ["while the server is frozen", async () => wire().freeze()],
    [
      "while nothing may be tried",
      async (connection) => {
        server.account.replace();
        await connection.becomes("replaced");
      },
    ],
  ])("ends soon %s, and twice is once", async (_when, bring) => {
    const connection = await linked({ timing: { reconnect: { firstMs: 60_000, mostMs: 60_000 } } });
    await bring(connection);
    const began = performance.now();
    await Promise.all([connection.stop(), connection.stop()]);
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(connection.state().kind).toBe("stopped");
    expect(connection.attached()).toBe(0);
    await connection.ended;
    await connection.until(() => server.connections().length === 0, "no connection");
  });

  it("before anything began is fine too", async () => {
    const connection = await openConnection(server, { store });
    await connection.stop();
    await connection.ended;
  });
});

describe("a connection that has only just begun", () => {
  it.each(["stop", "unlink"] as const)("lets %s end it before it has a socket", async (how) => {
    const before = await linked();
    await before.stop();
    const connection = await started();
    await connection[how]();
    expect(connection.numbers().connects).toBe(0);
    expect(server.connections()).toEqual([]);
  });
});
