import { proto } from "@whiskeysockets/baileys";
import { describe, expect, it } from "vitest";
import { createLog } from "../../../../src/log.ts";
import { findLeaks } from "../../../support/leaks.ts";
import { type Telling, telling } from "../../../support/telling.ts";
import { botPerTest, type WhatsAppTestOptions } from "../../../support/whatsapp-bot.ts";
import type { Person } from "../../../support/whatsapp-server/types.ts";

const open = botPerTest();

type Stage = Awaited<ReturnType<typeof open>> & Telling & { ani: Person };

/** A person in the middle of a report. */
async function stage(options: WhatsAppTestOptions = {}): Promise<Stage> {
  const dialogue = telling();
  const { converse, takesAll } = dialogue;
  const closed = ({ address, text }: { address: string; text: string }) => text === "/lapor" || takesAll(address);
  const bot = await open({ mayKeep: (message) => !closed(message), closed, ...options, converse, takesAll });
  const ani = bot.server.person({ name: "Kenari Emas" });
  await ani.says("/lapor");
  await dialogue.answered(1);
  dialogue.told.splice(0);
  return { ...bot, ...dialogue, ani };
}

/** One file of an album. */
function inAlbum(content: proto.IMessage, album: string): proto.IMessage {
  const associationType = proto.MessageAssociation.AssociationType.MEDIA_ALBUM;
  return {
    ...content,
    messageContextInfo: { messageAssociation: { associationType, parentMessageKey: { id: album } } },
  };
}

