import { describe, expect, it } from "vitest";
import { bareStage } from "./bare-stage.ts";

const { server, paired, again, unpaired } = bareStage();

describe("pairing and login", () => {
  it("links a device by its QR code, asks it to come back and lets it in", async () => {
    const first = unpaired();
    const { qr = "" } = await first.update((update) => update.qr !== undefined);
    await server().account.scan(qr);
    expect(await first.closed()).toBe(515);
    expect(server().account.paired()).toBe(true);
    const bot = again(first);
    await bot.update(({ connection }) => connection === "open");
    expect(bot.auth.creds.me?.id).toBe(`${server().account.number}:1@s.whatsapp.net`);
    expect(await server().next("prekeys")).toMatchObject({ count: 812 });
    expect(server().connections()).toHaveLength(1);
  });

  it("links a device by a code that the owner types, but not by a wrong one", async () => {
    const first = unpaired();
    await first.update((update) => update.qr !== undefined);
    const code = await first.socket.requestPairingCode(server().account.number);
    await server().next("code");
    await expect(server().account.enterCode("AAAAAAAA")).rejects.toThrow("not the one that the client shows");
    await server().account.enterCode(code);
    expect(await first.closed()).toBe(515);
    await again(first).update(({ connection }) => connection === "open");
  });

  it("refuses a QR code that nobody shows", async () => {
    await expect(server().account.scan("https://wa.me/settings/linked_devices#a,b,c,d,1")).rejects.toThrow("not shown");
  });

  it("lets nobody in whose device was unlinked, and links the next one as another device", async () => {
    const before = await paired();
    server().account.unlink();
    expect(await before.closed()).toBe(401);
    expect(await again(before).closed()).toBe(401);
    const bot = await paired();
    expect(bot.auth.creds.me?.id).toBe(`${server().account.number}:2@s.whatsapp.net`);
    const id = await server().person().says("Halo");
    expect((await bot.message(id)).message?.conversation).toBe("Halo");
  });

  it("unlinks a device that logs out", async () => {
    const bot = await paired();
    await bot.socket.logout();
    await server().next("logout");
    expect(server().account.paired()).toBe(false);
  });
});

describe("messages", () => {
  it.each(["lid", "pn"] as const)("go both ways by %s", async (by) => {
    const bot = await paired();
    const person = server().person({ name: "Sari" });
    const id = await person.says("Bolehkah saya ikut?", { by });
    const came = await bot.message(id);
    expect(came.message?.conversation).toBe("Bolehkah saya ikut?");
    expect(came).toMatchObject({ pushName: "Sari", key: { remoteJid: person[by] } });
    expect(came.key.remoteJidAlt).toBe(by === "lid" ? person.pn : person.lid);
    await server().next("receipt", (receipt) => receipt.id === id);
    expect(server().pending()).toEqual([]);
    await bot.socket.sendMessage(person[by], { text: "Tidak boleh." }, { quoted: came });
    expect(await person.next()).toMatchObject({ text: "Tidak boleh.", kind: "text", by, copies: 1, quoted: id });
    expect(person.receipts).toEqual([{ id, type: "delivered" }]);
    await server().waitFor(() => server().account.messages.length === 1, "the phone's own copy");
  });

  it("reach somebody who never wrote", async () => {
    const bot = await paired();
    const person = server().person();
    await bot.socket.sendMessage(person.pn, { text: "Besok apel." });
    expect(await person.next()).toMatchObject({ text: "Besok apel." });
  });

  it("wait for a phone that is off", async () => {
    const bot = await paired();
    const person = server().person({ online: false });
    await bot.socket.sendMessage(person.lid, { text: "Besok apel." });
    expect(await server().next("message")).toMatchObject({ outcome: "acked" });
    await server().waitFor(() => server().account.messages.length === 1, "the phone's own copy");
    expect(person.messages).toEqual([]);
    person.comesOnline();
    expect(await person.next()).toMatchObject({ text: "Besok apel." });
  });

  it("are delivered again, the same bytes, until the bot says that it has them", async () => {
    const before = await paired();
    const person = server().person();
    before.socket.ws.removeAllListeners("CB:message");
    const id = await person.says("satu");
    await server().next("delivered");
    server().connections()[0]?.kill();
    expect(await before.closed()).toBe(428);
    const second = await person.says("dua");
    expect(server().pending()).toMatchObject([
      { id, attempts: 1 },
      { id: second, attempts: 0 },
    ]);
    const bot = again(before);
    expect((await bot.message(second)).message?.conversation).toBe("dua");
    expect((await bot.message(id)).message?.conversation).toBe("satu");
    await server().waitFor(() => server().pending().length === 0, "both receipts");
  });

  it("are told to the bot when the account's owner types them on the phone", async () => {
    const bot = await paired();
    const id = await server().account.says(server().person(), "Saya jawab sendiri.");
    expect(await bot.message(id)).toMatchObject({
      key: { fromMe: true },
      message: { conversation: "Saya jawab sendiri." },
    });
  });

  it("can be changed and answered", async () => {
    const bot = await paired();
    const person = server().person();
    const id = await person.says("Bolehkan?");
    const edit = await person.edits(id, "Bolehkah?");
    expect((await bot.message(edit)).message?.protocolMessage).toMatchObject({
      key: { id },
      editedMessage: { conversation: "Bolehkah?" },
    });
    const answer = await person.says("Ini", { quotes: { id: "3EB0AA", text: "Mana?" } });
    expect((await bot.message(answer)).message?.extendedTextMessage).toMatchObject({
      text: "Ini",
      contextInfo: { stanzaId: "3EB0AA", participant: server().account.lid, quotedMessage: { conversation: "Mana?" } },
    });
  });

  it("are shown once and counted when the same id comes twice", async () => {
    const bot = await paired();
    const person = server().person();
    await bot.socket.sendMessage(person.lid, { text: "sekali" }, { messageId: "3EB0B0B0" });
    await bot.socket.sendMessage(person.lid, { text: "sekali" }, { messageId: "3EB0B0B0" });
    await server().waitFor(() => person.messages[0]?.copies === 2, "the second copy");
    expect(person.messages).toHaveLength(1);
  });
});

