import { afterEach, describe, expect, it } from "vitest";
import { says } from "../../../support/conversation.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { botPerTest } from "../../../support/whatsapp-bot.ts";
import { shownOnPhone } from "../../../support/whatsapp-phone.ts";
import type { Person, WhatsAppServer } from "../../../support/whatsapp-server/server.ts";

loopbackOnly();
// Where a test loses no acknowledgement, none may count as lost because the machine is busy.
const open = botPerTest({ timing: { ackMs: 1_500, replyMs: 10_000, pushMs: 8_000 } });
const addressOf = ({ lid }: Pick<Person, "lid">) => `whatsapp:${lid}`;
const texts = ({ messages }: Pick<Person, "messages">) => messages.map(({ text }) => text);

/** The ids of what the bot sent to somebody, once per attempt. */
function attempts(server: WhatsAppServer, jid: string): { id: string; outcome: string }[] {
  return server.events.flatMap((event) => (event.kind === "message" && event.to === jid ? [event] : []));
}

function queries(server: WhatsAppServer, key: string): number {
  return server.events.filter((event) => event.kind === "query" && event.key.startsWith(key)).length;
}

/** Somebody whom the bot has answered, so that everything about them is known. */
async function acquaintance(server: WhatsAppServer): Promise<Person> {
  const person = server.person();
  await person.says("halo");
  await person.next();
  return person;
}

let unhandled: readonly string[] = [];
afterEach(() => {
  expect(unhandled).toEqual([]);
});

async function bot(options: Parameters<typeof open>[0] = {}) {
  const opened = await open(options);
  unhandled = opened.server.unhandled;
  return opened;
}

describe("a reply", () => {
  it.each(["lid", "pn"] as const)("can be read by the phone that asked by %s, and only by it", async (by) => {
    const { server } = await bot();
    const [person, other] = [server.person(), server.person()];
    await person.says("boleh like?", { by });
    expect(await person.next()).toMatchObject({ text: "jawaban: boleh like?", by: "lid", copies: 1 });
    expect(other.messages).toEqual([]);
  });

  it("is text alone: no link in it is looked up or shown with a picture", async () => {
    const { server } = await bot({ handle: () => says("Baca di https://jdihn.go.id/pencarian") });
    const person = await acquaintance(server);
    const { content } = person.messages[0] ?? {};
    expect(content?.extendedTextMessage).toMatchObject({ text: "Baca di https://jdihn.go.id/pencarian" });
    expect(content?.extendedTextMessage?.matchedText ?? "").toBe("");
  });

  it("comes in pieces that can be read on a phone, in order and whole, when it is long", async () => {
    const sentences = Array.from({ length: 600 }, (_, at) => `Kalimat nomor ${at} ini cukup panjang.`);
    const { server } = await bot({ handle: () => says(sentences.join(" ")) });
    const person = server.person();
    await person.says("panjang");
    await server.waitFor(() => texts(person).join(" ").includes("nomor 599"), "the last piece");
    expect(person.messages.length).toBeGreaterThan(4);
    expect(texts(person).join(" ")).toBe(sentences.join(" "));
    for (const text of texts(person)) expect(text.length).toBeLessThanOrEqual(3_500);
  });

  it("points at the message it answers in a group", async () => {
    const { server } = await bot();
    const person = server.person();
    const group = server.group({ members: [person, server.person()] });
    const id = await group.says(person, "/topik kampanye");
    expect(await group.next()).toMatchObject({ text: "jawaban: /topik kampanye", quoted: id });
    expect(queries(server, "w:g2")).toBe(1);
    await group.says(person, "/topik media");
    expect(await group.next()).toMatchObject({ text: "jawaban: /topik media" });
    expect(queries(server, "w:g2")).toBe(1);
  });

  it("shows that it is being written when it takes long, and not when it does not", async () => {
    const gate = Promise.withResolvers<void>();
    const { server } = await bot({
      timing: { typingAfterMs: 50 },
      handle: async ({ rest }) => {
        if (rest === "lama") await gate.promise;
        return says(rest);
      },
    });
    const person = await acquaintance(server);
    await person.says("lama");
    await server.next("presence", ({ to, state }) => to === person.lid && state === "composing");
    gate.resolve();
    expect(await person.next()).toMatchObject({ text: "lama" });
    expect(server.events.filter((event) => event.kind === "presence" && event.state === "composing")).toHaveLength(1);
  });

  it("waits for the connection when it is lost", async () => {
    const gate = Promise.withResolvers<void>();
    const { server, channel } = await bot({
      handle: async ({ rest }) => {
        if (rest === "tunggu") await gate.promise;
        return says(rest);
      },
    });
    const person = await acquaintance(server);
    await person.says("tunggu");
    await server.waitFor(() => server.pending().length === 0, "the receipt");
    const back = server.faults.refuseUpgrade(503, 1_000);
    server.connections()[0]?.kill();
    await expect.poll(() => channel.usable()).toBe(false);
    gate.resolve();
    await server.waitFor(() => server.connections().length === 0, "the connection being lost");
    back();
    expect(await person.next()).toMatchObject({ text: "tunggu", copies: 1 });
  });

  it("keeps its order for each person when fifty go out at once", async () => {
    const { server } = await bot();
    const people = await Promise.all(Array.from({ length: 5 }, () => acquaintance(server)));
    const said = Array.from({ length: 10 }, (_, at) => `pertanyaan ${at}`);
    await Promise.all(
      people.map(async (person) => {
        for (const text of said) await person.says(text);
      }),
    );
    for (const person of people) {
      await server.waitFor(() => person.messages.length === 11, "ten answers");
      expect(texts(person).slice(1)).toEqual(said.map((text) => `jawaban: ${text}`));
    }
  });

  it("can be read however both sides talk at once", async () => {
    const { server } = await bot();
    const person = await acquaintance(server);
    for (let at = 0; at < 60; at += 1) await person.says(`${at}`);
    await server.waitFor(() => person.messages.length === 61, "sixty answers");
    expect(server.events.filter(({ kind }) => kind === "unreadable")).toEqual([]);
    expect(person.receipts.filter(({ type }) => type === "retry")).toEqual([]);
  });

  it("tells WhatsApp once that somebody is trusted, not with every message", async () => {
    const { server } = await bot();
    const before = queries(server, "privacy/set/tokens");
    const person = await acquaintance(server);
    for (const text of ["satu", "dua", "tiga"]) {
      await person.says(text);
      await person.next();
    }
    expect(queries(server, "privacy/set/tokens") - before).toBe(1);
  });
});

