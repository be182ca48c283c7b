import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import type { Message } from "../../src/chat/message.ts";
import { systemClock } from "../../src/clock.ts";
import { openCase } from "../../src/tips/open-case.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import { telegramStage } from "../support/telegram-stage.ts";
import { newReader } from "../support/tip-case.ts";
import { putReaders, withTipStore } from "../support/tip-readers.ts";
import { whatsappStage } from "../support/whatsapp-stage.ts";

const ana = await newReader("ana");
const budi = await newReader("budi");
let office: TestOffice;

afterEach(() => office.close());

const codeIn = (text: string) => /^[a-z]+(?:-[a-z]+){7}$/m.exec(text)?.[0] ?? "";

function picture(): Promise<Buffer> {
  const green = { width: 40, height: 30, channels: 3, background: "#2a6" } as const;
  return sharp({ create: green })
    .withExif({ IFD0: { Artist: "KAMERA-DINAS-7731" } })
    .jpeg()
    .toBuffer();
}

async function openedByAna() {
  return withTipStore(office.folder, async (store) => {
    const lists = verifyLists(await store.lists(), office.settings.TIPS_ROOT);
    const [stored] = await store.cases();
    if (stored === undefined) throw new Error("nothing was stored");
    return openCase({ stored, parts: await store.parts(stored.id), identity: ana.identity.secret, lists });
  });
}

describe.each([telegramStage, whatsappStage])("a report on $name", (on) => {
  const open = (tips = {}, clock = systemClock) =>
    openTestOffice({
      ...{ on, clock, tips },
      prepare: (folder) => putReaders(folder, [ana, budi]),
    });

  it("takes words, pictures without what the camera wrote, and documents as they are", async () => {
    office = await open();
    const person = office.person();
    expect((await person.says("lapor")).text).toContain(on.name === "telegram" ? "Telegram tahu" : "WhatsApp tahu");
    await person.says("YA");
    await person.says("LEWATI");
    await person.says("Pembagian di balai");
    const jpeg = await picture();
    expect(jpeg.includes("KAMERA-DINAS-7731")).toBe(true);
    const seen = await person.sendsFile?.("di teras", { name: "foto teras.jpg", mime: "image/jpeg", bytes: jpeg });
    expect(seen?.text).toContain("✔ 2 bagian");
    const pdf = Buffer.from("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    const kept = await person.sendsFile?.("", { name: "daftar.pdf", mime: "application/pdf", bytes: pdf });
    expect(kept?.text).toContain(tipTexts.storedUncleaned);
    const zip = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(60)]);
    const refused = await person.sendsFile?.("", { name: "semua.zip", mime: "application/zip", bytes: zip });
    expect(refused?.text).not.toContain("✔");
    await person.says("SELESAI");

    const { parts, problems } = await openedByAna();
    expect(problems).toEqual([]);
    expect(parts.map(({ meta, text }) => meta.file?.name ?? text)).toEqual([
      "Pembagian di balai",
      "foto teras.jpg",
      "di teras",
      "daftar.pdf",
    ]);
    const [, cleaned, , document] = parts;
    expect(Buffer.from(cleaned?.content ?? []).includes("KAMERA-DINAS-7731")).toBe(false);
    expect(cleaned?.meta.file?.original?.shares.length).toBe(16);
    expect(Buffer.from(document?.content ?? [])).toEqual(pdf);
  });

  it("takes each file of an album, and a changed message beside the one it was", async () => {
    office = await open();
    const person = office.person();
    await person.says("/lapor");
    await person.says("YA");
    await person.says("LEWATI");
    // What a link that opens the chat brings along is no content.
    expect((await person.says("/start camat-membagi-beras")).text).not.toContain("✔");
    await person.says("Hari Senin");
    expect((await person.edits?.("Hari Selasa"))?.text).toContain("✔");
    const album = ["satu", "dua", "tiga"].map((name) => ({
      name: `${name}.pdf`,
      mime: "application/pdf",
      bytes: Buffer.from(`%PDF-1.7\n% ${name}\n%%EOF\n`),
    }));
    expect((await person.sendsAlbum?.(album))?.text.match(/✔/g)).toHaveLength(3);
    const { parts, problems } = await openedByAna();
    expect(problems).toEqual([]);
    expect(parts.map(({ meta, text }) => meta.file?.name ?? text)).toEqual([
      ...["Hari Senin", "Hari Selasa"],
      ...["satu.pdf", "dua.pdf", "tiga.pdf"],
    ]);
  });

  it("is written down nowhere until it is answered, as long as it is open and half an hour after", async () => {
    let time = Date.now();
    office = await open({}, () => new Date(time));
    const person = office.person();
    time += 31 * 60_000;
    const asks: Message = {
      ...{ channel: on.name, address: person.address, id: "0", text: "apa sanksinya?", late: false },
      kind: "text",
      place: "private",
    };
    expect(office.service.mayKeep(asks)).toBe(true);
    await person.says("/lapor");
    expect([office.service.takesAll(person.address), office.service.closed(asks)]).toEqual([true, true]);
    expect(office.service.mayKeep(asks)).toBe(false);
    await person.says("BATAL");
    expect(office.service.takesAll(person.address)).toBe(false);
    expect(office.service.mayKeep(asks)).toBe(false);
    time += 31 * 60_000;
    expect(office.service.mayKeep(asks)).toBe(true);
  });

  it("takes its code back after a while, and with BATAL what the platform lets it", async () => {
    office = await open({ codeShownMs: 50 });
    const person = office.person();
    await person.says("/lapor");
    await person.chooses(tipTexts.choice.yes);
    const code = codeIn((await person.says("LEWATI")).text);
    await expect.poll(() => person.inbox?.().some(({ text }) => text.includes(code))).toBe(false);
    await person.says("Sesuatu");
    await person.says("SELESAI");
    let isGone = false;
    const takeBack = async () => (isGone = true);
    const typed = { channel: on.name, address: person.address, id: "typed", text: `/cek ${code}`, takeBack } as const;
    await office.service.converse({ ...typed, kind: "text", place: "private", late: false }, async () => ({
      takeBack,
    }));
    await expect.poll(() => isGone).toBe(true);
    expect((await person.says(`/cek ${code}`)).text).toContain(tipTexts.codeTyped(on.name === "telegram"));
    await person.says("BATAL");
    const { text } = await person.says("BATAL");
    expect(text).toContain(`${tipTexts.cancelled} ${tipTexts.earlierTalk}`);
    expect(text).toMatch(/\d pesan di obrolan ini saya hapus/);
    if (on.name === "whatsapp") expect(text).toContain("pesan Anda sendiri hanya Anda");
    else expect(text).not.toContain("tidak dapat saya hapus");
  });

  it("is refused in a group without a word of it", async () => {
    office = await open();
    const group = office.stage.group?.();
    expect((await group?.says("/lapor"))?.text).toContain("jangan di grup");
    expect((await group?.says("/cek satu dua tiga"))?.text).toContain("jangan di grup");
  });
});
