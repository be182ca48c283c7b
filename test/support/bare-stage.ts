import { WA_CERT_DETAILS } from "@whiskeysockets/baileys";
import { afterEach, beforeEach, expect } from "vitest";
import { type BareBot, type BareOptions, connectBareBot, memoryAuth, pairedBareBot } from "./bare-baileys.ts";
import { loopbackOnly } from "./loopback-only.ts";
import { startWhatsApp, type WhatsAppOptions, type WhatsAppServer } from "./whatsapp-server/server.ts";

export type BareStage = {
  /** The stand-in of this test. */
  server(): WhatsAppServer;
  /** A bot that was linked by QR code and is connected. */
  paired(options?: BareOptions): Promise<BareBot>;
  /** The same device, connected again. */
  again(before: BareBot, options?: BareOptions): BareBot;
  /** A device that is not linked yet. */
  unpaired(options?: BareOptions): BareBot;
};

/** A stand-in for each test of a file; afterwards nothing may be left that it did not understand. */
export function bareStage(options: WhatsAppOptions = {}): BareStage {
  loopbackOnly();
  let current: WhatsAppServer | undefined;
  const bots: BareBot[] = [];

  beforeEach(async () => {
    current = await startWhatsApp(options);
    WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(current.rootKey, "hex");
  });

  afterEach(async () => {
    for (const { socket } of bots.splice(0)) await socket.end(undefined);
    await current?.stop();
    expect(current?.unhandled).toEqual([]);
  });

  const server = () => {
    if (current === undefined) throw new Error("the stand-in is there only while a test runs");
    return current;
  };
  const kept = (bot: BareBot) => {
    bots.push(bot);
    return bot;
  };
  return {
    server,
    paired: async (options) => kept(await pairedBareBot(server(), options)),
    again: (before, options) => kept(connectBareBot(server(), before.auth, options)),
    unpaired: (options) => kept(connectBareBot(server(), memoryAuth(), options)),
  };
}