describe("a message counts as sent only when the server took it", () => {
  it("and is sent again under the same id when nothing is heard: the person sees it once", async () => {
    const { server } = await bot({ timing: { ackMs: 500 } });
    const person = await acquaintance(server);
    server.faults.loseAcks(2);
    await person.says("boleh?");
    expect(await person.next()).toMatchObject({ text: "jawaban: boleh?" });
    await server.waitFor(() => attempts(server, person.lid).length === 4, "three attempts");
    const [, ...tries] = attempts(server, person.lid);
    expect(tries.map(({ outcome }) => outcome)).toEqual(["lost", "lost", "acked"]);
    expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
    await server.waitFor(() => person.messages.at(-1)?.copies === 3, "all three arriving");
    expect(texts(person)).toEqual(["jawaban: halo", "jawaban: boleh?"]);
  });

  it.each([true, false])(
    "and again under the same id when the connection breaks with it (it arrived: %s)",
    async (delivered) => {
      const { server } = await bot();
      const person = await acquaintance(server);
      server.faults.dropAtMessage({ delivered });
      await person.says("boleh?");
      await server.waitFor(
        () => attempts(server, person.lid).at(-1)?.outcome === "acked" && attempts(server, person.lid).length === 3,
        "the second attempt",
      );
      const [, ...tries] = attempts(server, person.lid);
      expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
      await server.waitFor(() => person.messages[1]?.copies === (delivered ? 2 : 1), "it arriving");
      expect(texts(person)).toEqual(["jawaban: halo", "jawaban: boleh?"]);
    },
  );

  it("and once more with new keys when the server does not like the old ones (479)", async () => {
    const { server } = await bot();
    const person = await acquaintance(server);
    const before = queries(server, "encrypt/get/key");
    server.faults.refuseMessages(479);
    await person.says("boleh?");
    expect(await person.next()).toMatchObject({ text: "jawaban: boleh?", copies: 1 });
    expect(attempts(server, person.lid).map(({ outcome }) => outcome)).toEqual(["acked", "refused", "acked"]);
    expect(queries(server, "encrypt/get/key")).toBeGreaterThan(before);
  });

  it("but not for ever (479)", async () => {
    const { server, logged } = await bot();
    const person = await acquaintance(server);
    server.faults.refuseMessages(479, { times: 100 });
    await person.says("boleh?");
    await expect.poll(() => logged.some(({ event }) => event === "unanswered")).toBe(true);
    expect(attempts(server, person.lid)).toHaveLength(3);
    expect(logged).toContainEqual(expect.objectContaining({ event: "unanswered", error: "rejected 479" }));
  });

  it("and is never tried again when no chats may be begun (463)", async () => {
    const { server, logged } = await bot();
    const person = await acquaintance(server);
    server.faults.refuseMessages(463, { times: 100 });
    await person.says("boleh?");
    await expect.poll(() => logged.some(({ event }) => event === "unanswered")).toBe(true);
    expect(attempts(server, person.lid)).toHaveLength(2);
    expect(logged).toContainEqual(expect.objectContaining({ event: "new_chats_held" }));
  });

  it("and is given up in time when it never is", async () => {
    const { server, channel } = await bot({ timing: { ackMs: 200, pushMs: 3_000 } });
    const person = await acquaintance(server);
    server.faults.loseAcks(1_000);
    await expect(channel.push(addressOf(person), says("hai"), "1")).rejects.toMatchObject({ kind: "unknown" });
  });
});