describe("what could not be read", () => {
  // Baileys counts each request twice, so of its five resends two are left.
  it.each([1, 2])("is asked of the bot %i times and read at last", async (times) => {
    const bot = await paired();
    const person = server().person();
    person.cannotRead(times);
    await bot.socket.sendMessage(person.lid, { text: "Terbaca?" });
    expect(await person.next()).toMatchObject({ text: "Terbaca?" });
    expect(server().events.filter(({ kind }) => kind === "message")).toHaveLength(1 + times);
  });

  it("is encrypted anew by the person's phone when the bot asks for it", async () => {
    const bot = await paired();
    const person = server().person();
    await bot.message(await person.says("satu"));
    server().faults.corrupt();
    const id = await person.says("dua");
    expect((await bot.message(id)).message?.conversation).toBe("dua");
    await server().waitFor(() => server().pending().length === 0, "the receipt");
    expect(person.receipts.filter((receipt) => receipt.id === id)).toEqual([
      { id, type: "retry" },
      { id, type: "delivered" },
    ]);
  });

  it("is given up when the bot refuses it, as it read it before and its receipt was lost", async () => {
    const before = await paired();
    const person = server().person();
    server().connections()[0]?.deafen();
    const id = await person.says("satu");
    await before.message(id);
    server().connections()[0]?.kill();
    await before.closed();
    const bot = again(before);
    expect(await server().next("ack", (ack) => ack.id === id)).toMatchObject({ error: "487" });
    expect(server().pending()).toEqual([]);
    expect(bot.messages.filter(({ message }) => message)).toEqual([]);
    expect(person.receipts).toEqual([]);
  });
});

describe("questions of the bot", () => {
  it("tell who is on WhatsApp", async () => {
    const bot = await paired();
    const person = server().person();
    expect(await bot.socket.onWhatsApp(person.number, "628777")).toEqual([{ jid: person.pn, exists: true }]);
  });

  it("tell whether it may begin chats, and messages to strangers are refused when it may not", async () => {
    const bot = await paired();
    const stranger = server().person();
    const known = server().person();
    await bot.message(await known.says("Halo"));
    expect(await bot.socket.fetchAccountReachoutTimelock()).toMatchObject({ isActive: false });
    server().account.restrict({ until: 1_900_000_000_000 });
    await bot.update(({ reachoutTimeLock }) => reachoutTimeLock?.isActive === true);
    expect(await bot.socket.fetchAccountReachoutTimelock()).toEqual({
      isActive: true,
      timeEnforcementEnds: new Date(1_900_000_000_000),
      enforcementType: "WEB_COMPANION_ONLY",
    });
    await bot.socket.sendMessage(stranger.lid, { text: "Besok apel." });
    expect(await server().next("message")).toMatchObject({ to: stranger.lid, outcome: "refused" });
    await bot.socket.sendMessage(known.lid, { text: "Halo juga" });
    expect(await known.next()).toMatchObject({ text: "Halo juga" });
    expect(stranger.messages).toEqual([]);
    server().account.limit({ total: 10, used: 9, status: "SECOND_WARNING" });
    expect(await bot.socket.fetchNewChatMessageCap()).toMatchObject({ total_quota: 10, used_quota: 9 });
  });
});
