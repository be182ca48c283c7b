import { randomBytes } from "node:crypto";
import { proto } from "@whiskeysockets/baileys";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSessionLock } from "../../../../src/channels/whatsapp/send/session-lock.ts";
import { createKeeping } from "../../../../src/chat/keeping.ts";
import { createMemory } from "../../../../src/chat/memory.ts";
import { keptType } from "../../../../src/chat/session-store.ts";
import { SendError } from "../../../../src/delivery/send-error.ts";
import { openWhatsAppStore, type WhatsAppStore } from "../../../../src/stores/whatsapp-store.ts";
import { holding, says } from "../../../support/conversation.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { openReceiver, type Receiver, type ReceiverOptions } from "../../../support/whatsapp-receiver.ts";
import { startWhatsApp, type WhatsAppServer } from "../../../support/whatsapp-server/server.ts";
import type { Person } from "../../../support/whatsapp-server/types.ts";

loopbackOnly();

let server: WhatsAppServer;
/** By how much the server's clock was put on. */
let aheadMs = 0;
const open: Receiver[] = [];

beforeEach(async () => {
  aheadMs = 0;
  server = await startWhatsApp({ oneTimeKeys: "few", now: () => Date.now() + aheadMs });
});

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  await server.stop();
  expect(server.unhandled).toEqual([]);
});

type Handle = Parameters<typeof openReceiver>[1];

const answering: Handle = async ({ rest }) => says(`jawaban: ${rest}`);

async function linked(options: ReceiverOptions = {}, handle: Handle = answering): Promise<Receiver> {
  const receiver = await openReceiver(server, handle, options);
  open.push(receiver);
  await receiver.linkUp();
  return receiver;
}

/** A store in memory that is treated as one on the disk, which would take seconds to open. */
async function lastingStore(changed: Partial<WhatsAppStore["store"]> = {}): Promise<WhatsAppStore> {
  const opened = await openWhatsAppStore("", undefined);
  return { ...opened, store: { ...opened.store, ...changed, lasting: true } };
}

const received = (id: string) => server.next("receipt", (receipt) => receipt.id === id);
const isReceived = (id: string) => server.events.some((event) => event.kind === "receipt" && event.id === id);
/** First the message was asked for again, then it was received. */
async function twoReceipts({ receipts }: Person, id: string): Promise<void> {
  const types = () => receipts.filter((receipt) => receipt.id === id).map(({ type }) => type);
  await server.waitFor(() => types().length === 2, "two receipts");
  expect(types()).toEqual(["retry", "delivered"]);
}

const answered = (bot: Receiver) => bot.heard.map(({ text }) => text);