describe("a phone that cannot read a message", () => {
  it("gets it again under the same id", async () => {
    const { server } = await bot();
    const person = await acquaintance(server);
    person.cannotRead(1);
    await person.says("boleh?");
    expect(await person.next()).toMatchObject({ text: "jawaban: boleh?" });
    const [, ...tries] = attempts(server, person.lid);
    expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
  });

  it.each(["lid", "pn"] as const)("gets it after a restart too, asking by %s", async (by) => {
    const opened = await bot();
    const { server } = opened;
    const person = await acquaintance(server);
    person.goesOffline();
    await opened.channel.push(addressOf(person), says("Besok apel."), "1");
    await opened.restart();
    person.cannotRead(1, { by });
    person.comesOnline();
    expect(await person.next()).toMatchObject({ text: "Besok apel." });
  });

  it("gets what may not be written down as long as the process lives", async () => {
    const opened = await bot({ mayKeep: () => false });
    const { server } = opened;
    const person = await acquaintance(server);
    person.cannotRead(1);
    await person.says("rahasia");
    expect(await person.next()).toMatchObject({ text: "jawaban: rahasia" });
  });
});

describe("a push", () => {
  const stranger = (server: WhatsAppServer) => {
    const person = server.person();
    return { person, address: `whatsapp:${person.pn}` };
  };
  const anybody = {
    allowed: async () => ({ perDay: 100, since: "2026-11-29" }),
    used: async () => 0,
    use: async () => {},
  };

  it("carries the same id after a restart", async () => {
    const opened = await bot();
    const person = await acquaintance(opened.server);
    await opened.channel.push(addressOf(person), says("Besok apel."), "delivery 7");
    await opened.restart();
    await opened.channel.push(addressOf(person), says("Besok apel."), "delivery 7");
    await opened.channel.push(addressOf(person), says("Besok apel."), "delivery 8");
    const [, ...sent] = attempts(opened.server, person.lid);
    expect(sent.map(({ id }) => id === sent[0]?.id)).toEqual([true, true, false]);
    for (const { id } of sent) expect(id).toMatch(/^3EB0[0-9A-F]{18}$/);
  });

  it("goes to nobody who never wrote unless that is allowed", async () => {
    const { server, channel } = await bot();
    const { address, person } = stranger(server);
    await expect(channel.push(address, says("hai"), "1")).rejects.toMatchObject({
      kind: "throttled",
      code: "never_wrote",
    });
    expect(attempts(server, person.pn)).toEqual([]);
  });

  it("reaches whoever asked before the number was linked again, without a budget", async () => {
    const { server, channel } = await bot();
    const { address, person } = stranger(server);
    await channel.push(address, says("Jawaban petugas."), "delivery 1", { answers: true });
    expect(await person.next()).toMatchObject({ text: "Jawaban petugas." });
  });

  it("reaches somebody who never wrote within the budget", async () => {
    const { server, channel } = await bot({ budget: anybody });
    const { address, person } = stranger(server);
    await channel.push(address, says("Besok apel."), "1");
    expect(await person.next()).toMatchObject({ text: "Besok apel." });
  });

  it("says that a number has no WhatsApp, asks once and costs no budget", async () => {
    let used = 0;
    const budget = {
      ...anybody,
      async use() {
        used += 1;
      },
    };
    const { server, channel } = await bot({ budget });
    for (let time = 0; time < 3; time += 1)
      await expect(channel.push("whatsapp:6281100000000@s.whatsapp.net", says("hai"), "1")).rejects.toMatchObject({
        kind: "gone",
        code: "unknown_number",
      });
    expect(used).toBe(0);
    const asked = queries(server, "usync");
    await expect(channel.push("whatsapp:6281100000000@s.whatsapp.net", says("hai"), "2")).rejects.toMatchObject({
      kind: "gone",
    });
    expect(queries(server, "usync")).toBe(asked);
  });

  it("waits while WhatsApp lets the account begin no chats, and hears of it without trying", async () => {
    const { server, channel } = await bot({ budget: anybody });
    const { address, person } = stranger(server);
    server.account.restrict({ until: Date.now() + 60_000 });
    await expect(channel.push(address, says("hai"), "1")).rejects.toMatchObject({ kind: "throttled" });
    expect(attempts(server, person.pn)).toEqual([]);
    server.account.restrict();
    await expect.poll(() => channel.health?.().numbers["new_chats_held_seconds"]).toBe(0);
  });

  it("is held up by a refused chat, not by the answers to people who wrote", async () => {
    const { server, channel } = await bot({ budget: anybody });
    server.faults.refuseMessages(463);
    const [one, other] = [stranger(server), stranger(server)];
    await expect(channel.push(one.address, says("hai"), "1")).rejects.toMatchObject({ kind: "throttled", code: "463" });
    await expect(channel.push(other.address, says("hai"), "2")).rejects.toMatchObject({ kind: "throttled" });
    expect(attempts(server, other.person.pn)).toEqual([]);
    await acquaintance(server);
  });

  it("is given back soon when there is no connection, so that other channels go on", async () => {
    const { server, channel } = await bot({ timing: { pushMs: 200 } });
    const person = await acquaintance(server);
    server.faults.refuseUpgrade(503, 1_000);
    server.connections()[0]?.kill();
    await expect.poll(() => channel.usable()).toBe(false);
    await expect(channel.push(addressOf(person), says("hai"), "1")).rejects.toMatchObject({ kind: "expired" });
  });

  it("goes one by one, and gives back what would wait too long; answers go at once", async () => {
    const { server, channel } = await bot({ timing: { pushGapMs: [1_500, 1_500], pushTurnMs: 3_500 } });
    const people = await Promise.all(Array.from({ length: 8 }, () => acquaintance(server)));
    const began = performance.now();
    const pushes = people.map((person, at) =>
      channel.push(addressOf(person), says("pemberitahuan"), `${at}`).then(
        () => performance.now() - began,
        (error: { kind: string }) => error.kind,
      ),
    );
    let over = 0;
    for (const push of pushes) void push.then(() => (over += 1));
    const asking = await acquaintance(server);
    expect(over).toBeLessThan(people.length);
    expect(texts(asking)).toEqual(["jawaban: halo"]);
    const ends = await Promise.all(pushes);
    const went = ends.filter((end) => typeof end === "number");
    expect(ends).toContain("throttled");
    expect(went.length).toBeGreaterThan(1);
    for (const [at, end] of went.entries()) expect(end).toBeGreaterThan(1_500 * at - 20);
  });
});

