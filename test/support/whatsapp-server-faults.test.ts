import { describe, expect, it } from "vitest";
import { bareStage } from "./bare-stage.ts";

const { server, paired, again, unpaired } = bareStage({ oneTimeKeys: "none" });

describe("a connection", () => {
  it.each([
    ["is torn", 428, () => server().connections()[0]?.kill()],
    ["ends politely", 428, () => server().connections()[0]?.end()],
    ["is asked to come back", 515, () => server().connections()[0]?.streamError(515)],
    ["has trouble", 503, () => server().connections()[0]?.streamError(503)],
    ["is replaced", 440, () => server().account.replace()],
    ["is unlinked", 401, () => server().account.unlink()],
  ])("that %s ends with %i", async (_, code, end) => {
    const bot = await paired();
    end();
    expect(await bot.closed()).toBe(code);
    expect(server().connections()).toEqual([]);
  });

  it("is replaced by a second login of the same device", async () => {
    const first = await paired();
    const second = again(first);
    expect(await first.closed()).toBe(440);
    await second.update(({ connection }) => connection === "open");
  });

  it.each([401, 403, 405, 503])("is refused at login with %i", async (reason) => {
    const before = await paired();
    server().connections()[0]?.kill();
    await before.closed();
    server().faults.refuseLogin(reason);
    expect(await again(before).closed()).toBe(reason);
    await again(before).update(({ connection }) => connection === "open");
  });

  it("that never speaks is given up by the client", async () => {
    server().faults.mute();
    expect(await unpaired({ connectTimeoutMs: 200 }).closed()).toBe(408);
  });

  it("runs out of QR codes", async () => {
    expect(await unpaired({ qrTimeout: 5 }).closed()).toBe(408);
    expect(await server().next("pairing")).toMatchObject({ refs: { length: 6 } });
  });

  it("leaves a query unanswered, pings too, until the fault is lifted", async () => {
    const bot = await paired({ defaultQueryTimeoutMs: 100 });
    const lift = server().faults.silence("w:p");
    const ping = () =>
      bot.socket.query({
        tag: "iq",
        attrs: { to: "@s.whatsapp.net", type: "get", xmlns: "w:p" },
        content: [{ tag: "ping", attrs: {} }],
      });
    expect(await ping()).toBeUndefined();
    lift();
    expect(await ping()).toMatchObject({ attrs: { type: "result" } });
  });

  it("that freezes answers nothing more", async () => {
    const bot = await paired({ defaultQueryTimeoutMs: 100 });
    server().connections()[0]?.freeze();
    expect(await bot.socket.onWhatsApp("628777")).toBeUndefined();
  });
});

describe("an ack", () => {
  it.each([479, 463])("can say %i, and nobody gets the message", async (error) => {
    const bot = await paired();
    const person = server().person();
    server().faults.refuseMessages(error, { to: person.lid });
    await bot.socket.sendMessage(person.lid, { text: "satu" }, { messageId: "REFUSED" });
    await bot.socket.sendMessage(person.lid, { text: "dua" }, { messageId: "TAKEN" });
    expect(await bot.ack("REFUSED")).toMatchObject({ error: String(error), from: person.lid });
    expect((await bot.ack("TAKEN"))["error"]).toBeUndefined();
    expect(await person.next()).toMatchObject({ text: "dua" });
  });

  it("can be held back, come late or never", async () => {
    const bot = await paired();
    const person = server().person();
    const release = server().faults.holdAcks();
    await bot.socket.sendMessage(person.lid, { text: "ditahan" }, { messageId: "HELD" });
    expect(await person.next()).toMatchObject({ id: "HELD" });
    expect(bot.acks).toEqual([]);
    release();
    await bot.ack("HELD");
    server().faults.loseAcks();
    server().faults.slowAcks(20);
    await bot.socket.sendMessage(person.lid, { text: "hilang" }, { messageId: "LOST" });
    await bot.socket.sendMessage(person.lid, { text: "lambat" }, { messageId: "SLOW" });
    await bot.ack("SLOW");
    expect(bot.acks.map(({ id }) => id)).toEqual(["HELD", "SLOW"]);
    expect(await person.next()).toMatchObject({ id: "LOST" });
  });
});

