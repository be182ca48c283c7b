import { Curve, WA_CERT_DETAILS } from "@whiskeysockets/baileys";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkSignatures } from "../../../../src/channels/whatsapp/connect/verify.ts";
import { openWhatsAppStore, type WhatsAppStore } from "../../../../src/stores/whatsapp-store.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { openConnection, type TestConnection, type TestOptions } from "../../../support/whatsapp-connection.ts";
import { startWhatsApp, type WhatsAppServer } from "../../../support/whatsapp-server/server.ts";

loopbackOnly();

const shippedRoot = WA_CERT_DETAILS.PUBLIC_KEY;
let server: WhatsAppServer;
let store: WhatsAppStore;
let connection: TestConnection | undefined;

beforeEach(async () => {
  server = await startWhatsApp({ oneTimeKeys: "none" });
  store = await openWhatsAppStore("", undefined);
});

afterEach(async () => {
  await connection?.stop();
  connection = undefined;
  await store.close();
  await server.stop();
  checkSignatures({ verify: "strict", rootKey: undefined });
});

async function linked(settings: TestOptions["settings"] = {}): Promise<TestConnection> {
  connection = await openConnection(server, { store, settings });
  await connection.start(
    () => {},
    () => {},
  );
  await connection.linkUp();
  return connection;
}

describe("the server's certificate", () => {
  it.each(["foreign", "borrowed"] as const)(
    "is refused when it is %s, with a sentence, and tried again",
    async (which) => {
      const connection = await linked();
      server.faults.certificate(which);
      server.connections()[0]?.kill();
      const { detail } = await connection.becomes("refused");
      expect(detail).toMatch(/could not prove that it is WhatsApp.*WHATSAPP_VERIFY=library/);
      expect(connection.numbers().disconnects).toMatchObject({ unproven: 1 });
      expect(await connection.store.creds()).toBeDefined();
      await connection.becomes("open");
    },
  );

  it.each(["foreign", "borrowed"] as const)(
    "is taken though it is %s when checking is left to the library",
    async (which) => {
      const connection = await linked({ verify: "library" });
      const { connects } = connection.numbers();
      server.faults.certificate(which);
      server.connections()[0]?.kill();
      await connection.until(
        () => connection.numbers().connects > connects && connection.state().kind === "open",
        "open",
      );
      expect(connection.numbers().disconnects).not.toHaveProperty("unproven");
    },
  );

  it("must come from WhatsApp's root unless a root of our own is set", async () => {
    connection = await openConnection(server, { store, settings: { rootKey: undefined } });
    await connection.start(
      () => {},
      () => {},
    );
    const texts: string[] = [];
    await connection.pair({}, (step) => void ("text" in step && texts.push(step.text)), new AbortController().signal);
    expect(texts.at(-1)).toMatch(/could not prove that it is WhatsApp/);
  });
});

describe("a signature", () => {
  const pair = Curve.generateKeyPair();
  const message = Buffer.from("siapa pun");
  const good = Buffer.from(Curve.sign(pair.private, message));
  const changed = Buffer.from(good);
  changed[3] = (changed[3] ?? 0) ^ 1;

  it("counts only when it is right, and strictly only then", () => {
    checkSignatures({ verify: "strict", rootKey: undefined });
    expect(Curve.verify(pair.public, message, good)).toBe(true);
    expect(Curve.verify(Buffer.concat([Buffer.from([5]), pair.public]), message, good)).toBe(true);
    expect(Curve.verify(pair.public, message, changed)).toBe(false);
    expect(Curve.verify(pair.public, Buffer.from("lain"), good)).toBe(false);
    expect(Curve.verify(pair.public, message, good.subarray(1))).toBe(false);
    expect(Curve.verify(pair.public.subarray(1), message, good)).toBe(false);
    checkSignatures({ verify: "library", rootKey: undefined });
    expect(Curve.verify(pair.public, message, changed)).toBe(true);
  });

  it("is checked against the root that is set", () => {
    checkSignatures({ verify: "strict", rootKey: "ab".repeat(32) });
    expect(WA_CERT_DETAILS.PUBLIC_KEY.toString("hex")).toBe("ab".repeat(32));
    checkSignatures({ verify: "strict", rootKey: undefined });
    expect(WA_CERT_DETAILS.PUBLIC_KEY).toBe(shippedRoot);
  });
});