describe("a question to WhatsApp that stays unanswered", () => {
  it("holds up nobody but whom it is about", async () => {
    const { server } = await bot({ timing: { queryMs: 3_000 } });
    const known = await acquaintance(server);
    server.faults.silence("usync", 1);
    const unlucky = server.person();
    await unlucky.says("halo");
    await server.next("query", ({ key, answered }) => key.startsWith("usync") && !answered);
    await known.says("boleh?");
    await known.next();
    await acquaintance(server);
    expect(unlucky.messages).toEqual([]);
    expect(await unlucky.next()).toMatchObject({ text: "jawaban: halo", copies: 1 });
  });

  it("makes nobody unknown who has written, when it is answered with nothing", async () => {
    const opened = await bot({ timing: { pushMs: 300 } });
    const { server, logged } = opened;
    const person = server.person();
    const nothing = [{ tag: "usync", attrs: {}, content: [{ tag: "list", attrs: {}, content: [] }] }];
    const answerNothing = async () => {
      // By then the devices of the account itself are known.
      await acquaintance(server);
      server.faults.answer("usync", () => nothing, Number.POSITIVE_INFINITY);
    };
    await answerNothing();
    await person.says("boleh?");
    await expect.poll(() => logged.filter(({ event }) => event === "not_sent").length).toBeGreaterThan(1);
    server.faults.clear();
    expect(await person.next()).toMatchObject({ text: "jawaban: boleh?", copies: 1 });
    // The next process has only their session to tell by.
    await opened.restart();
    await answerNothing();
    await expect(opened.channel.push(addressOf(person), says("hai"), "1")).rejects.toMatchObject({ kind: "offline" });
  });

  it("does not make the bot believe that a message reached anybody", async () => {
    const { server, channel } = await bot({ timing: { queryMs: 200, pushMs: 500, replyMs: 500 } });
    const person = server.person();
    server.faults.silence("encrypt/get/key");
    server.faults.silence("usync");
    const id = await person.says("halo");
    await server.next("receipt", (receipt) => receipt.id === id);
    await expect(channel.push(addressOf(person), says("hai"), "1")).rejects.toMatchObject({ kind: "offline" });
    expect(attempts(server, person.lid)).toEqual([]);
    expect(server.account.messages.filter(({ to }) => to === person.lid)).toEqual([]);
  });
});

