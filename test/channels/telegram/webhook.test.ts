import { afterEach, describe, expect, it } from "vitest";
import { openWebServer, type WebServer } from "../../../src/web/server.ts";
import { holding, says } from "../../support/conversation.ts";
import { botPerTest, type TestBot, type TestBotOptions } from "../../support/telegram-bot.ts";

const secret = "rahasia-webhook-123";
let web: WebServer | undefined;
afterEach(() => web?.close());
const openBot = botPerTest();

/** A bot behind a real web server on a free port. */
function open(options: TestBotOptions = {}): Promise<TestBot> {
  return openBot({
    ...options,
    webhookServer: async (webhook) => {
      web = await openWebServer({ port: 0, webhooks: [webhook], ready: () => true });
      return web.port;
    },
    webhookSecret: secret,
  });
}

describe("by webhook, the bot on Telegram", () => {
  it("answers, and tells Telegram so only then", async () => {
    const { handle, release } = holding(({ rest }) => rest === "lama");
    const { bot } = await open({ handle });
    const ani = bot.person();
    ani.says("halo");
    expect((await ani.next()).text).toBe("halo");
    await bot.waitFor((each) => each.pending() === 0, "the confirmation");
    ani.says("lama");
    await bot.waitFor(({ counts }) => (counts.get("sendChatAction")?.ok ?? 0) > 0, "typing");
    expect(bot.pending()).toBe(1);
    release();
    await ani.next();
    await bot.waitFor((each) => each.pending() === 0, "the confirmation");
    expect(bot.counts.get("getUpdates")).toBeUndefined();
  });

  it("answers an update once, however often it is posted", async () => {
    const { bot } = await open();
    const ani = bot.person();
    const { updateId } = ani.says("halo");
    await ani.next();
    await bot.waitFor((each) => each.pending() === 0, "the confirmation");
    expect(await bot.redeliver(updateId)).toBe(200);
    expect(await bot.redeliver(updateId)).toBe(200);
    expect(ani.messages).toHaveLength(1);
  });

  it("answers an update once that is posted again while it is being answered", async () => {
    const { handle, release } = holding(() => true);
    const { bot } = await open({ handle });
    const ani = bot.person();
    const { updateId } = ani.says("halo");
    await bot.waitFor(({ counts }) => (counts.get("sendChatAction")?.ok ?? 0) > 0, "typing");
    const again = bot.redeliver(updateId);
    release();
    expect(await again).toBe(200);
    expect(ani.messages).toHaveLength(1);
  });

  it("takes nothing without the secret, and nothing that is no update", async () => {
    await open();
    const url = `http://127.0.0.1:${web?.port}/telegram/webhook`;
    const post = (body: string, header: Record<string, string>) =>
      fetch(url, { method: "POST", body, headers: header }).then(({ status }) => status);
    const name = "x-telegram-bot-api-secret-token";
    expect(await post('{"update_id":1}', {})).toBe(403);
    expect(await post('{"update_id":1}', { [name]: `${secret}x` })).toBe(403);
    expect(await post("{", { [name]: secret })).toBe(400);
    expect(await post('{"message":1}', { [name]: secret })).toBe(400);
    expect(await post('{"update_id":1}', { [name]: secret })).toBe(200);
  });

  it("sets its webhook again when somebody removed it", async () => {
    const { bot, server, logged } = await open();
    await fetch(`${server.url}/bot${bot.token}/deleteWebhook`);
    await bot.waitFor(({ counts }) => (counts.get("setWebhook")?.ok ?? 0) >= 2, "the webhook set again");
    expect(logged.some(({ event }) => event === "webhook_lost")).toBe(true);
    const ani = bot.person();
    ani.says("halo");
    await ani.next();
  });

  it("is usable only when the webhook is set, and tries until it is", async () => {
    const { bot } = await open({
      prepare: (before) => before.fail({ method: "setWebhook", code: 502, html: "<html>", times: 3 }),
    });
    expect(bot.webhook?.url).toContain("/telegram/webhook");
  });

  it("leaves an update to Telegram that it could not answer before it was stopped", async () => {
    const stuck: Array<() => void> = [];
    const opened = await open({
      timing: { stopMs: 100 },
      handle: async ({ rest }) => {
        if (stuck.length === 0) await new Promise<void>((resolve) => stuck.push(resolve));
        return says(rest);
      },
    });
    const ani = opened.bot.person();
    ani.says("halo");
    await opened.bot.waitFor(({ counts }) => (counts.get("sendChatAction")?.ok ?? 0) > 0, "typing");
    await opened.stop();
    expect(opened.bot.pending()).toBe(1);
    await opened.start();
    expect((await ani.next()).text).toContain("halo");
  });
});
