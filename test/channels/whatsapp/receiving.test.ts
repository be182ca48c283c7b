import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { says } from "../../support/conversation.ts";
import { loopbackOnly } from "../../support/loopback-only.ts";
import { openReceiver, type Receiver, type ReceiverOptions } from "../../support/whatsapp-receiver.ts";
import { startWhatsApp, type WhatsAppServer } from "../../support/whatsapp-server/server.ts";

loopbackOnly();

let server: WhatsAppServer;
const open: Receiver[] = [];

beforeEach(async () => {
  server = await startWhatsApp();
});

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  await server.stop();
  expect(server.unhandled).toEqual([]);
});

async function linked(options: ReceiverOptions = {}): Promise<Receiver> {
  const receiver = await openReceiver(server, async ({ rest }) => says(`jawaban: ${rest}`), options);
  open.push(receiver);
  await receiver.linkUp();
  return receiver;
}

describe("a message", () => {
  it.each(["lid", "pn"] as const)("is answered, whatever the server calls its sender: %s", async (by) => {
    const bot = await linked();
    const person = server.person({ name: "Sari Rahasia" });
    const id = await person.says("boleh?", { by });
    expect(await person.next()).toMatchObject({ text: "jawaban: boleh?" });
    expect(bot.heard).toMatchObject([
      { channel: "whatsapp", address: `whatsapp:${person.lid}`, id, kind: "text", place: "private", late: false },
    ]);
  });
});
