import { downloadMediaMessage, type WAMessage } from "@whiskeysockets/baileys";
import { describe, expect, it } from "vitest";
import { mediaAgents } from "../../src/channels/whatsapp/connect/media-agents.ts";
import { bareStage } from "./bare-stage.ts";

const { server, paired } = bareStage({ oneTimeKeys: "none" });
const bytes = Buffer.from("isi berkas yang tidak boleh berubah ".repeat(1_000));

function download(message: WAMessage): Promise<Buffer> {
  return downloadMediaMessage(message, "buffer", mediaAgents(server().url) ?? {});
}

describe("files of a person", () => {
  it.each(["sendsImage", "sendsDocument", "sendsVoice"] as const)("%s is fetched and decrypted", async (sends) => {
    const bot = await paired();
    const message = await bot.message(await server().person()[sends](bytes, { caption: "Lihat", name: "surat.pdf" }));
    expect(await download(message)).toEqual(bytes);
    expect(await server().next("media")).toMatchObject({ method: "GET", host: "mmg.whatsapp.net", status: 200 });
  });

  it("may be gone, or another than told, or have no path of the server", async () => {
    const bot = await paired();
    const person = server().person();
    const gone = await bot.message(await person.sendsDocument(bytes, { damage: "gone" }));
    await expect(download(gone)).rejects.toMatchObject({ output: { statusCode: 404 } });
    const other = await bot.message(await person.sendsDocument(bytes, { damage: "hash" }));
    expect(other.message?.documentMessage?.fileSha256).not.toEqual(
      server().file("document", bytes).documentMessage?.fileSha256,
    );
    const elsewhere = { directPath: null, url: "http://127.0.0.1:1/rahasia", fileLength: 3 };
    const { documentMessage } = (await bot.message(await person.sendsDocument(bytes, elsewhere))).message ?? {};
    expect(documentMessage).toMatchObject({ url: "http://127.0.0.1:1/rahasia" });
    expect(documentMessage?.directPath).toBeFalsy();
    expect(Number(documentMessage?.fileLength)).toBe(3);
  });

  it("may be refused for a while", async () => {
    const bot = await paired();
    const message = await bot.message(await server().person().sendsImage(bytes));
    server().faults.refuseMedia("GET", 503);
    await expect(download(message)).rejects.toMatchObject({ output: { statusCode: 503 } });
    expect(await download(message)).toEqual(bytes);
  });
});

describe("files of the bot", () => {
  it("are kept, and fetched and decrypted by the person", async () => {
    const bot = await paired();
    const person = server().person();
    const file = { document: bytes, mimetype: "application/pdf", fileName: "aturan.pdf", caption: "Pasal 9" };
    await bot.socket.sendMessage(person.lid, file);
    const got = await person.next();
    expect(got).toMatchObject({ kind: "document", text: "Pasal 9", file: { name: "aturan.pdf" } });
    expect(got.file?.bytes).toEqual(bytes);
    await bot.socket.sendMessage(person.lid, { image: bytes, caption: "Gambar", jpegThumbnail: "" });
    const image = await person.next();
    expect(image).toMatchObject({ kind: "image", text: "Gambar", file: { mimetype: "image/jpeg" } });
    expect(image.file?.bytes).toEqual(bytes);
  });

  it("may be refused", async () => {
    const bot = await paired();
    server().faults.refuseMedia("POST", 500);
    await expect(
      bot.socket.sendMessage(server().person().lid, { document: bytes, mimetype: "application/pdf" }),
    ).rejects.toThrow("Media upload failed");
  });
});
