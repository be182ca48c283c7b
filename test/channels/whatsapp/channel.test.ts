import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { createConversation } from "../../../src/chat/conversation.ts";
import { createMemory } from "../../../src/chat/memory.ts";
import type { Message } from "../../../src/chat/message.ts";
import { openWhatsAppStore } from "../../../src/stores/whatsapp-store.ts";
import { holding, says, silentLog } from "../../support/conversation.ts";
import { loopbackOnly } from "../../support/loopback-only.ts";
import { newFolder, removeFolder } from "../../support/process.ts";
import { botPerTest, type LinkedServer, linkedServer, openWhatsAppBot } from "../../support/whatsapp-bot.ts";

loopbackOnly();
const open = botPerTest();
const closing: LinkedServer[] = [];
afterEach(async () => {
  for (const each of closing.splice(0)) await each.close();
});

describe("the channel", () => {
  it("answers what was written while it was away, and says that it was", async () => {
    const bot = await open();
    const { server } = bot;
    const person = server.person();
    await bot.stop();
    const id = await person.says("boleh like?", { at: Date.now() - 60_000 });
    await bot.restart();
    const { text, quoted } = await person.next();
    expect(text).toMatch(/^jawaban: boleh like\?[\s\S]*layanan sedang terhenti/);
    expect(quoted).toBe(id);
  });

  it("answers nothing before it has said that it is usable", async () => {
    const bot = await open();
    const person = bot.server.person();
    await bot.stop();
    await person.says("halo");
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const { channel } = bot.next();
    const started = channel.start(
      async (_message, send) => {
        order.push("answered");
        await send(says("ya"));
      },
      async () => {
        await gate.promise;
        order.push("ready");
      },
    );
    await bot.server.waitFor(() => bot.server.pending().length === 0, "the message arriving");
    gate.resolve();
    await started;
    await person.next();
    expect(order).toEqual(["ready", "answered"]);
    await channel.stop();
  });

  it("lets what is under way be answered when it stops, and takes nothing new", async () => {
    const { handle, release } = holding(({ rest }) => rest === "sebentar");
    const seen: Message[] = [];
    const clock = () => new Date();
    const converse = createConversation({
      route: (text) => ({ handle, rest: text }),
      memory: createMemory(clock),
      quota: () => ({ seconds: 0, tell: false }),
      log: silentLog,
    });
    const { server, channel } = await open({
      converse: (message, send, wanted) => {
        seen.push(message);
        return converse(message, send, wanted);
      },
    });
    const person = server.person();
    await person.says("sebentar");
    await expect.poll(() => seen.length).toBe(1);
    const stopped = channel.stop();
    expect(channel.usable()).toBe(false);
    release();
    expect(await person.next()).toMatchObject({ text: "sebentar" });
    await stopped;
    await channel.ended;
    expect(server.connections()).toEqual([]);
    await expect(channel.push(`whatsapp:${person.lid}`, says("hai"), "1")).rejects.toMatchObject({ kind: "stopped" });
  });

  it("stops in time although an answer does not come, and answers after the next start", async () => {
    const folder = newFolder();
    onTestFinished(() => removeFolder(folder));
    const linked = await linkedServer(await openWhatsAppStore(folder, Buffer.alloc(32, 7)));
    closing.push(linked);
    const bot = await openWhatsAppBot(linked, { timing: { drainMs: 200 } });
    const { server } = linked;
    const person = server.person();
    server.faults.loseAcks(1_000);
    await person.says("boleh?");
    await person.next();
    const began = performance.now();
    await bot.stop();
    expect(performance.now() - began).toBeLessThan(5_000);
    server.faults.clear();
    expect(bot.logged.map(({ event }) => event)).not.toContain("unanswered");
    await bot.restart();
    await server.waitFor(() => (person.messages[0]?.copies ?? 0) > 1, "the same message once more");
    expect(person.messages).toHaveLength(1);
    await bot.stop();
  });

  it("may be stopped before it was ever linked", async () => {
    const bot = await open();
    const { channel } = bot.next({ unlinked: true });
    let ready = 0;
    const started = channel.start(
      async () => undefined,
      () => {
        ready += 1;
      },
    );
    await expect.poll(() => channel.health?.().says).toBe("no number is linked");
    expect(channel.usable()).toBe(false);
    await channel.stop();
    await started;
    await channel.ended;
    expect(ready).toBe(0);
  });
});

describe("how the channel says it is", () => {
  it("is in words, with what to do, and numbers without names", async () => {
    const { server, channel } = await open();
    expect(channel.health?.()).toMatchObject({
      ok: true,
      says: "connected to WhatsApp, with a session in memory only",
      remedy: expect.stringContaining("WHATSAPP_STORE_KEY_FILE"),
      numbers: { open: 1, linked: 1, banned: 0, connects: 1, new_chats_held_seconds: 0, session_lasting: 0 },
    });
    server.account.restrict({ until: Date.now() + 600_000 });
    server.account.limit({ total: 40, used: 12 });
    await expect.poll(() => channel.health?.().numbers["new_chat_quota"]).toBe(40);
    expect(channel.health?.()).toMatchObject({
      ok: true,
      says: "connected to WhatsApp; it lets this number begin no new chats for 10 minutes",
      numbers: { new_chats_used: 12 },
    });
    expect(channel.health?.().numbers["new_chats_held_seconds"]).toBeGreaterThan(500);
    server.account.restrict();
    server.faults.refuseUpgrade(503, 1_000);
    server.connections()[0]?.kill();
    await expect.poll(() => channel.health?.().ok).toBe(false);
    await expect.poll(() => channel.health?.().numbers["disconnects_428"]).toBe(1);
    for (const name of Object.keys(channel.health?.().numbers ?? {})) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  it("says that the device was unlinked, and how to link it again", async () => {
    const linked = await linkedServer();
    closing.push(linked);
    const bot = await openWhatsAppBot(linked);
    linked.server.account.unlink();
    await expect.poll(() => bot.channel.health?.().says).toMatch(/desk whatsapp pair/);
    expect(bot.channel.usable()).toBe(false);
    expect(bot.channel.health?.().numbers).toMatchObject({ open: 0, linked: 0, banned: 0 });
    await bot.stop();
  });

  it("shows in a number that WhatsApp has blocked it", async () => {
    const { server, channel } = await open();
    server.faults.refuseLogin(403);
    server.connections()[0]?.kill();
    await expect.poll(() => channel.health?.().numbers).toMatchObject({ open: 0, linked: 1, banned: 1 });
  });

  it("forgets the session when it is unlinked, and can be linked anew", async () => {
    const linked = await linkedServer();
    closing.push(linked);
    const bot = await openWhatsAppBot(linked);
    await bot.channel.unlink?.();
    expect(linked.server.account.paired()).toBe(false);
    expect(await linked.session.store.creds()).toBeUndefined();
    await bot.channel.pair?.(
      {},
      (step) => {
        if (step.kind === "qr") void linked.server.account.scan(step.text);
      },
      new AbortController().signal,
    );
    await expect.poll(() => bot.channel.usable()).toBe(true);
    await bot.stop();
  });
});
