import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digitsOf } from "../../../../src/channels/whatsapp/connect/pairing.ts";
import type { PairingStep } from "../../../../src/chat/pairing.ts";
import { openWhatsAppStore, type WhatsAppStore } from "../../../../src/stores/whatsapp-store.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { openConnection, type TestConnection, type TestOptions } from "../../../support/whatsapp-connection.ts";
import { node } from "../../../support/whatsapp-server/nodes.ts";
import { startWhatsApp, type WhatsAppServer } from "../../../support/whatsapp-server/server.ts";

loopbackOnly();

const number = "628999000000";
let server: WhatsAppServer;
let store: WhatsAppStore;
const open: TestConnection[] = [];

beforeEach(async () => {
  server = await startWhatsApp({ number, refs: 3, oneTimeKeys: "none" });
  store = await openWhatsAppStore("", undefined);
});

afterEach(async () => {
  for (const connection of open.splice(0)) await connection.stop();
  await store.close();
  await server.stop();
  expect(server.unhandled).toEqual([]);
});

const nothing = () => {};

async function started(options: TestOptions = {}): Promise<TestConnection> {
  const connection = await openConnection(server, { store, ...options });
  open.push(connection);
  await connection.start(nothing, nothing);
  return connection;
}

type Attempt = { steps: PairingStep[]; done: Promise<void>; abort(): void };

function attempt(connection: TestConnection, phone?: string, on: (step: PairingStep) => void = nothing): Attempt {
  const stop = new AbortController();
  const steps: PairingStep[] = [];
  const step = (told: PairingStep) => {
    steps.push(told);
    on(told);
  };
  const done = connection.pair(phone === undefined ? {} : { phone }, step, stop.signal);
  return { steps, done, abort: () => stop.abort() };
}

/** The step of a kind, when it is told. */
function told<Kind extends PairingStep["kind"]>(connection: TestConnection, { steps }: Attempt, kind: Kind) {
  type Wanted = Extract<PairingStep, { kind: Kind }>;
  return connection.until(() => steps.find((step): step is Wanted => step.kind === kind), `a step "${kind}"`);
}

/** The sentence an attempt ends with. */
async function failure(linking: Attempt): Promise<string> {
  await linking.done;
  const last = linking.steps.at(-1);
  return last?.kind === "failed" ? last.text : `no failure but ${last?.kind}`;
}

async function leavesNothing(connection: TestConnection): Promise<void> {
  expect(await connection.store.creds()).toBeUndefined();
  expect(connection.self()).toBeUndefined();
  await connection.until(() => server.connections().length === 0, "no connection");
}

describe("without a link", () => {
  it("the connection waits and connects to nobody", async () => {
    const connection = await started();
    const trying = connection.until(() => connection.numbers().connects > 0, "nothing", 300);
    await expect(trying).rejects.toThrow("waited for nothing");
    expect(connection.state().kind).toBe("unpaired");
  });
});

