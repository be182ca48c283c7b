import { describe, expect, it } from "vitest";
import { createLinkOnly } from "../../../../src/channels/whatsapp/connect/link-only.ts";
import { silentLog } from "../../../support/conversation.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { linkedServer, openWhatsAppBot } from "../../../support/whatsapp-bot.ts";

loopbackOnly();

describe("a connection that only links", () => {
  it("confirms nothing that arrives meanwhile, so that the service gets it later", async () => {
    const linked = await linkedServer();
    const { server, session } = linked;
    const settings = { url: server.url, rootKey: server.rootKey, version: undefined, verify: "strict" } as const;
    const connection = createLinkOnly({ store: session.store, lease: session.lease, settings, log: silentLog });
    const opened = Promise.withResolvers<void>();
    await connection.start(opened.resolve, () => undefined);
    await opened.promise;
    const ani = server.person();
    const id = await ani.says("boleh hadir?");
    await server.next("delivered", (event) => event.id === id);
    // Many times as long as a receipt takes.
    await expect(server.next("receipt", (event) => event.id === id, 500)).rejects.toThrow('no "receipt" came');
    await connection.stop();
    expect(server.pending()).toMatchObject([{ id }]);
    expect(ani.receipts).toEqual([]);
    const bot = await openWhatsAppBot(linked);
    expect((await ani.next()).text).toContain("jawaban: boleh hadir?");
    expect(server.pending()).toEqual([]);
    await bot.stop();
    await linked.close();
  });
});