describe("a message", () => {
  it.each([true, false])("can break the connection, having been taken: %s", async (delivered) => {
    const bot = await paired();
    const person = server().person();
    server().faults.dropAtMessage({ delivered });
    await bot.socket.sendMessage(person.lid, { text: "putus" });
    expect(await bot.closed()).toBe(428);
    const back = again(bot);
    await back.update(({ connection }) => connection === "open");
    await back.socket.sendMessage(person.lid, { text: "lagi" });
    await server().waitFor(() => person.messages.at(-1)?.text === "lagi", "the second message");
    expect(person.messages.map(({ text }) => text)).toEqual(delivered ? ["putus", "lagi"] : ["lagi"]);
  });
});

describe("what the server tells a bot", () => {
  it("breaks the connection when it should, and is told again", async () => {
    const bot = await paired();
    const person = server().person();
    server().faults.dropAtDelivery();
    const id = await person.says("satu");
    expect(await bot.closed()).toBe(428);
    expect(server().pending()).toEqual([{ id, attempts: 1 }]);
    // Baileys read it the first time and could not say so, and refuses it now: alone, it loses such a message.
    again(bot);
    expect(await server().next("ack", (ack) => ack.id === id)).toMatchObject({ error: "487" });
    expect(server().pending()).toEqual([]);
  });

  it("comes again at each login until it was acknowledged", async () => {
    const before = await paired();
    const person = server().person();
    await before.socket.sendMessage(person.lid, { text: "Besok apel." }, { messageId: "3EB0C0" });
    await person.next();
    server().connections()[0]?.kill();
    await before.closed();
    person.reads({ id: "3EB0C0" });
    const bot = again(before);
    await server().next("ack", (ack) => ack.id === "3EB0C0" && ack.class === "receipt");
    await bot.update(({ connection }) => connection === "open");
  });

  it("can be an error", async () => {
    const bot = await paired();
    server().faults.answer("usync", () => ({ error: 429 }));
    await expect(bot.socket.onWhatsApp("628777")).rejects.toMatchObject({ data: 429 });
  });
});

describe("the weather", () => {
  it("is the same for the same seed and clears up", async () => {
    const outcomes = async () => {
      const bot = await paired();
      const person = server().person();
      const before = server().events.length;
      server().faults.weather({ seed: 3, loseAck: 0.3, slowAck: 0.3, slowMs: 1 });
      for (let nth = 0; nth < 12; nth++) await bot.socket.sendMessage(person.lid, { text: String(nth) });
      await server().waitFor(() => person.messages.length === 12, "all messages");
      server().faults.weather();
      return server()
        .events.slice(before)
        .flatMap((event) => (event.kind === "message" ? [event.outcome] : []));
    };
    const first = await outcomes();
    expect(new Set(first)).toEqual(new Set(["acked", "lost"]));
    server().account.unlink();
    expect(await outcomes()).toEqual(first);
  });

  it("delivers everything twice, once or not at all to be read at once", async () => {
    const bot = await paired();
    const person = server().person();
    server().faults.weather({ twice: 1 });
    const id = await person.says("dua kali");
    await server().next("receipt", (event) => event.id === id);
    await server().next("ack", (event) => event.id === id && event.error !== undefined);
    expect(bot.messages.filter(({ message }) => message)).toHaveLength(1);
    server().faults.weather({ unreadable: 1 });
    await bot.socket.sendMessage(person.lid, { text: "tak terbaca" }, { messageId: "AGAIN" });
    for (const _ of ["first", "again"]) await server().next("message", ({ id }) => id === "AGAIN");
    server().faults.weather();
    expect(await person.next()).toMatchObject({ id: "AGAIN", text: "tak terbaca" });
  });
});

describe("the keys that this side knows", () => {
  it("are the bot's public ones and, once a person wrote, theirs", async () => {
    const bot = await paired();
    const before = server().keys().length;
    const person = server().person();
    await bot.message(await person.says("halo"));
    const keys = server().keys();
    expect(keys.length).toBeGreaterThan(before + 5);
    const { signedIdentityKey, noiseKey } = bot.auth.creds;
    for (const key of [signedIdentityKey.public, noiseKey.public])
      expect(keys.some(({ value }) => value.equals(key))).toBe(true);
    const stored = await bot.auth.keys.get("session", [`${person.lid.split("@")[0]}_1.0`]);
    const session = JSON.stringify(Object.values(stored));
    expect(keys.some(({ value }) => session.includes(value.toString("base64")))).toBe(true);
  });
});