describe("linking by QR", () => {
  it("goes from the QR to an open connection by itself, with a word at each step", async () => {
    const connection = await started();
    const linking = attempt(connection);
    const { text, secondsLeft } = await told(connection, linking, "qr");
    expect(secondsLeft).toBe(60);
    await server.account.scan(text);
    await linking.done;
    expect(linking.steps.map((step) => (step.kind === "said" ? step.text.slice(0, 14) : step.kind))).toEqual([
      "Connecting to ",
      "On the phone: ",
      "qr",
      "The phone has ",
      "paired",
    ]);
    expect(connection.state().kind).toBe("open");
    expect(connection.self()).toEqual({ pn: number, lid: "180000000000000" });
    expect(connection.numbers().disconnects).toEqual({});
    expect(connection.logged.map(({ event }) => event)).toContain("linked");
  });

  it("shows a new QR when one runs out, and ends with a sentence when none is left", async () => {
    const connection = await started({ timing: { qrMs: 120 } });
    const linking = attempt(connection);
    expect(await failure(linking)).toMatch(/Nobody used the code in time.*start again/);
    const qrs = linking.steps.flatMap((step) => (step.kind === "qr" ? [step.text] : []));
    expect(new Set(qrs).size).toBe(3);
    expect(connection.state().kind).toBe("unpaired");
    expect(connection.numbers().connects).toBe(1);
    await leavesNothing(connection);
    await connection.linkUp();
  });

  it("leaves nothing when it is broken off", async () => {
    const connection = await started();
    const linking = attempt(connection);
    await told(connection, linking, "qr");
    linking.abort();
    expect(await failure(linking)).toMatch(/broken off/);
    await leavesNothing(connection);
  });

  it("is finished when it is broken off after the phone has accepted", async () => {
    const connection = await started();
    const linking = attempt(connection, undefined, (step) => {
      if (step.kind === "qr") void server.account.scan(step.text);
      if (step.kind === "said" && step.text.startsWith("The phone has accepted")) linking.abort();
    });
    await linking.done;
    await connection.becomes("open");
    expect(await connection.store.creds()).toBeDefined();
  });

  it("tries again when the connection is lost before anybody scanned", async () => {
    const connection = await started();
    const linking = attempt(connection);
    await told(connection, linking, "qr");
    server.connections()[0]?.kill();
    const second = await connection.until(
      () => linking.steps.flatMap((step) => (step.kind === "qr" ? [step.text] : []))[1],
      "another QR",
    );
    expect(linking.steps).toContainEqual({ kind: "said", text: "The connection was lost; trying again." });
    await server.account.scan(second);
    await linking.done;
    expect(linking.steps.at(-1)).toEqual({ kind: "paired" });
  });

  it("gives up with a sentence when WhatsApp cannot be reached", async () => {
    server.faults.refuseUpgrade(503, 9);
    const connection = await started();
    expect(await failure(attempt(connection))).toMatch(/cannot be reached.*port 443/);
    expect(connection.numbers().connects).toBe(3);
    await leavesNothing(connection);
  });

  it.each([
    [403, /blocked the linked number.*ask for a review/],
    [405, /WHATSAPP_VERSION/],
    [401, /refuses this link.*four devices/],
  ])("ends with what to do when it is refused with %i", async (reason, sentence) => {
    const connection = await started();
    const linking = attempt(connection);
    await told(connection, linking, "qr");
    server.connections()[0]?.send(node("failure", { reason: String(reason), location: "xyz" }));
    expect(await failure(linking)).toMatch(sentence);
    expect(connection.state().kind).toBe("unpaired");
    await leavesNothing(connection);
  });

  it("says that the device must be removed when the session cannot be written", async () => {
    const full = {
      ...store.store,
      write: () => Promise.reject(new Error("disk full")),
    };
    const connection = await started({ parts: { store: full } });
    const linking = attempt(connection);
    const { text } = await told(connection, linking, "qr");
    void server.account.scan(text).catch(nothing);
    expect(await failure(linking)).toMatch(/could not be written.*Linked devices/);
    expect(connection.state().kind).toBe("unpaired");
  });

  it("says so when the login does not follow, and goes on trying", async () => {
    const connection = await started({ timing: { linkMs: 500 } });
    const linking = attempt(connection);
    const { text } = await told(connection, linking, "qr");
    server.faults.refuseUpgrade(503, 6);
    await server.account.scan(text);
    expect(await failure(linking)).toMatch(/keeps trying/);
    await connection.becomes("open");
  });

  it("starts anew after the device was removed on the phone", async () => {
    const connection = await started();
    await connection.linkUp();
    const before = await connection.store.creds();
    server.account.unlink();
    await connection.becomes("logged_out");
    await connection.linkUp();
    expect(await connection.store.creds()).not.toBe(before);
    expect(connection.steps.at(-1)).toEqual({ kind: "paired" });
  });
});