describe("in the middle of a report on WhatsApp", () => {
  it("every file of an album is taken by itself, in order and before what is said next", async () => {
    const { ani, server, told, answered } = await stage();
    await ani.sends({ albumMessage: { expectedImageCount: 3 } }, { id: "ALBUM" });
    for (const content of ["satu", "dua", "tiga"])
      await ani.sends(inAlbum(server.file("image", Buffer.from(content)), "ALBUM"));
    await ani.says("SELESAI");
    await answered(5);
    expect(told.map(({ message, bytes }) => bytes ?? message.text)).toEqual(["satu", "dua", "tiga", "SELESAI"]);
  });

  it("so is an album that came in one breath with what began the report", async () => {
    const { server, told, answered, hold } = await stage();
    const go = hold();
    const budi = server.person();
    await budi.says("/lapor");
    for (const content of ["satu", "dua", "tiga"])
      await budi.sends(inAlbum(server.file("document", Buffer.from(content)), "ALBUM 2"));
    go();
    await answered(5);
    expect(told.map(({ bytes }) => bytes)).toEqual([undefined, "satu", "dua", "tiga"]);
  });

  it("of an album one is answered where nobody is in the middle of anything, as before", async () => {
    const { server, told, answered } = await stage();
    const budi = server.person();
    for (const content of ["satu", "dua"])
      await budi.sends(inAlbum(server.file("image", Buffer.from(content)), "ALBUM 3"));
    await budi.says("halo");
    await answered(3);
    expect(told.map(({ message }) => [message.kind, message.text])).toEqual([
      ["file", ""],
      ["text", "halo"],
    ]);
  });

  const bytes = Buffer.from("isi berkas");
  const kinds: ReadonlyArray<readonly [string, string, string, (file: (typeof files)["of"]) => proto.IMessage]> = [
    ["picture", "foto.jpg", "image/jpeg", (of) => of("image")],
    ["document", "berkas.pdf", "application/pdf", (of) => of("document")],
    ["video", "video.mp4", "video/mp4", (of) => of("video")],
    ["round video", "video.mp4", "video/mp4", (of) => ({ ptvMessage: of("video").videoMessage ?? null })],
    ["voice note", "suara.ogg", "audio/ogg", (of) => of("audio")],
    ["picture to be seen once", "foto.jpg", "image/jpeg", (of) => ({ viewOnceMessageV2: { message: of("image") } })],
    ["video to be seen once", "video.mp4", "video/mp4", (of) => ({ viewOnceMessage: { message: of("video") } })],
    [
      "voice note to be heard once",
      "suara.ogg",
      "audio/ogg",
      (of) => ({ viewOnceMessageV2Extension: { message: of("audio") } }),
    ],
    ["picture that disappears", "foto.jpg", "image/jpeg", (of) => ({ ephemeralMessage: { message: of("image") } })],
    [
      "document with words",
      "berkas.pdf",
      "application/pdf",
      (of) => ({ documentWithCaptionMessage: { message: of("document") } }),
    ],
  ];
  const files = { of: (kind: "image" | "document" | "video" | "audio"): proto.IMessage => ({ [kind]: null }) };

  it.each(kinds)("a %s comes as a file that is named %s and said to be %s", async (_, name, mime, content) => {
    const { ani, server, told, answered } = await stage();
    await ani.sends(content((kind) => server.file(kind, bytes)));
    await answered(2);
    expect(told).toMatchObject([
      { message: { kind: "file", text: "", file: { name, mime, size: 10 } }, bytes: "isi berkas" },
    ]);
  });

  const fileless: ReadonlyArray<readonly [string, proto.IMessage]> = [
    ["a change that only phones read", { secretEncryptedMessage: { targetMessageKey: { id: "X" }, secretEncType: 2 } }],
    ["a sticker", { stickerMessage: { mimetype: "image/webp", url: "https://mmg.whatsapp.net/x" } }],
    ["somebody's number", { contactMessage: { displayName: "Kenari", vcard: "BEGIN:VCARD\nTEL:628999\nEND:VCARD" } }],
    ["several numbers", { contactsArrayMessage: { displayName: "2 kontak", contacts: [] } }],
    [
      "a place",
      { locationMessage: { degreesLatitude: -6.1, degreesLongitude: 106.8, name: "Balai", address: "Jalan" } },
    ],
    [
      "a place that moves",
      { liveLocationMessage: { degreesLatitude: -6.1, degreesLongitude: 106.8, caption: "di sini" } },
    ],
    [
      "a poll",
      { pollCreationMessageV3: { name: "Setuju?", options: [{ optionName: "Ya" }], selectableOptionsCount: 1 } },
    ],
  ];

  it.each(fileless)("%s comes as a file of which there is nothing to take", async (_, content) => {
    const { ani, told, answered } = await stage();
    await ani.sends(content);
    await answered(2);
    expect(told.map(({ message: { kind, text, file } }) => ({ kind, text, file }))).toEqual([
      { kind: "file", text: "", file: undefined },
    ]);
  });

  it("a voice note is known by how long it is, unless it was passed on or is to be heard once, and no other sound is one", async () => {
    const { ani, server, told, answered } = await stage();
    const { audioMessage } = server.file("audio", bytes);
    const sound = (more: proto.Message.IAudioMessage): proto.IMessage => ({
      audioMessage: { ...audioMessage, ...more },
    });
    await ani.sends(sound({ seconds: 41 }));
    await ani.sends({ ephemeralMessage: { message: sound({}) } });
    await ani.sends(sound({ contextInfo: { isForwarded: true } }));
    await ani.sends({ viewOnceMessageV2Extension: { message: sound({}) } });
    await ani.sends(sound({ viewOnce: true }));
    await ani.sends(sound({ ptt: false }));
    await answered(7);
    expect(told.map(({ message: { file } }) => file?.spoken)).toEqual([
      { seconds: 41 },
      { seconds: 3 },
      ...[undefined, undefined, undefined, undefined],
    ]);
  });

  it("what was changed comes beside what it was, also when both wait, and the changed words of a file alone", async () => {
    const { ani, server, told, answered, hold } = await stage();
    const first = await ani.says("camat membagi beras");
    await answered(2);
    await ani.edits(first, "camat membagi beras di kantor");
    await answered(3);
    const go = hold();
    await ani.says("tunggu");
    const second = await ani.says("hari Senin");
    await ani.edits(second, "hari Selasa");
    const photo = await ani.sendsImage(Buffer.from("foto"), { caption: "bukti" });
    const type = proto.Message.ProtocolMessage.Type.MESSAGE_EDIT;
    const key = { remoteJid: server.account.lid, fromMe: true, id: photo };
    await ani.sends(
      { protocolMessage: { key, type, editedMessage: { imageMessage: { caption: "bukti dari saya" } } } },
      { attrs: { edit: "1" } },
    );
    go();
    await answered(8);
    expect(told.map(({ message, bytes }) => [message.kind, message.text, bytes])).toEqual([
      ["text", "camat membagi beras", undefined],
      ["text", "camat membagi beras di kantor", undefined],
      ["text", "tunggu", undefined],
      ["text", "hari Senin", undefined],
      ["text", "hari Selasa", undefined],
      ["file", "bukti", "foto"],
      ["text", "bukti dari saya", undefined],
    ]);
  });

  it("the longest text that a phone sends comes whole", async () => {
    const { ani, told, answered } = await stage();
    const text = "Camat membagi beras. ".repeat(3_100);
    await ani.says(text);
    await answered(2);
    expect(told.map(({ message }) => message.text === text)).toEqual([true]);
  });

  it("who wrote what was forwarded, what it quotes, who is named in it and the sender's name reach nobody", async () => {
    const { ani, server, told, answered } = await stage();
    const other = server.person({ name: "Pelapor Lain" });
    await ani.sends({
      extendedTextMessage: {
        text: `isi terusan dari @${other.number}`,
        title: "Jejak Situs",
        description: "jejak",
        matchedText: "https://jejak.example/a",
        jpegThumbnail: Buffer.from("jejak"),
        contextInfo: {
          isForwarded: true,
          forwardingScore: 3,
          mentionedJid: [other.pn],
          participant: other.lid,
          stanzaId: "ABC",
          quotedMessage: { conversation: "kata yang dikutip" },
          forwardedNewsletterMessageInfo: { newsletterJid: "120363@newsletter", newsletterName: "Kanal Jejak" },
        },
      },
    });
    await answered(2);
    expect(told.map(({ message }) => message.text)).toEqual(["isi terusan dari seseorang"]);
    const all = JSON.stringify(told).toLowerCase();
    for (const trace of [other.number, other.lid, "pelapor", "jejak", "dikutip", "kanal", "kenari", ani.number])
      expect(all).not.toContain(trace);
  });

  it("reactions, votes, deletions, stories and what a channel posts are nothing", async () => {
    const { ani, server, told, answered } = await stage();
    const key = { remoteJid: server.account.lid, fromMe: false, id: "X" };
    await ani.sends({ reactionMessage: { key, text: "👍" } });
    await ani.sends({ pollUpdateMessage: { pollCreationMessageKey: key } });
    await ani.sends(
      { protocolMessage: { key, type: proto.Message.ProtocolMessage.Type.REVOKE } },
      { attrs: { edit: "7" } },
    );
    for (const from of ["status@broadcast", "120363000000000000@newsletter"])
      await ani.sends({ conversation: "cerita" }, { attrs: { from, participant: ani.lid } });
    await ani.says("itu saja");
    await answered(2);
    expect(told.map(({ message }) => message.text)).toEqual(["itu saja"]);
  });

  it("nothing is shown before the answer, nothing is ever marked as read, and no link is looked at", async () => {
    const { ani, server, answered, hold } = await stage({ timing: { typingAfterMs: 1, typingEveryMs: 10 } });
    const before = server.events.length;
    const go = hold();
    const id = await ani.says("lihat https://127.0.0.1:9/bukti dan www.example.com/a");
    const budi = server.person();
    await budi.says("apa sanksinya?");
    for (let times = 0; times < 3; times += 1) await server.next("presence", ({ to }) => to === budi.lid);
    go();
    await answered(3);
    await server.waitFor(() => ani.receipts.some((receipt) => receipt.id === id), "the receipt");
    const since = server.events.slice(before);
    expect(since.filter((event) => event.kind === "presence" && event.to !== budi.lid)).toEqual([]);
    expect(since.filter(({ kind }) => kind === "media")).toEqual([]);
    expect(ani.receipts.map(({ type }) => type)).not.toContain("read");
    expect(server.unhandled).toEqual([]);
  });

  it("the log has nothing of it", async () => {
    const lines: string[] = [];
    const log = createLog("trace", { write: (line) => void lines.push(line) });
    const { ani, server, answered } = await stage({ log });
    server.faults.refuseMessages(500, { to: ani.lid });
    await ani.says("beras di balai desa");
    await answered(2);
    await ani.sendsDocument(Buffer.from("isi berkas rahasia"), {
      name: "daftar-penerima-kupon.pdf",
      caption: "foto kupon",
      damage: "gone",
    });
    await ani.sends({ conversation: "kata terakhir" });
    await answered(3);
    const secrets = [
      { name: "the number", value: ani.number },
      { name: "the LID", value: ani.lid.replace(/@.*/, "") },
      { name: "the name", value: "Kenari Emas" },
      { name: "a text", value: "beras di balai desa" },
      { name: "another text", value: "kata terakhir" },
      { name: "the caption", value: "foto kupon" },
      { name: "the name of the file", value: "daftar-penerima-kupon" },
    ];
    expect(lines.some((line) => line.includes("unanswered"))).toBe(true);
    expect(findLeaks(secrets, [{ name: "log", bytes: Buffer.from(lines.join("")) }])).toEqual([]);
  });
});
