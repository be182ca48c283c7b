import { describe, expect, it, type TestContext } from "vitest";
import { openWhatsAppStore, type WhatsAppStore } from "../../../../src/stores/whatsapp-store.ts";
import { type DarkWire, openDarkWire } from "../../../support/dark-wire.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import {
  comesBack,
  openConnection,
  type TestConnection,
  type TestOptions,
} from "../../../support/whatsapp-connection.ts";
import { startWhatsApp, type WhatsAppServer } from "../../../support/whatsapp-server/server.ts";

loopbackOnly();

/** What takes seconds because somebody is silent or stays away: all at the same time, each with a server of its own. */
type Linked = {
  server: WhatsAppServer;
  connection: TestConnection;
  /** The bot's connection, as the server has it. */
  wire(): ReturnType<WhatsAppServer["connections"]>[number];
};

type Around = { server: WhatsAppServer; store: WhatsAppStore };

async function linked(
  { onTestFinished }: TestContext,
  options: TestOptions | ((around: Around) => Promise<TestOptions>) = {},
): Promise<Linked> {
  const server = await startWhatsApp({ oneTimeKeys: "none" });
  const store = await openWhatsAppStore("", undefined);
  const given = typeof options === "function" ? await options({ server, store }) : options;
  const connection = await openConnection(server, { store, ...given });
  onTestFinished(async () => {
    await connection.close();
    await server.stop();
    expect(server.unhandled).toEqual([]);
    // A busy server may hear of a new one before it hears that the last was cut off.
    expect(connection.overlaps).toBe(0);
  });
  await connection.start(
    () => {},
    () => {},
  );
  await connection.linkUp();
  return {
    server,
    connection,
    wire() {
      const [wire] = server.connections();
      if (wire === undefined) throw new Error("nobody is connected");
      return wire;
    },
  };
}

/** Nothing is tried for many times as long as it would otherwise take. */
async function staysAway(connection: TestConnection, before: number): Promise<void> {
  const trying = connection.until(() => connection.numbers().connects > before, "nothing", 600);
  await expect(trying).rejects.toThrow("waited for nothing");
}

describe.concurrent("a connection that ends", () => {
  it("is made again when pings are no longer answered", async (context) => {
    const { connection, wire } = await linked(context, { timing: { keepAliveMs: 300, queryMs: 500 } });
    const { connects } = connection.numbers();
    wire().freeze();
    await comesBack(connection, connects);
    expect(connection.numbers().disconnects).toMatchObject({ 408: 1 });
  });

  it("waits longer each time, and begins anew only after a connection that lasted", async (context) => {
    const timing = { reconnect: { firstMs: 200, mostMs: 1_600 }, stableMs: 500 };
    const { server, connection, wire } = await linked(context, { timing });
    server.faults.refuseLogin(503, 4);
    const mark = server.events.length;
    wire().kill();
    await connection.until(
      () => connection.numbers().connects === 7 && connection.state().kind === "open",
      "it is back",
    );
    const waits = waitsIn(server.events.slice(mark));
    // 200, 400, 800, 1,600 and 1,600 ms, each less up to a half; on a busy machine all of them come later.
    for (const [index, least] of [100, 200, 400, 800, 800].entries())
      expect(waits[index]).toBeGreaterThanOrEqual(least - 5);
    expect(failuresTold(connection)).toEqual([1, 2, 3, 4, 5]);

    const { since } = connection.state();
    await connection.until(() => Date.now() - since > 600, "a connection that lasted");
    wire().kill();
    await comesBack(connection, 7);
    expect(failuresTold(connection).at(-1)).toBe(1);
  });

  /** How often in a row it had failed, each time it said that it did. */
  function failuresTold({ logged }: TestConnection): unknown[] {
    return logged.flatMap(({ event, fields }) => (event === "not_receiving" ? [fields?.count] : []));
  }

  function waitsIn(happened: WhatsAppServer["events"]): number[] {
    const times = happened.filter(({ kind }) => kind === "connected" || kind === "closed");
    return times.flatMap(({ kind, at }, index) => {
      const before = times[index - 1];
      return kind === "connected" && before?.kind === "closed" ? [at - before.at] : [];
    });
  }
});