describe("linking by code", () => {
  it("asks for a code for the digits, once WhatsApp is ready, and goes on by itself", async () => {
    const connection = await started();
    const linking = attempt(connection, "+62 899-900 0000");
    const { code } = await told(connection, linking, "code");
    expect(code).toMatch(/^[0-9A-Z]{8}$/);
    expect(await server.next("code")).toMatchObject({ number });
    expect(server.events.map(({ kind }) => kind).slice(0, 3)).toEqual(["connected", "pairing", "code"]);
    await server.account.enterCode(code);
    await linking.done;
    expect(linking.steps.map(({ kind }) => kind)).toEqual(["said", "said", "code", "said", "paired"]);
    expect(connection.state().kind).toBe("open");
  });

  it("leaves no half login when it is broken off, though the number was named", async () => {
    const connection = await started();
    const linking = attempt(connection, number);
    await told(connection, linking, "code");
    linking.abort();
    expect(await failure(linking)).toMatch(/broken off/);
    await leavesNothing(connection);
    await connection.stop();
    const after = await started();
    expect(after.state().kind).toBe("unpaired");
    await after.linkUp();
  });

  it("asks for no second code within the minute", async () => {
    const connection = await started({ timing: { codeMs: 3_000 } });
    const first = attempt(connection, number);
    await told(connection, first, "code");
    const asked = await server.next("code");
    first.abort();
    await first.done;
    const second = attempt(connection, number);
    await told(connection, second, "code");
    const again = await server.next("code");
    // What is asked for may arrive later than it was sent.
    expect(again.at - asked.at).toBeGreaterThan(2_000);
    expect(second.steps.map((step) => ("text" in step ? step.text : ""))).toContainEqual(
      expect.stringMatching(/one code a minute; the next one comes in \d s/),
    );
    second.abort();
    await second.done;
  });

  it("says so when nobody enters it in time", async () => {
    const connection = await started({ timing: { qrMs: 300 } });
    const linking = attempt(connection, number);
    expect(await failure(linking)).toMatch(/Nobody used the code in time/);
    expect(linking.steps.filter(({ kind }) => kind === "code")).toHaveLength(1);
  });

  it("says so when WhatsApp gives no code", async () => {
    server.faults.silence("md");
    const connection = await started();
    const linking = attempt(connection, number);
    await server.next("query", ({ key }) => key.startsWith("md"));
    server
      .connections()[0]
      ?.send(node("iq", { from: "s.whatsapp.net", type: "error", id: "1" }, [node("error", { code: "429" })]));
    expect(await failure(linking)).toMatch(/gives no code for this number/);
    await leavesNothing(connection);
  });

  it.each(["0812345678", "12345", "nomor saya", "62812345678901234", ""])("refuses %j as a number", async (phone) => {
    const connection = await started();
    expect(await failure(attempt(connection, phone))).toMatch(/no phone number.*6281234567890/);
    expect(connection.numbers().connects).toBe(0);
  });

  it("takes numbers as people write them", () => {
    expect(["+62 812-3456-7890", "62 (812) 3456.7890"].map(digitsOf)).toEqual(["6281234567890", "6281234567890"]);
  });
});

describe("asking to link", () => {
  it("is refused while somebody else is linking", async () => {
    const connection = await started();
    const first = attempt(connection);
    await told(connection, first, "qr");
    expect(await failure(attempt(connection))).toMatch(/Somebody is linking/);
    first.abort();
    await first.done;
  });

  it("is refused while a number is linked, and changes nothing", async () => {
    const connection = await started();
    await connection.linkUp();
    const before = await connection.store.creds();
    expect(await failure(attempt(connection))).toMatch(/linked already.*unlink/);
    expect(await connection.store.creds()).toBe(before);
    expect(connection.state().kind).toBe("open");
  });

  it("is answered with what to do while the number is blocked", async () => {
    const connection = await started();
    await connection.linkUp();
    server.faults.refuseLogin(403);
    server.connections()[0]?.kill();
    await connection.becomes("banned");
    expect(await failure(attempt(connection))).toMatch(/ask for a review/);
  });

  it("is refused while another process owns the session", async () => {
    const connection = await started({ parts: { lease: { take: async () => false, release: async () => {} } } });
    expect(await failure(attempt(connection))).toMatch(/Another process uses this session/);
    expect(connection.numbers().connects).toBe(0);
  });

  it("is refused before the start and after the stop", async () => {
    const connection = await openConnection(server, { store });
    expect(await failure(attempt(connection))).toMatch(/not ready/);
    await connection.stop();
    expect(await failure(attempt(connection))).toMatch(/is stopping/);
  });

  it("ends with the service, soon", async () => {
    const connection = await started();
    const linking = attempt(connection, number);
    await told(connection, linking, "code");
    const began = performance.now();
    await connection.stop();
    expect(await failure(linking)).toMatch(/is stopping/);
    expect(performance.now() - began).toBeLessThan(4_000);
    await leavesNothing(connection);
  });
});