describe("a message", () => {
  it.each(["lid", "pn"] as const)("is answered, whatever the server calls its sender: %s", async (by) => {
    const bot = await linked();
    const person = server.person({ name: "Sari Rahasia" });
    const id = await person.says("boleh?", { by });
    expect(await person.next()).toMatchObject({ text: "jawaban: boleh?" });
    expect(bot.heard).toEqual([
      {
        channel: "whatsapp",
        address: `whatsapp:${person.lid}`,
        id,
        kind: "text",
        text: "boleh?",
        place: "private",
        late: false,
      },
    ]);
  });

  it("is answered once, however often the server brings it", async () => {
    const bot = await linked({ store: await lastingStore() });
    const person = server.person();
    const id = await person.says("boleh?");
    await person.next();
    await person.says("boleh?", { id });
    await person.says("sudah?");
    expect(await person.next()).toMatchObject({ text: "jawaban: sudah?", copies: 1 });
    expect(answered(bot)).toEqual(["boleh?", "sudah?"]);
  });

  it("of a report is written down nowhere, nor is its answer, and WhatsApp hears that it arrived when it was answered", async () => {
    const store = await lastingStore();
    const inReport = new Set<string>();
    const closed = ({ address }: { address: string }) => inReport.has(address);
    // In its first half hour nothing is written down at all.
    let aheadOfStart = 0;
    const clock = () => new Date(Date.now() + aheadOfStart);
    const { handle, release } = holding(({ rest }) => rest === "/topik");
    const mayKeep = createKeeping({
      tells: () => "question",
      accuses: () => false,
      memory: createMemory(clock),
      clock,
      closed,
    });
    aheadOfStart = 3_600_000;
    const bot = await linked({ store, mayKeep, closed, takesAll: (address) => inReport.has(address) }, handle);
    const [reporter, asker] = [server.person(), server.person()];
    inReport.add(`whatsapp:${reporter.lid}`);
    const told = await reporter.says("/topik");
    const asked = await asker.says("/topik");
    await received(asked);
    expect((await store.store.kept.left()).map(({ id }) => id)).toEqual([`whatsapp:${asker.lid} ${asked}`]);
    expect(isReceived(told)).toBe(false);
    release();
    const [mark, answer] = [await reporter.next(), await asker.next()];
    await received(told);
    expect(await store.store.sent.get(mark.id)).toBeUndefined();
    expect(await store.store.sent.get(answer.id)).toBeDefined();
    expect(answered(bot)).toEqual(["/topik", "/topik"]);
  });

  it("is answered when it could be read only the second time", async () => {
    const bot = await linked();
    const person = server.person();
    await person.says("halo");
    await person.next();
    server.faults.corrupt();
    const id = await person.says("boleh?");
    expect(await received(id)).toMatchObject({ type: "retry" });
    expect(await person.next()).toMatchObject({ text: "jawaban: boleh?" });
    expect(answered(bot)).toEqual(["halo", "boleh?"]);
  });

  it("is answered as new when it comes after a broken connection, and as late after a restart", async () => {
    const store = await lastingStore();
    const bot = await linked({ store });
    const person = server.person();
    await person.says("satu");
    await person.next();
    server.connections()[0]?.kill();
    await person.says("dua");
    expect(await person.next()).toMatchObject({ text: "jawaban: dua" });
    await bot.stop();
    open.pop();
    await person.says("tiga");
    aheadMs += 5_000;
    const next = await openReceiver(server, answering, { store });
    open.push(next);
    expect((await person.next()).text).toContain("jawaban: tiga");
    expect(bot.heard.map(({ late }) => late)).toEqual([false, false]);
    expect(next.heard).toMatchObject([{ text: "tiga", late: true }]);
  });

  it.each([
    ["ahead", 3_600_000],
    ["slow", -3_600_000],
  ])("is late only when it is older than this process, also on a machine whose clock is %s", async (_, ms) => {
    const store = await lastingStore();
    const before = await linked({ store });
    const person = server.person();
    await before.stop();
    open.pop();
    await person.says("dua");
    aheadMs += 5_000;
    const bot = await openReceiver(server, answering, { store, now: () => Date.now() + ms });
    open.push(bot);
    await person.next();
    await person.says("tiga");
    await person.next();
    expect(bot.heard).toMatchObject([
      { text: "dua", late: true },
      { text: "tiga", late: false },
    ]);
  });

  it("of the account's own phone is nobody's question", async () => {
    const bot = await linked();
    const person = server.person();
    const own = await server.account.says(person, "saya jawab sendiri");
    await received(own);
    await person.says("boleh?");
    await person.next();
    expect(answered(bot)).toEqual(["boleh?"]);
  });

  it("that is a reaction or a vote is not answered, and not asked for again", async () => {
    const bot = await linked({ store: await lastingStore() });
    const person = server.person();
    const id = await person.sends({ reactionMessage: { key: { id: "X" }, text: "👍" } });
    expect(await received(id)).toMatchObject({ type: "inactive" });
    await person.says("boleh?");
    await person.next();
    expect(answered(bot)).toEqual(["boleh?"]);
  });

  it("that is edited is answered as it is now, pointing at it", async () => {
    const { handle, release } = holding(({ rest }) => rest === "boleh like?");
    const bot = await linked({}, handle);
    const person = server.person();
    const id = await person.says("boleh like?");
    await received(id);
    const changed = await person.edits(id, "boleh bagikan?");
    await received(changed);
    release();
    const first = await person.next();
    const second = await person.next();
    expect(first.text).toBe("boleh like?");
    expect(second).toMatchObject({ text: "boleh bagikan?", quoted: id });
    expect(bot.heard).toHaveLength(2);
  });

  it("that was edited before its turn came is answered once", async () => {
    const { handle, release } = holding(({ rest }) => rest === "dulu");
    const bot = await linked({}, handle);
    const person = server.person();
    await person.says("dulu");
    const id = await person.says("boleh like?");
    await received(await person.edits(id, "boleh bagikan?"));
    release();
    expect((await person.next()).text).toBe("dulu");
    expect((await person.next()).text).toBe("boleh bagikan?");
    expect(answered(bot)).toEqual(["dulu", "boleh bagikan?"]);
  });

  it("in a group is not replaced by what another member calls an edit of it", async () => {
    const { handle, release } = holding(({ rest }) => rest === "/topik 1");
    const bot = await linked({}, handle);
    const [ani, budi] = [server.person(), server.person()];
    const group = server.group({ members: [ani, budi] });
    await group.says(budi, "/topik 1");
    const id = await group.says(ani, "/topik 2");
    await received(id);
    const { MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;
    const editedMessage = { conversation: "/topik 3" };
    await received(await group.sends(budi, { protocolMessage: { type: MESSAGE_EDIT, key: { id }, editedMessage } }));
    release();
    const heard = [await group.next(), await group.next(), await group.next()].map(({ text }) => text);
    expect(heard).toEqual(["/topik 1", "/topik 2", "/topik 3"]);
    expect(bot.heard).toHaveLength(3);
  });

  it("that is a file, a place or a contact is told that only words are read", async () => {
    const bot = await linked();
    const person = server.person();
    await person.sendsDocument(Buffer.from("isi"), { caption: "ini apa?" });
    expect((await person.next()).text).toContain("jawaban: ini apa?");
    for (const message of [{ locationMessage: { degreesLatitude: 1 } }, { contactMessage: { displayName: "X" } }]) {
      await person.sends(message);
      expect((await person.next()).text).toContain("hanya membaca tulisan");
    }
    expect(answered(bot)).toEqual(["ini apa?"]);
  });

  it("that is to be seen once, and so is kept from linked devices, is told the same", async () => {
    await linked({ store: await lastingStore() });
    const person = server.person();
    await person.says("halo");
    await person.next();
    const t = String(Math.floor(Date.now() / 1000));
    const attrs = { id: "ONCE", from: person.lid, sender_pn: person.pn, t, type: "media" };
    const content = [{ tag: "unavailable", attrs: { type: "view_once" } }];
    server.connections()[0]?.send({ tag: "message", attrs, content });
    expect((await person.next()).text).toContain("hanya membaca tulisan");
  });

  it("of very many words is told so", async () => {
    await linked({ store: await lastingStore() });
    const person = server.person();
    await person.says("boleh ".repeat(10_000));
    expect((await person.next()).text).toContain("terlalu panjang");
  });

  it("is answered once when the library brings it again beside the hook", async () => {
    const bot = await linked();
    const person = server.person();
    const id = await person.says("boleh?");
    await person.next();
    for (const remoteJid of [person.lid, person.pn]) {
      const key = { remoteJid, id, fromMe: false };
      const messages = [{ key, message: { conversation: "boleh?" }, messageTimestamp: Math.floor(Date.now() / 1000) }];
      bot.sockets.at(-1)?.ev.emit("messages.upsert", { messages, type: "append" });
    }
    await person.says("sudah?");
    await person.next();
    expect(answered(bot)).toEqual(["boleh?", "sudah?"]);
  });

  it("that came without cipher is answered too", async () => {
    const bot = await linked({ store: await lastingStore() });
    const person = server.person();
    await person.says("halo");
    await person.next();
    const key = { remoteJid: person.pn, remoteJidAlt: person.lid, id: "AD1", fromMe: false };
    const messages = [
      { key, message: { conversation: "dari iklan" }, messageTimestamp: Math.floor(Date.now() / 1000) },
    ];
    bot.sockets.at(-1)?.ev.emit("messages.upsert", { messages, type: "notify" });
    expect((await person.next()).text).toBe("jawaban: dari iklan");
    expect(bot.heard.at(-1)?.address).toBe(`whatsapp:${person.lid}`);
    await bot.arrivals.drained();
    expect(await bot.store.kept.left()).toEqual([]);
  });
});

describe("keys to a group", () => {
  /** Somebody's announcement of a key to a group, as the library reads it. */
  function announced(groupId: string, id: number): proto.IMessage {
    const signingKey = Buffer.concat([Buffer.from([5]), randomBytes(32)]);
    const key = { id, iteration: 0, chainKey: randomBytes(32), signingKey };
    const body = Buffer.from(proto.SenderKeyDistributionMessage.encode(key).finish());
    const serialized = Buffer.concat([Buffer.from([0x33]), body]);
    return { senderKeyDistributionMessage: { groupId, axolotlSenderKeyDistributionMessage: serialized } };
  }

  it("are taken from that group alone, whatever somebody sends", async () => {
    const taken: string[] = [];
    const opened = await lastingStore();
    const write: typeof opened.store.write = async (changes, creds) => {
      for (const { type, id } of changes) if (type === "sender-key") taken.push(id.replace(/::.*/, ""));
      await opened.store.write(changes, creds);
    };
    await linked({ store: { ...opened, store: { ...opened.store, write } } });
    const [ani, budi] = [server.person(), server.person()];
    const group = server.group({ members: [ani, budi] });
    for (let id = 1; id <= 5; id += 1) await ani.sends(announced(`12036300000${id}@g.us`, id));
    await ani.sends(announced(group.jid, 6));
    await ani.sends(announced(ani.lid, 7));
    await ani.says("halo");
    await ani.next();
    expect(taken).toEqual([]);
    await group.sends(ani, announced("120363000009@g.us", 8));
    await group.says(budi, "/topik");
    await group.next();
    expect([...new Set(taken)]).toEqual([group.jid]);
  });
});

describe("in a group", () => {
  it("only what is said to the bot is answered, pointing at it", async () => {
    const store = await lastingStore();
    const bot = await linked({ store });
    const [ani, budi] = [server.person({ name: "Ani" }), server.person({ name: "Budi" })];
    const group = server.group({ members: [ani, budi] });
    const chat = await group.says(ani, "besok rapat");
    expect(await received(chat)).toMatchObject({ type: "inactive" });
    const lid = server.account.lid.replace(/:\d+/, "");
    const id = await group.says(ani, `@${lid.split("@")[0]} boleh like?`, { mentions: [lid] });
    expect(await group.next()).toMatchObject({ text: "jawaban: boleh like?", quoted: id });
    expect(bot.heard).toMatchObject([{ address: `whatsapp:${group.jid}`, id, place: "group" }]);
  });

  it("an answer takes turns with what the members and the account's own phone write to the bot", async () => {
    const lock = createSessionLock();
    const held: string[][] = [];
    await linked({
      lock: {
        ...lock,
        hold(jids, work) {
          held.push(jids.map((jid) => jid.replace(/:\d+/, "")));
          return lock.hold(jids, work);
        },
      },
    });
    const [ani, budi] = [server.person(), server.person()];
    const group = server.group({ members: [ani, budi] });
    const own = [server.account.pn, server.account.lid];
    await group.says(ani, "/topik");
    await group.next();
    await ani.says("halo");
    await ani.next();
    await server.waitFor(() => held.length === 2, "both answers");
    expect(new Set(held[0])).toEqual(new Set([group.jid, ani.lid, ani.pn, budi.lid, budi.pn, ...own]));
    expect(new Set(held[1])).toEqual(new Set([ani.lid, ...own]));
  });

  it("what one member said and the bot missed is asked of them again", async () => {
    const { handle } = holding(({ rest }) => rest === "boleh?");
    const store = await lastingStore();
    const options = { store, mayKeep: () => false, timing: { holdMs: 60_000 } };
    const first = await linked(options, handle);
    const ani = server.person();
    const group = server.group({ members: [ani] });
    await group.says(ani, "/topik");
    await group.next();
    const id = await group.says(ani, "boleh?", { quotes: { id: "X" } });
    await first.until(() => first.heard.length === 2, "the question");
    server.connections()[0]?.kill();
    await first.arrivals.stop();
    await first.stop();
    open.pop();
    const next = await openReceiver(server, answering, options);
    open.push(next);
    expect(await group.next()).toMatchObject({ text: expect.stringContaining("jawaban: boleh?"), quoted: id });
    await twoReceipts(ani, id);
  });
});

describe("what may be written down", () => {
  it("is written in one step with the key it used up, before the server hears that it arrived", async () => {
    const steps: string[] = [];
    const store = await lastingStore();
    const { write } = store.store;
    store.store.write = async (changes, creds) => {
      const kept = changes.find(({ type }) => type === keptType);
      if (kept === undefined) return write(changes, creds);
      const id = kept.id.split(" ")[1] ?? "";
      steps.push(changes.some(({ type }) => type === "session") ? "with its key" : "alone");
      await write(changes, creds);
      steps.push(isReceived(id) ? "too late" : "before the receipt");
    };
    const { handle, release } = holding(() => true);
    const bot = await linked({ store }, handle);
    const person = server.person();
    const id = await person.says("boleh?");
    await received(id);
    expect(steps).toEqual(["with its key", "before the receipt"]);
    const [kept] = await bot.store.kept.left();
    expect(JSON.parse(kept?.body ?? "")).toMatchObject({ text: "boleh?", id, address: `whatsapp:${person.lid}` });
    release();
    await person.next();
  });

  it("stays until the server has acknowledged the answer, and no longer", async () => {
    const bot = await linked({ store: await lastingStore() });
    const person = server.person();
    const lift = server.faults.holdAcks();
    await person.says("boleh?");
    await person.next();
    expect(await bot.store.kept.left()).toHaveLength(1);
    lift();
    await bot.arrivals.drained();
    expect(await bot.store.kept.left()).toEqual([]);
  });

  it("is what was written before a restart, answered late and once, and let go when the server brings it again", async () => {
    const store = await lastingStore();
    const { handle } = holding(() => true);
    const first = await linked({ store }, handle);
    const person = server.person();
    const id = await person.says("boleh?");
    await received(id);
    await first.stop();
    open.pop();
    const next = await openReceiver(server, answering, { store });
    open.push(next);
    expect((await person.next()).text).toContain("jawaban: boleh?");
    expect(next.heard).toMatchObject([{ id, late: true, text: "boleh?" }]);
    await next.arrivals.drained();
    expect(await next.store.kept.left()).toEqual([]);
    await person.says("sudah?");
    expect(await person.next()).toMatchObject({ text: "jawaban: sudah?" });
  });

  it.each(["person", "group"] as const)(
    "is not asked of its writer again when its receipt was lost: %s",
    async (where) => {
      const bot = await linked({ store: await lastingStore() });
      const person = server.person();
      const group = server.group({ members: [person] });
      const asks = (text: string) => (where === "group" ? group.says(person, text) : person.says(text));
      const answer = () => (where === "group" ? group : person).next();
      await asks("/topik 1");
      await answer();
      server.connections()[0]?.deafen();
      const id = await asks("/topik 2");
      await bot.until(() => bot.heard.length === 2, "the question");
      server.connections()[0]?.kill();
      expect(await server.next("ack", (ack) => ack.id === id)).toMatchObject({ class: "message", error: "487" });
      expect((await answer()).text).toBe("jawaban: /topik 2");
      expect(person.receipts.filter((receipt) => receipt.id === id)).toEqual([]);
      expect(bot.heard).toHaveLength(2);
    },
  );

  it("is given up when it was begun at three starts, and forgotten", async () => {
    const store = await lastingStore();
    const first = await linked({ store });
    const body = {
      address: "whatsapp:1@lid",
      id: "OLD",
      text: "mati",
      place: "private",
      thread: "t",
      quoted: { id: "OLD" },
    };
    await store.store.write([
      { type: keptType, id: "OLD", value: JSON.stringify(body) },
      { type: keptType, id: "BROKEN", value: "{" },
    ]);
    for (let start = 0; start < 3; start += 1) await store.store.kept.begin("OLD");
    await first.stop();
    open.pop();
    const bot = await openReceiver(server, answering, { store });
    open.push(bot);
    await bot.becomes("open");
    await bot.arrivals.drained();
    expect(await bot.store.kept.left()).toEqual([]);
    expect(bot.logged.map(({ event }) => event)).toEqual(expect.arrayContaining(["given_up", "update_unreadable"]));
    expect(bot.heard).toEqual([]);
  });
});

describe("what may not be written down", () => {
  const options = async (holdMs = 60_000) => ({
    store: await lastingStore(),
    mayKeep: () => false,
    timing: { holdMs },
  });

  it("is not, and the server hears that it arrived only when it was answered", async () => {
    const { handle, release } = holding(() => true);
    const bot = await linked(await options(), handle);
    const person = server.person();
    const id = await person.says("rahasia");
    await bot.until(() => bot.heard.length === 1, "the question");
    expect(server.pending()).toMatchObject([{ id }]);
    expect(await bot.store.kept.left()).toEqual([]);
    release();
    const reply = await person.next();
    await received(id);
    expect(await bot.store.sent.get(reply.id)).toBeUndefined();
  });

  it("holds nobody else up", async () => {
    const { handle, release } = holding(({ rest }) => rest === "rahasia");
    const bot = await linked(await options(), handle);
    const [slow, other] = [server.person(), server.person()];
    const id = await slow.says("rahasia");
    await bot.until(() => bot.heard.length === 1, "the question");
    const received = await other.says("boleh?");
    expect((await other.next()).text).toBe("boleh?");
    await server.waitFor(() => isReceived(received), "the receipt");
    expect(isReceived(id)).toBe(false);
    release();
    await slow.next();
    await server.waitFor(() => isReceived(id), "the other receipt");
  });

  it("holds others up for a short while only where all had waited at the server", async () => {
    const { handle, release } = holding(({ rest }) => rest === "rahasia");
    const also = await options();
    const first = await linked(also, handle);
    await first.stop();
    open.pop();
    const [slow, other] = [server.person(), server.person()];
    for (let at = 0; at < 5; at += 1) await slow.says("rahasia");
    await other.says("boleh?");
    open.push(await openReceiver(server, handle, { ...also, timing: { ...also.timing, blockMs: 50 } }));
    expect((await other.next()).text).toContain("boleh?");
    release();
    await slow.next();
  });

  it("is asked of its sender again while it takes long, answered once, and received then", async () => {
    const { handle, release } = holding(() => true);
    const bot = await linked(await options(300), handle);
    const person = server.person();
    const id = await person.says("rahasia");
    await server.next("receipt", (receipt) => receipt.id === id && receipt.type === "retry");
    await server.next("receipt", (receipt) => receipt.id === id && receipt.type === "retry");
    expect(person.receipts.some(({ type }) => type !== "retry")).toBe(false);
    release();
    expect(await person.next()).toMatchObject({ text: "rahasia", copies: 1 });
    await server.next("receipt", (receipt) => receipt.id === id && receipt.type !== "retry");
    expect(bot.heard).toHaveLength(1);
    await person.says("lagi?");
    expect((await person.next()).text).toBe("lagi?");
  });

  it("of a group is asked again as well", async () => {
    const { handle, release } = holding(() => true);
    const bot = await linked(await options(300), handle);
    const person = server.person();
    const group = server.group({ members: [person] });
    const id = await group.says(person, "/topik 1");
    await server.next("receipt", (receipt) => receipt.id === id && receipt.type === "retry");
    release();
    expect((await group.next()).text).toBe("/topik 1");
    await server.next("receipt", (receipt) => receipt.id === id && receipt.type !== "retry");
    expect(bot.heard).toHaveLength(1);
  });

  it("is received after five requests, though it is still being answered", async () => {
    const { handle, release } = holding(() => true);
    await linked(await options(20), handle);
    const person = server.person();
    const id = await person.says("rahasia");
    await server.next("receipt", (receipt) => receipt.id === id && receipt.type !== "retry");
    const types = person.receipts.filter((receipt) => receipt.id === id).map(({ type }) => type);
    expect(types).toEqual([...Array.from({ length: 5 }, () => "retry"), "delivered"]);
    release();
    await person.next();
  });

  it("is answered by the next process when one ends between two such requests", async () => {
    const also = await options(20);
    const first = await linked(also, holding(() => true).handle);
    const person = server.person();
    const id = await person.says("rahasia");
    await server.next("receipt", (receipt) => receipt.id === id && receipt.type === "retry");
    server.connections()[0]?.kill();
    first.arrivals.stop();
    await first.stop();
    open.pop();
    expect(person.receipts.some(({ type }) => type !== "retry")).toBe(false);
    const next = await openReceiver(server, answering, also);
    open.push(next);
    expect((await person.next()).text).toContain("jawaban: rahasia");
    await server.waitFor(() => server.pending().length === 0, "the receipt");
    expect(next.heard).toHaveLength(1);
  });

  it("is received at once where the session ends with the process anyway", async () => {
    const { handle, release } = holding(() => true);
    await linked({ mayKeep: () => false, timing: { holdMs: 60_000 } }, handle);
    const person = server.person();
    await received(await person.says("rahasia"));
    release();
    await person.next();
  });

  it("is answered once when the connection breaks meanwhile", async () => {
    const { handle, release } = holding(() => true);
    const bot = await linked(await options(), handle);
    const person = server.person();
    const id = await person.says("rahasia");
    await bot.until(() => bot.heard.length === 1, "the question");
    server.connections()[0]?.kill();
    await server.next("delivered", (event) => event.id === id && event.again);
    release();
    expect((await person.next()).text).toBe("rahasia");
    await server.waitFor(() => server.pending().length === 0, "the receipt");
    expect(bot.heard).toHaveLength(1);
  });

  it("is asked of the sender again when the process ended before the answer", async () => {
    const store = await lastingStore();
    const also = { store, mayKeep: () => false, timing: { holdMs: 60_000 } };
    const first = await linked(also, holding(() => true).handle);
    const person = server.person();
    const id = await person.says("rahasia");
    await first.until(() => first.heard.length === 1, "the question");
    first.arrivals.stop();
    await first.stop();
    open.pop();
    const next = await openReceiver(server, answering, also);
    open.push(next);
    expect((await person.next()).text).toContain("jawaban: rahasia");
    await twoReceipts(person, id);
    expect(next.heard).toHaveLength(1);
  });
});

describe("a message that comes while the process is ending", () => {
  it.each([true, false])("is left to the next process, and asked for only once: kept %s", async (may) => {
    const also = { store: await lastingStore(), mayKeep: () => may };
    const first = await linked(also);
    const person = server.person();
    await person.says("halo");
    await person.next();
    first.arrivals.stop();
    const id = await person.says("boleh?");
    await server.next("delivered", (event) => event.id === id);
    await first.arrivals.drained();
    await first.stop();
    open.pop();
    expect(isReceived(id)).toBe(false);
    open.push(await openReceiver(server, answering, also));
    expect((await person.next()).text).toContain("jawaban: boleh?");
    await server.waitFor(() => server.pending().length === 0, "the receipt");
    expect(person.receipts.filter((receipt) => receipt.id === id)).toEqual([{ id, type: "delivered" }]);
  });
});

describe("an answer that could not be sent", () => {
  it("is tried again with the next connection, and told to be late", async () => {
    const store = await lastingStore();
    let calls = 0;
    const said: string[] = [];
    const bot = await linked({
      store,
      async reply({ message }) {
        calls += 1;
        if (calls === 1) throw new SendError("expired");
        said.push(`${message.text} ${message.late ? "late" : "new"}`);
      },
    });
    await server.person().says("boleh?");
    await bot.until(() => calls === 1, "the first try");
    server.connections()[0]?.kill();
    await bot.until(() => said.length === 1, "the second try");
    expect(said).toEqual(["boleh? late"]);
    await bot.arrivals.drained();
    expect(await store.store.kept.left()).toEqual([]);
  });

  it("is tried again by itself where the connection stays, and again", async () => {
    const store = await lastingStore();
    let calls = 0;
    const said: string[] = [];
    const bot = await linked({
      store,
      timing: { againMs: 30 },
      async reply({ message }) {
        calls += 1;
        if (calls < 3) throw new SendError("expired");
        said.push(message.text);
      },
    });
    await server.person().says("boleh?");
    await bot.until(() => said.length === 1, "the third try");
    expect(said).toEqual(["boleh?"]);
    expect(bot.numbers().connects).toBe(2);
    await bot.arrivals.drained();
    expect(await store.store.kept.left()).toEqual([]);
  });

  it("comes before what is said to the same person next", async () => {
    let fails = true;
    const said: string[] = [];
    const bot = await linked({
      async reply({ message }) {
        if (fails) throw new SendError("expired");
        said.push(message.text);
      },
    });
    const person = server.person();
    await person.says("pertama");
    await server.waitFor(() => server.pending().length === 0, "the receipt");
    await bot.arrivals.drained();
    fails = false;
    await server.person().says("orang lain");
    await person.says("kedua");
    await bot.until(() => said.length === 3, "all three");
    expect(said.filter((text) => text !== "orang lain")).toEqual(["pertama", "kedua"]);
  });

  it("is given up when the person cannot be reached, and told in the log without a word of it", async () => {
    const store = await lastingStore();
    const reply = async () => {
      throw new SendError("gone", { code: "blocked" });
    };
    const bot = await linked({ store, reply });
    await server.person().says("boleh?");
    await bot.until(() => bot.logged.some(({ event }) => event === "unanswered"), "the log");
    expect(bot.logged.find(({ event }) => event === "unanswered")?.fields).toEqual({
      channel: "whatsapp",
      error: "gone blocked",
      count: 1,
    });
    await bot.arrivals.drained();
    expect(await store.store.kept.left()).toEqual([]);
  });
});
