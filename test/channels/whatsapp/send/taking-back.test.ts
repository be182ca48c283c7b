import { describe, expect, it } from "vitest";
import type { Message, Reply, Sent } from "../../../../src/chat/message.ts";
import { says } from "../../../support/conversation.ts";
import { botPerTest, type WhatsAppTestOptions } from "../../../support/whatsapp-bot.ts";

const HOUR = 3_600_000;
const long = "Kata demi kata. ".repeat(800);
const picture = { name: "statistik.png", mime: "image/png", bytes: Buffer.alloc(500, 9), caption: "minggu ini" };

const open = botPerTest();

/** A bot that answers everything with the same, and what it heard of its messages. */
async function answering(reply: Reply, options: WhatsAppTestOptions = {}) {
  const sent: Sent[] = [];
  const heard: Message[] = [];
  let next = Promise.withResolvers<void>();
  const bot = await open({
    ...options,
    handle: ({ message }) => {
      heard.push(message);
      return {
        ...reply,
        onSent(each) {
          sent.push(each);
          next.resolve();
          next = Promise.withResolvers();
        },
      };
    },
  });
  const answers = async (count: number) => {
    while (sent.length < count) await next.promise;
  };
  return { ...bot, sent, heard, answers };
}

describe("taking back what the bot sent on WhatsApp", () => {
  it("deletes every message of the reply for both sides, its files too, and nothing else", async () => {
    const { server, sent, answers } = await answering({ ...says(long), files: [picture] });
    const ani = server.person();
    await ani.says("satu");
    await answers(1);
    const first = ani.messages.length;
    expect(first).toBeGreaterThan(2);
    await ani.says("dua");
    await answers(2);
    expect(await sent[0]?.takeBack?.()).toBe(true);
    await server.waitFor(() => ani.messages.filter(({ deleted }) => deleted).length === first, "the phone deleting it");
    expect(ani.messages.map(({ deleted }) => deleted)).toEqual(ani.messages.map((_, at) => at < first));
    expect(server.unhandled).toEqual([]);
  });

  it("deletes it on the phone that owns the number too", async () => {
    const { server, sent, answers } = await answering(says("halo"));
    await server.person().says("satu");
    await answers(1);
    const copy = server.account.messages.at(-1);
    expect(copy).toMatchObject({ text: "halo", deleted: false });
    expect(await sent[0]?.takeBack?.()).toBe(true);
    await server.waitFor(() => copy?.deleted, "the account's phone deleting it");
  });

  it("deletes it in a group", async () => {
    const { server, sent, answers } = await answering(says("halo"));
    const ani = server.person();
    const group = server.group({ members: [ani] });
    await group.says(ani, "/topik");
    await answers(1);
    expect(await sent[0]?.takeBack?.()).toBe(true);
    await server.waitFor(() => ani.messages.every(({ deleted }) => deleted), "the phone deleting it");
  });

  it("resends nothing of it to a phone that asks for it again", async () => {
    const { server, sent, answers } = await answering(says("halo"));
    const ani = server.person();
    await ani.says("satu");
    await answers(1);
    ani.goesOffline();
    await ani.says("dua");
    await answers(2);
    const { id } = server.events.findLast((event) => event.kind === "message") ?? {};
    expect(await sent[1]?.takeBack?.()).toBe(true);
    // What it cannot read, and asks for, is the answer itself.
    ani.cannotRead(1);
    ani.comesOnline();
    await server.next("ack", (ack) => ack.class === "receipt" && ack.id === id);
    await ani.says("tiga");
    await answers(3);
    await server.waitFor(() => ani.messages.some(({ deleted }) => !deleted) && ani.messages.length > 1, "the answer");
    expect(ani.messages.map(({ deleted }) => deleted)).toEqual([false, false]);
  });

  it("is sent again until the server took it, and says no when it never does", async () => {
    const { server, sent, answers } = await answering(says("halo"), { timing: { replyMs: 800 } });
    const ani = server.person();
    await ani.says("satu");
    await answers(1);
    server.faults.refuseMessages(500, { to: ani.lid });
    expect(await sent[0]?.takeBack?.()).toBe(true);
    await ani.says("dua");
    await answers(2);
    server.faults.refuseMessages(403, { to: ani.lid, times: Number.POSITIVE_INFINITY });
    expect(await sent[1]?.takeBack?.()).toBe(false);
  });

  it("is not tried after two days, when phones no longer heed it", async () => {
    let time = Date.now();
    const { server, sent, answers } = await answering(says("halo"), { now: () => time });
    const ani = server.person();
    await ani.says("satu");
    await answers(1);
    time += 49 * HOUR;
    expect(await sent[0]?.takeBack?.()).toBe(false);
    expect(ani.messages.map(({ deleted }) => deleted)).toEqual([false]);
  });

  it("is not offered for what a person wrote: no phone lets a bot delete that", async () => {
    const { server, heard, answers } = await answering(says("halo"));
    await server.person().says("satu");
    await answers(1);
    expect(heard.map(({ takeBack }) => takeBack)).toEqual([undefined]);
  });
});