describe("a file", () => {
  const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(20_000, 5)]);
  const picture = { name: "statistik.png", mime: "image/png", bytes: png, caption: "*minggu* ini" };
  const table = { name: "jumlah *semua*.csv", mime: "text/csv", bytes: Buffer.from("a,b\n1,2\n") };

  it("comes as a picture or a document, byte for byte, its caption as it was written", async () => {
    const { server } = await bot({ handle: () => ({ ...says("Ini dia."), files: [picture, table] }) });
    const person = server.person();
    await person.says("gambar");
    await server.waitFor(() => person.messages.length === 3, "all three");
    const [, image, document] = person.messages;
    expect(image).toMatchObject({ kind: "image", file: { mimetype: "image/png" } });
    expect(shownOnPhone(image?.text ?? "").text).toBe("*minggu* ini");
    expect(document).toMatchObject({ kind: "document", file: { name: "jumlah *semua*.csv", mimetype: "text/csv" } });
    expect(image?.file?.bytes.equals(png)).toBe(true);
    expect(document?.file?.bytes.equals(table.bytes)).toBe(true);
  });

  it("is uploaded once, however often its message is sent", async () => {
    const { server } = await bot({
      timing: { ackMs: 100 },
      handle: () => ({ blocks: [], choices: [], files: [table] }),
    });
    const person = server.person();
    const uploads = () => server.events.filter((event) => event.kind === "media" && event.method === "POST").length;
    const before = uploads();
    server.faults.loseAcks(2);
    await person.says("berkas");
    await server.waitFor(() => attempts(server, person.lid).length === 3, "three attempts");
    expect(uploads() - before).toBe(1);
  });

  it("is tried again when the upload fails, and named when it cannot be sent", async () => {
    const { server } = await bot({ handle: () => ({ ...says("Ini dia."), files: [picture] }) });
    const person = server.person();
    server.faults.refuseMedia("POST", 500, 2);
    await person.says("gambar");
    expect(await person.next()).toMatchObject({ text: "Ini dia." });
    expect(await person.next()).toMatchObject({ kind: "image" });
    server.faults.refuseMedia("POST", 413, 1_000);
    await person.says("gambar lagi");
    expect(await person.next()).toMatchObject({ text: "Ini dia." });
    expect(await person.next()).toMatchObject({
      kind: "text",
      text: expect.stringMatching(/^Berkas statistik.png tidak dapat dikirim di sini.\n\n.*minggu/),
    });
  });

  it("is named when it is too big for WhatsApp", async () => {
    const huge = { ...table, name: "besar.bin", bytes: Buffer.alloc(100 * 1024 * 1024 + 1) };
    const { server } = await bot({ handle: () => ({ blocks: [], choices: [], files: [huge] }) });
    const person = server.person();
    await person.says("besar");
    expect(await person.next()).toMatchObject({ text: "Berkas besar.bin tidak dapat dikirim di sini." });
  });
});
