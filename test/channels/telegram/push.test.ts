import { describe, expect, it } from "vitest";
import type { Channel } from "../../../src/chat/channel.ts";
import { telegramLimits } from "../../../src/delivery/pace.ts";
import { says } from "../../support/conversation.ts";
import type { Bot, Fault, Person } from "../../support/telegram/types.ts";
import { botPerTest } from "../../support/telegram-bot.ts";

const open = botPerTest({ timing: { callMs: 500 } });

const pushOnce = (channel: Channel, person: Person, reply = says("apel pagi")) =>
  channel.push(`telegram:${person.id}`, reply, "mailing 1", { once: true });

const calls = ({ counts }: Bot) => (counts.get("sendMessage")?.ok ?? 0) + (counts.get("sendMessage")?.refused ?? 0);

describe("what is pushed once", () => {
  const faults: ReadonlyArray<readonly [string, Omit<Fault, "method">, object, number]> = [
    ["429", { code: 429, retryAfter: 7 }, { kind: "throttled", retryAfterMs: 7_000 }, 0],
    ["500", { code: 500 }, { kind: "offline" }, 0],
    ["401", { code: 401, description: "Unauthorized" }, { kind: "misconfigured" }, 0],
    ["403", { code: 403, description: "Forbidden: bot was blocked by the user" }, { kind: "gone" }, 0],
    ["a reset before", { reset: true }, { kind: "unknown" }, 0],
    ["a reset after it was taken", { resetAfter: true }, { kind: "unknown" }, 1],
    ["silence", { hang: true }, { kind: "unknown" }, 0],
  ];
  it.each(faults)("is given back after %s and not sent again unseen", async (_, fault, expected, arrived) => {
    const { bot, channel } = await open();
    const ani = bot.person();
    bot.fail({ method: "sendMessage", ...fault });
    await expect(pushOnce(channel(), ani)).rejects.toMatchObject(expected);
    expect(calls(bot)).toBe(1);
    expect(ani.messages).toHaveLength(arrived);
  });

  it("is sent bare where Telegram refuses how it looks", async () => {
    const { bot, channel } = await open();
    const ani = bot.person();
    bot.fail({ method: "sendMessage", code: 400, description: "Bad Request: can't parse entities" });
    await pushOnce(channel(), ani);
    expect(ani.messages.map(({ text }) => text)).toEqual(["apel pagi"]);
  });

  it("is not begun again when its second message fails for a moment, and is unknown when it fails for good", async () => {
    const { bot, channel } = await open({ timing: { callMs: 500, replyMs: 1_000 } });
    const ani = bot.person();
    const words = says("apel pagi ".repeat(200));
    const reply = { ...words, files: [{ name: "surat.txt", mime: "text/plain", bytes: Buffer.from("x") }] };
    bot.fail({ method: "sendDocument", code: 500 });
    await pushOnce(channel(), ani, reply);
    expect(ani.messages).toHaveLength(2);
    bot.fail({ method: "sendDocument", code: 500, times: 1_000 });
    await expect(pushOnce(channel(), ani, reply)).rejects.toMatchObject({ kind: "unknown" });
    expect(ani.messages).toHaveLength(3);
  });

  it("is given back as expired when its chat has to wait for long", async () => {
    const { bot, channel } = await open({ timing: { turnMs: 50 }, limits: { ...telegramLimits, chatMs: 5_000 } });
    const ani = bot.person();
    await pushOnce(channel(), ani);
    await expect(pushOnce(channel(), ani)).rejects.toMatchObject({ kind: "expired" });
  });
});

/** What was pushed before the last push was handed to Telegram before it. */
describe("when the bot stops", () => {
  it("a push under way still arrives, and one that waits for its turn is given back", async () => {
    const { bot, channel, stop } = await open({ limits: { ...telegramLimits, chatMs: 5_000 } });
    const [ani, budi] = [bot.person(), bot.person()];
    await pushOnce(channel(), budi);
    bot.fail({ method: "sendMessage", contains: String(ani.id), delayMs: 200 });
    const going = pushOnce(channel(), ani);
    const waiting = expect(pushOnce(channel(), budi)).rejects.toMatchObject({ kind: "stopped" });
    await pushOnce(channel(), bot.person());
    await stop();
    await going;
    await waiting;
    expect(ani.messages).toHaveLength(1);
  });

  it("a push that does not end in time may have arrived", async () => {
    const { bot, channel, stop } = await open({ timing: { callMs: 20_000, stopMs: 200 } });
    const ani = bot.person();
    bot.fail({ method: "sendMessage", hang: true });
    const going = expect(pushOnce(channel(), ani)).rejects.toMatchObject({ kind: "unknown" });
    await pushOnce(channel(), bot.person());
    await stop();
    await going;
  });
});

describe("an answer", () => {
  it("goes before everything that nobody asked for", async () => {
    const { bot, channel } = await open({ limits: telegramLimits });
    const crowd = Array.from({ length: 60 }, () => bot.person());
    const ani = bot.person();
    const all = Promise.all(crowd.map((person) => pushOnce(channel(), person)));
    await bot.waitFor(() => calls(bot) >= 3, "the first pushes");
    ani.says("boleh?");
    await ani.next();
    expect(crowd.filter(({ messages }) => messages.length > 0).length).toBeLessThan(30);
    await all;
  });
});
