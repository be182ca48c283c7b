import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBroadcastsOffice } from "../../src/broadcasts-office.ts";
import { subscribe } from "../support/crowd.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";
import { whatsappStage } from "../support/whatsapp-stage.ts";

const clock = () => new Date("2026-11-29T01:00:00Z");

let office: TestOffice;
let ana: Voice;

beforeEach(async () => {
  office = await openTestOffice({ clock });
  ana = await office.officer("ana", "admin");
});
afterEach(() => office.close());

async function subscribers(count: number): Promise<Voice[]> {
  const people = Array.from({ length: count }, () => office.person());
  for (const person of people) await person.says("/langganan semua");
  return people;
}

async function written(text = "*Apel* besok pukul 08.00.", when = "sekarang") {
  await ana.says("/siaran");
  await ana.says(text);
  await ana.says("semua");
  return ana.says(when);
}

const broadcasts = () =>
  openBroadcastsOffice({
    database: office.service.database,
    settings: { OFFICE_NAME: "Kesbangpol Contoh", OFFICE_ZONE: "WIT", FOUR_EYES: "strict" },
    clock,
  });

describe("a broadcast from writing to arriving", () => {
  it("reaches everybody with its picture or document, and its maker hears how it ended", async () => {
    const people = await subscribers(3);
    await written();
    const bytes = Buffer.from("%PDF-1.7 undangan contoh");
    await ana.sendsFile?.("", { name: "undangan.pdf", mime: "application/pdf", bytes });
    await ana.chooses("Kirim");
    await ana.chooses("Ya, kirim");
    for (const person of people) await person.hears("📢 Kesbangpol Contoh");
    await ana.hears("Selesai dikirim: siaran 1");
    await ana.hears("3 terkirim.");
    const done = await ana.chooses("Lihat hasilnya");
    expect(done.text).toContain("100%");
    expect(done.text).toContain("Keadaan: selesai");
  });

  it("tells maker and approver of many, once each", async () => {
    const budi = await office.officer("budi", "penyetuju");
    const people = await subscribers(21);
    await written();
    await ana.chooses("Ajukan");
    await budi.hears("Menunggu persetujuan: siaran 1");
    await ana.says("/setujui siaran 1");
    const refused = await ana.chooses("Setujui");
    expect(refused.text).toContain("petugas lain");
    expect(await broadcasts().counts(1)).toMatchObject({ pending: 0, accepted: 0 });
    const shown = await budi.chooses("Periksa lalu setujui");
    expect(shown.text).toContain("📢 Kesbangpol Contoh\n\nApel besok pukul 08.00.");
    expect((await budi.chooses("Setujui")).text).toContain("21 orang");
    for (const person of people) await person.hears("Apel besok pukul 08.00.");
    await ana.hears("Selesai dikirim: siaran 1");
    await budi.hears("Selesai dikirim: siaran 1");
    await ana.says("/siaran 1");
    const outbox = await office.service.database.selectFrom("deliveries").selectAll().execute();
    expect(outbox).toEqual([]);
    expect(await office.service.database.selectFrom("mailings").select(["state", "told"]).execute()).toEqual([
      { state: "done", told: 1 },
    ]);
  });

  it("says beforehand who on WhatsApp never wrote to the number and so has to wait", async () => {
    const whatsapp = await whatsappStage.open((...said) => office.service.converse(...said));
    try {
      await office.service.stopDelivering();
      office.service.deliverThrough([office.stage.channel, whatsapp.channel]);
      await whatsapp.person().says("/langganan semua");
      await subscribe(office.service.database, 41, { channel: "whatsapp" });
      const shown = await written();
      expect(shown.text).toContain("1 orang, ± 2 detik di WhatsApp; 41 orang WhatsApp dingin belum bisa dikirimi");
    } finally {
      await office.service.stopDelivering();
      await whatsapp.close();
    }
  });

  it("that comes to nobody half a day after its time waits for its maker, who lets it go on or not", async () => {
    const [first] = await subscribers(1);
    const cici = await office.officer("cici", "petugas");
    for (const line of ["/siaran", "Apel pagi ini.", "semua", "besok 08.00", "/siaran kirim ya"]) await cici.says(line);
    const { database } = office.service;
    const late = clock().getTime() - 13 * 3_600_000;
    await database.updateTable("mailings").set({ due_at: late }).execute();
    await cici.hears("Ditunda: siaran 1");
    await database.updateTable("mailing_deliveries").set({ due_at: late }).execute();
    expect((await cici.says("/siaran 1")).text).toContain("dijeda");
    await cici.chooses("Ya, kirim sekarang");
    await first?.hears("Apel pagi ini.");
    await cici.hears("Selesai dikirim: siaran 1");
  });

  it("does not reach who stops before their turn", async () => {
    const [first, second] = await subscribers(2);
    await written("Apel besok.", "besok 08.00");
    await ana.says("/siaran kirim ya");
    await second?.says("STOP");
    await office.service.database.updateTable("mailing_deliveries").set({ due_at: 0 }).execute();
    await first?.hears("Apel besok.");
    await ana.hears("1 terkirim, 1 tidak dikirim");
    expect(await broadcasts().counts(1)).toMatchObject({ accepted: 1, suppressed: 1, pending: 0 });
  });
});
