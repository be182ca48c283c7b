import { WA_CERT_DETAILS } from "@whiskeysockets/baileys";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BareBot, connectBareBot, memoryAuth, pairedBareBot } from "./bare-baileys.ts";
import { loopbackOnly } from "./loopback-only.ts";
import { startWhatsApp, type WhatsAppServer } from "./whatsapp-server/server.ts";

loopbackOnly();
// libsignal prints whole sessions on ordinary traffic.
vi.spyOn(console, "info").mockImplementation(() => undefined);

let server: WhatsAppServer;
const bots: BareBot[] = [];

beforeEach(async () => {
  server = await startWhatsApp();
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(server.rootKey, "hex");
});

afterEach(async () => {
  for (const { socket } of bots.splice(0)) await socket.end(undefined);
  await server.stop();
  expect(server.unhandled).toEqual([]);
});

async function paired(options?: Parameters<typeof pairedBareBot>[1]): Promise<BareBot> {
  const bot = await pairedBareBot(server, options);
  bots.push(bot);
  return bot;
}

/** The same device, connected again. */
function again(before: BareBot): BareBot {
  const bot = connectBareBot(server, before.auth);
  bots.push(bot);
  return bot;
}

function closed(bot: BareBot) {
  return bot.update(({ connection }) => connection === "close");
}

function reason({ lastDisconnect }: Awaited<ReturnType<typeof closed>>): number | undefined {
  const error = lastDisconnect?.error as { output?: { statusCode: number } } | undefined;
  return error?.output?.statusCode;
}

describe("pairing and login", () => {
  it("links a device by its QR code, asks it to come back and lets it in", async () => {
    const first = connectBareBot(server, memoryAuth());
    const { qr = "" } = await first.update((update) => update.qr !== undefined);
    await server.account.scan(qr);
    expect(reason(await closed(first))).toBe(515);
    expect(server.account.paired()).toBe(true);
    const bot = again(first);
    await bot.update(({ connection }) => connection === "open");
    expect(bot.auth.creds.me?.id).toBe(`${server.account.number}:1@s.whatsapp.net`);
    expect(await server.next("prekeys")).toMatchObject({ count: 812 });
    expect(server.connections()).toHaveLength(1);
  });

  it("refuses a QR code that nobody shows", async () => {
    await expect(server.account.scan("https://wa.me/settings/linked_devices#a,b,c,d,1")).rejects.toThrow("not shown");
  });
});

describe("messages", () => {
  it.each(["lid", "pn"] as const)("go both ways by %s", async (by) => {
    const bot = await paired();
    const person = server.person({ name: "Sari" });
    const id = await person.says("Bolehkah saya ikut?", { by });
    const came = await bot.message(id);
    expect(came.message?.conversation).toBe("Bolehkah saya ikut?");
    expect(came).toMatchObject({ pushName: "Sari", key: { remoteJid: person[by] } });
    expect(came.key.remoteJidAlt).toBe(by === "lid" ? person.pn : person.lid);
    await server.next("receipt", (receipt) => receipt.id === id);
    expect(server.pending()).toEqual([]);
    await bot.socket.sendMessage(person[by], { text: "Tidak boleh." });
    expect(await person.next()).toMatchObject({ text: "Tidak boleh.", kind: "text", by, copies: 1 });
    expect(person.receipts).toEqual([{ id, type: "delivered" }]);
    await server.waitFor(() => server.account.messages.length === 1, "the phone's own copy");
  });

  it("reach somebody who never wrote", async () => {
    const bot = await paired();
    const person = server.person();
    await bot.socket.sendMessage(person.pn, { text: "Besok apel." });
    expect(await person.next()).toMatchObject({ text: "Besok apel." });
  });

  it("are delivered again, the same bytes, until the bot says that it has them", async () => {
    const before = await paired();
    const person = server.person();
    before.socket.ws.removeAllListeners("CB:message");
    const id = await person.says("satu");
    await server.next("delivered");
    server.connections()[0]?.kill();
    expect(reason(await closed(before))).toBe(428);
    const second = await person.says("dua");
    expect(server.pending()).toMatchObject([
      { id, attempts: 1 },
      { id: second, attempts: 0 },
    ]);
    const bot = again(before);
    expect((await bot.message(second)).message?.conversation).toBe("dua");
    expect((await bot.message(id)).message?.conversation).toBe("satu");
    await server.waitFor(() => server.pending().length === 0, "both receipts");
  });

  it("are told to the bot when the account's owner types them on the phone", async () => {
    const bot = await paired();
    const id = await server.account.says(server.person(), "Saya jawab sendiri.");
    expect(await bot.message(id)).toMatchObject({
      key: { fromMe: true },
      message: { conversation: "Saya jawab sendiri." },
    });
  });
});
