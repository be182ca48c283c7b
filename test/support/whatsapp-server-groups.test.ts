import { describe, expect, it } from "vitest";
import { bareStage } from "./bare-stage.ts";

const { server, paired } = bareStage({ oneTimeKeys: "none" });

describe("a group", () => {
  it("is heard by the bot, with mentions, and hears the bot", async () => {
    const bot = await paired();
    const [sari, joko] = [server().person({ name: "Sari" }), server().person({ name: "Joko" })];
    const group = server().group({ subject: "ASN Kota", members: [sari, joko] });
    const first = await bot.message(await group.says(sari, "Halo semua"));
    expect(first).toMatchObject({
      key: { remoteJid: group.jid, participant: sari.lid, participantAlt: sari.pn },
      message: { conversation: "Halo semua" },
    });
    const { lid } = server().account;
    const id = await group.says(sari, `@${lid.split("@")[0]} bolehkah?`, { mentions: [lid] });
    const asked = await bot.message(id);
    expect(asked.message?.extendedTextMessage?.contextInfo?.mentionedJid).toEqual([lid]);
    await bot.socket.sendMessage(group.jid, { text: "Tidak boleh." }, { quoted: asked });
    expect(await group.next()).toMatchObject({ text: "Tidak boleh.", quoted: id, group: group.jid, copies: 1 });
    expect(await sari.next()).toMatchObject({ text: "Tidak boleh." });
    expect(await joko.next()).toMatchObject({ text: "Tidak boleh." });
    expect(server().pending()).toEqual([]);
  });

  it("has members who ask again for what they could not read", async () => {
    const bot = await paired();
    const [sari, joko] = [server().person(), server().person()];
    const group = server().group({ members: [sari, joko] });
    joko.cannotRead(1);
    await bot.socket.sendMessage(group.jid, { text: "Besok apel." });
    expect(await sari.next()).toMatchObject({ text: "Besok apel." });
    expect(await joko.next()).toMatchObject({ text: "Besok apel." });
  });

  it("sends a message anew that the bot could not read", async () => {
    const bot = await paired();
    const sari = server().person();
    const group = server().group({ members: [sari] });
    server().faults.corrupt();
    const id = await group.says(sari, "Terbaca?");
    expect((await bot.message(id)).message?.conversation).toBe("Terbaca?");
  });

  it("tells the bot when it is put out and taken in again", async () => {
    const bot = await paired();
    const sari = server().person();
    const group = server().group({ subject: "ASN Kota", members: [sari] });
    expect(await bot.socket.groupMetadata(group.jid)).toMatchObject({ subject: "ASN Kota", addressingMode: "lid" });
    await bot.message(await group.says(sari, "satu"));
    group.removes("bot");
    await expect(bot.socket.groupMetadata(group.jid)).rejects.toThrow();
    await expect(group.says(sari, "dua")).rejects.toThrow("hears nothing");
    group.adds("bot");
    expect((await bot.message(await group.says(sari, "tiga"))).message?.conversation).toBe("tiga");
  });
});