describe.concurrent("a connection that must not be made again", () => {
  it("is left to the other program that uses the same link, until an operator takes it back", async (context) => {
    const { server, connection } = await linked(context);
    const { connects } = connection.numbers();
    server.account.replace();
    const { detail } = await connection.becomes("replaced");
    expect(detail).toMatch(/Another program.*desk whatsapp pair/);
    await staysAway(connection, connects);
    expect(connection.logged.map(({ event }) => event)).toContain("conflict");
    await connection.linkUp();
    expect(connection.steps.at(-1)).toEqual({ kind: "paired" });
    expect(connection.numbers().connects).toBe(connects + 1);
  });

  it.for([
    [403, "banned"],
    [411, "refused"],
  ] as const)("stops at %i and keeps its session", async ([reason, kind], context) => {
    const { server, connection, wire } = await linked(context);
    server.faults.refuseLogin(reason);
    wire().kill();
    await connection.becomes(kind);
    const { connects } = connection.numbers();
    await staysAway(connection, connects);
    expect(await connection.store.creds()).toBeDefined();
    expect(connection.state().kind).toBe(kind);
  });

  it("is not made while another process owns the session, which is not touched", async (context) => {
    let isOurs = true;
    const lease = { take: async () => isOurs, release: async () => {} };
    let writes = 0;
    const { server, connection } = await linked(context, async ({ store: { store, lease: own } }) => {
      await own.take();
      const watched = {
        ...store,
        write(...given: Parameters<typeof store.write>) {
          writes += 1;
          return store.write(...given);
        },
      };
      return { parts: { lease, store: watched } };
    });
    isOurs = false;
    await connection.becomes("busy");
    await connection.until(() => server.connections().length === 0, "the end of the connection");
    const before = writes;
    const { connects } = connection.numbers();
    await staysAway(connection, connects);
    expect(writes).toBe(before);
    isOurs = true;
    await connection.becomes("open");
  });

  it("is made no more after it was stopped", async (context) => {
    const { connection } = await linked(context);
    const { connects } = connection.numbers();
    await connection.stop();
    await staysAway(connection, connects);
  });
});

describe.concurrent("a server that gives no sign", () => {
  it("is given up when nothing is heard before the login, whatever the library thinks", async (context) => {
    const timing = { watchdogMs: 1_200, connectMs: 60_000 };
    const { server, connection, wire } = await linked(context, { timing });
    const { connects } = connection.numbers();
    server.faults.mute(2);
    wire().kill();
    await comesBack(connection, connects + 2);
    expect(connection.numbers()).toMatchObject({ watchdog: 2 });
  });

  it("is given up when it lets in but answers no question, and cut off when it says no goodbye", async (context) => {
    const timing = { watchdogMs: 1_200, queryMs: 60_000, closeMs: 100 };
    const { server, connection, wire } = await linked(context, { timing });
    const { connects } = connection.numbers();
    const lift = server.faults.silence("encrypt");
    wire().kill();
    await connection.until(() => connection.numbers().watchdog === 1, "the watchdog");
    lift();
    await comesBack(connection, connects + 1);
    await connection.until(() => server.connections().length === 1, "the end of the one that was cut off");
  });

  it("is given up when the wire is dead, though no goodbye comes back", async (context) => {
    const { promise, resolve } = Promise.withResolvers<DarkWire>();
    const { connection } = await linked(context, async ({ server }) => {
      const between = await openDarkWire(server.port);
      resolve(between);
      const url = `ws://127.0.0.1:${between.port}/ws/chat`;
      return { settings: { url }, timing: { keepAliveMs: 200, queryMs: 500 } };
    });
    const between = await promise;
    const { connects } = connection.numbers();
    between.goDark();
    const darkAt = performance.now();
    await comesBack(connection, connects);
    // The library's 5 s of patience and our 0.3 s, not the half minute that the WebSocket would wait for a goodbye.
    expect(performance.now() - darkAt).toBeLessThan(20_000);
    between.goDark();
    const began = performance.now();
    await connection.stop();
    expect(performance.now() - began).toBeLessThan(20_000);
    between.close();
  });
});
