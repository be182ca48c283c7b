import { describe, expect, it } from "vitest";
import type { Message, Reply, Sent } from "../../../src/chat/message.ts";
import { says } from "../../support/conversation.ts";
import { botPerTest, type TestBotOptions } from "../../support/telegram-bot.ts";

const HOUR = 3_600_000;
const long = "Kata demi kata. ".repeat(500);
const picture = { name: "statistik.png", mime: "image/png", bytes: Buffer.alloc(500, 9), caption: "minggu ini" };

const open = botPerTest();

/** A bot that answers everything with the same, and what it heard of its messages. */
async function answering(reply: Reply, options: TestBotOptions = {}) {
  const sent: Sent[] = [];
  const heard: Message[] = [];
  const bot = await open({
    ...options,
    handle: ({ message }) => {
      heard.push(message);
      return { ...reply, onSent: (each) => void sent.push(each) };
    },
  });
  return { ...bot, sent, heard };
}

describe("taking back what the bot sent on Telegram", () => {
  it("deletes every message of the reply, its files too, and nothing else", async () => {
    const { bot, sent } = await answering({ ...says(long), files: [picture] });
    const ani = bot.person();
    ani.says("satu");
    await bot.waitFor(() => sent.length === 1, "the first answer");
    const first = ani.messages.length;
    expect(first).toBeGreaterThan(2);
    ani.says("dua");
    await bot.waitFor(() => sent.length === 2, "the second answer");
    expect(await sent[0]?.takeBack?.()).toBe(true);
    expect(ani.messages.map(({ deleted }) => deleted)).toEqual(ani.messages.map((_, at) => at < first));
  });

  it("deletes a file that was sent by the id of one uploaded before", async () => {
    const { bot, sent } = await answering({ ...says("Ini."), files: [{ ...picture, sha256: "ab".repeat(32) }] });
    const ani = bot.person();
    for (const text of ["satu", "dua"]) ani.says(text);
    await bot.waitFor(() => sent.length === 2, "both answers");
    expect(await Promise.all(sent.map((each) => each.takeBack?.()))).toEqual([true, true]);
    expect(ani.messages.every(({ deleted }) => deleted)).toBe(true);
  });

  it("works for 47 hours and is refused after 49, which is told", async () => {
    let time = Date.now();
    const { bot, sent } = await answering(says("halo"), { server: { now: () => time } });
    const ani = bot.person();
    for (const text of ["satu", "dua"]) ani.says(text);
    await bot.waitFor(() => sent.length === 2, "both answers");
    time += 47 * HOUR;
    expect(await sent[0]?.takeBack?.()).toBe(true);
    time += 2 * HOUR;
    expect(await sent[1]?.takeBack?.()).toBe(false);
    expect(ani.messages.map(({ deleted }) => deleted)).toEqual([true, false]);
  });

  it("is tried again after trouble, and what is gone already counts as gone", async () => {
    const { bot, sent } = await answering(says("halo"));
    const ani = bot.person();
    ani.says("satu");
    await bot.waitFor(() => sent.length === 1, "the answer");
    bot.fail({ method: "deleteMessage", code: 429, retryAfter: 1 });
    bot.fail({ method: "deleteMessage", code: 500 });
    bot.fail({ method: "deleteMessage", resetAfter: true });
    expect(await sent[0]?.takeBack?.()).toBe(true);
    expect(await sent[0]?.takeBack?.()).toBe(true);
    expect(ani.messages.map(({ deleted }) => deleted)).toEqual([true]);
  });

  it("does not say that all is gone when an attempt may have left a copy", async () => {
    const { bot, sent } = await answering(says("halo"));
    bot.fail({ method: "sendMessage", resetAfter: true });
    const ani = bot.person();
    ani.says("satu");
    await bot.waitFor(() => sent.length === 1, "the answer");
    expect(ani.messages).toHaveLength(2);
    expect(await sent[0]?.takeBack?.()).toBe(false);
  });

  it("never rejects, whatever Telegram says and when the bot stops", async () => {
    const { bot, sent, stop } = await answering(says("halo"));
    const ani = bot.person();
    ani.says("satu");
    await bot.waitFor(() => sent.length === 1, "the answer");
    ani.blocks();
    bot.fail({ method: "deleteMessage", code: 403, description: "Forbidden: bot was blocked by the user" });
    expect(await sent[0]?.takeBack?.()).toBe(false);
    bot.fail({ method: "deleteMessage", hang: true });
    const waiting = sent[0]?.takeBack?.();
    await bot.waitFor(({ calls }) => calls.filter(({ method }) => method === "deleteMessage").length > 1, "the call");
    await stop();
    expect(await waiting).toBe(false);
  });
});

describe("taking back what a person wrote on Telegram", () => {
  it("deletes it for both sides in a private chat, a file and what was changed too", async () => {
    const { bot, heard } = await answering(says("halo"));
    const ani = bot.person();
    const text = ani.says("satu").messageId;
    const photo = ani.sends("photo", { caption: "dua" }).messageId;
    ani.edits(text, "tiga");
    await bot.waitFor(({ pending }) => pending() === 0, "the answers");
    for (const message of heard) expect(await message.takeBack?.()).toBe(true);
    const deleted = bot.calls.filter(({ method, status }) => method === "deleteMessage" && status === 200);
    expect(deleted.map(({ params }) => params["message_id"]).sort()).toEqual([text, photo].sort());
  });

  it("is not offered in groups, nor for the press of a button", async () => {
    const choices = [{ label: "Lagi", action: "/lagi" }];
    const { bot, heard } = await answering({ ...says("halo"), choices });
    const ani = bot.person();
    const group = bot.group();
    group.says(ani, `@${bot.username} satu`);
    await group.next();
    ani.says("dua");
    await ani.next();
    ani.presses("Lagi");
    await bot.waitFor(() => heard.length === 3, "all three");
    expect(heard.map(({ place, kind, takeBack }) => [place, kind, typeof takeBack])).toEqual([
      ["group", "text", "undefined"],
      ["private", "text", "function"],
      ["private", "button", "undefined"],
    ]);
  });
});
