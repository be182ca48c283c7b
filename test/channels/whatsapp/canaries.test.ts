import { WA_CERT_DETAILS } from "@whiskeysockets/baileys";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BareBot, connectBareBot, memoryAuth, pairedBareBot } from "../../support/bare-baileys.ts";
import { loopbackOnly } from "../../support/loopback-only.ts";
import { startWhatsApp, type WhatsAppServer } from "../../support/whatsapp-server/server.ts";

loopbackOnly();

/** As Baileys ships it: WhatsApp's own root. */
const shippedRoot = WA_CERT_DETAILS.PUBLIC_KEY;

let server: WhatsAppServer;
let bot: BareBot | undefined;

beforeEach(async () => {
  server = await startWhatsApp({ oneTimeKeys: "none" });
});

afterEach(async () => {
  await bot?.socket.end(undefined);
  await server.stop();
});

/** What we work around in Baileys and libsignal. One of these fails when its fault was repaired: then do as it says. */
describe("Baileys alone, as it is shipped", () => {
  it("accepts a server whose certificates another root signed", async () => {
    expect(Buffer.from(shippedRoot).toString("hex")).not.toBe(server.rootKey);
    bot = connectBareBot(server, memoryAuth());
    const update = await bot.update(({ qr, connection }) => qr !== undefined || connection === "close");
    expect(
      update.qr,
      "Baileys refuses foreign certificates now: let WHATSAPP_VERIFY default to its own check, try it with a real " +
        "number, and then take our repair of Curve.verify out of src/channels/whatsapp/connect/verify.ts",
    ).toBeDefined();
  });

  it("tells nobody that the server answered the upgrade with an error", async () => {
    server.faults.refuseUpgrade(503);
    bot = connectBareBot(server, memoryAuth(), { connectTimeoutMs: 50 });
    await server.next("refused");
    const ended = await bot.closed(500).then(
      () => "told",
      () => "nothing told",
    );
    expect(
      ended,
      "Baileys tells of a refused upgrade now: our listener for it and its part of the watchdog in " +
        "src/channels/whatsapp/connect/connection.ts can go, once its tests pass without them",
    ).toBe("nothing told");
    expect(bot.socket.ws.isConnecting).toBe(true);
  });

  it("prints whole sessions with their private keys through libsignal", async () => {
    WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(server.rootKey, "hex");
    const info = vi.spyOn(console, "info").mockImplementation(() => undefined);
    bot = await pairedBareBot(server);
    const person = server.person();
    await bot.message(await person.says("Halo", { by: "pn" }));
    await bot.socket.sendMessage(person.pn, { text: "Halo juga" });
    await person.next();
    const printed = info.mock.calls.find(([words]) => String(words).startsWith("Closing session"));
    info.mockRestore();
    expect(
      printed?.[1],
      "libsignal no longer prints sessions here: look for other prints of keys in it, and if there are none, " +
        "src/channels/whatsapp/connect/quiet.ts need not silence its console any more",
    ).toMatchObject({ currentRatchet: { rootKey: expect.any(Buffer) } });
  });
});
