import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { subscribe } from "../support/crowd.ts";
import { labelWith, openTestOffice, type TestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";

/** 10.00 in WIT, a Sunday. */
const now = Date.parse("2026-11-29T01:00:00Z");

let office: TestOffice;
let ana: Voice;

beforeEach(async () => {
  office = await openTestOffice({ clock: () => new Date(now) });
  ana = await office.officer("ana", "admin");
});
afterEach(() => office.close());

const database = () => office.service.database;
const rows = () => database().selectFrom("mailing_deliveries").select(["address", "state", "due_at"]).execute();

/** Writes a broadcast up to its preview. */
async function written(by: Voice, text = "*Apel* besok pukul 08.00.", when = "sekarang") {
  await by.says("/siaran");
  await by.says(text);
  await by.says("semua");
  return by.says(when);
}

describe("/siaran", () => {
  it("asks for text, audience and time, and shows exactly what people get, how long it takes and what can be done", async () => {
    await subscribe(database(), 3, { unit: "BKPSDM" });
    await subscribe(database(), 2, { channel: "whatsapp" });
    expect((await ana.says("/siaran")).text).toContain("Tulis teks siarannya");
    const audience = await ana.says("*Apel* besok.\n\n- bawa _undangan_");
    expect(audience.choices).toContain("Semua (5)");
    const units = await ana.chooses("Pilih unit");
    const when = await ana.chooses(labelWith(units, "BKPSDM (3)"));
    expect(when.text).toContain("Sasaran: unit:BKPSDM, 3 orang");
    const shown = await ana.chooses("Sekarang");
    expect(shown.text).toContain(
      "📢 Kesbangpol Contoh\n\nApel besok.\n\n• bawa undangan\n\nTidak mau siaran lagi? Ketik /berhenti",
    );
    expect(shown.text).toContain("Perkiraan: 3 orang, ± 1 detik di Telegram");
    expect(shown.choices).toEqual([
      "Kirim percobaan ke saya",
      "Kirim",
      "Ubah teks",
      "Ubah sasaran",
      "Ubah waktu",
      "Tambah gambar/PDF",
      "Buang draf",
    ]);
    const test = await ana.chooses("Kirim percobaan ke saya");
    expect(test.text).toBe(
      "📢 Kesbangpol Contoh\n\nApel besok.\n\n• bawa undangan\n\nTidak mau siaran lagi? Ketik /berhenti",
    );
    expect(test.choices).toEqual(shown.choices);
    expect((await ana.chooses("Kirim")).text).toContain("Kirim kepada 3 orang");
    expect(await rows()).toEqual([]);
  });

  it("throws a draft away only when that was confirmed", async () => {
    await subscribe(database(), 1);
    await written(ana);
    expect((await ana.chooses("Buang draf")).text).toContain("Isinya hilang");
    expect((await ana.chooses("Tidak, lanjutkan")).text).toContain("Pratinjau");
    await ana.chooses("Buang draf");
    const gone = await ana.chooses("Ya, buang");
    expect(gone.text).toContain("Draf dibuang");
    expect(gone.text).not.toContain("tersimpan");
    expect((await ana.says("/siaran")).text).toContain("Tulis teks siarannya");
  });

  it("lets each step be put right with one button, keeping the rest", async () => {
    await subscribe(database(), 3);
    await written(ana);
    await ana.chooses("Ubah teks");
    const shown = await ana.says("Apel lusa.");
    expect(shown.text).toContain("Apel lusa.");
    expect(shown.text).toContain("Sasaran: semua, 3 orang");
    await ana.chooses("Ubah waktu");
    expect((await ana.says("besok 08.00")).text).toContain("Waktu: Senin, 30 November 2026, pukul 08.00 WIT");
    await ana.chooses("Ubah sasaran");
    expect((await ana.says("unit:Tidak-Ada")).text).toContain("Tidak ada seorang pun");
  });

  it.each([
    ["text", ["/siaran", "Laporan aman ✔"], "U+2714", "Apel besok."],
    ["audience", ["/siaran", "Apel besok.", "unit BKPSDM dan ("], "", "semua"],
    ["time", ["/siaran", "Apel besok.", "semua", "kapan-kapan"], "Tulis", "sekarang"],
  ])("says what is wrong with the %s and takes it again, losing nothing", async (_, lines, words, right) => {
    await subscribe(database(), 1);
    let heard = await ana.says("/siaran buang ya");
    for (const line of lines) heard = await ana.says(line);
    expect(heard.text).toContain(words);
    for (const line of [
      right,
      ...(right === "sekarang" ? [] : right === "semua" ? ["sekarang"] : ["semua", "sekarang"]),
    ])
      heard = await ana.says(line);
    expect(heard.text).toContain("Apel besok.");
    expect(heard.choices).toContain("Kirim");
  });

  it("asks which hour is meant where there are two", async () => {
    await subscribe(database(), 1);
    await ana.says("/siaran");
    await ana.says("Apel.");
    await ana.says("semua");
    const asked = await ana.says("besok jam 5");
    const shown = await ana.chooses(labelWith(asked, "17.00"));
    expect(shown.text).toContain("pukul 17.00 WIT");
  });

  it("sends to few on one officer's word, once they are sure", async () => {
    await subscribe(database(), 20);
    await written(ana);
    expect((await ana.chooses("Kirim")).text).toContain("Kirim kepada 20 orang");
    expect(await rows()).toEqual([]);
    const sent = await ana.chooses("Ya, kirim");
    expect(sent.text).toContain("Siaran 1 dilepas untuk 20 orang.");
    expect(await rows()).toHaveLength(20);
    expect((await ana.says("/siaran kirim ya")).text).toContain("Tidak ada draf");
    expect(await rows()).toHaveLength(20);
  });

  it("says to maker and approver what of the audience nobody is, for that may be a slip", async () => {
    await subscribe(database(), 3, { unit: "BKPSDM" });
    await ana.says("/siaran");
    await ana.says("Apel besok.");
    await ana.says("unit:BKPSDM | unit:Dinsoss");
    expect((await ana.says("sekarang")).text).toContain("Belum ada pelanggan dengan unit:Dinsoss.");
    await ana.says("/siaran ajukan");
    const budi = await office.officer("budi", "penyetuju");
    expect((await budi.says("/setujui siaran 1")).text).toContain("Belum ada pelanggan dengan unit:Dinsoss.");
  });

  it("gives many to another officer, who is told in their chat", async () => {
    const budi = await office.officer("budi", "penyetuju");
    await subscribe(database(), 21);
    const shown = await written(ana);
    expect(shown.choices).toContain("Ajukan");
    expect(shown.choices).not.toContain("Kirim");
    expect((await ana.chooses("Ajukan")).text).toContain("Siaran 1 untuk 21 orang diajukan");
    await budi.hears("Menunggu persetujuan: siaran 1");
    expect(await rows()).toEqual([]);
  });

  it("sends to many on nobody's own word, whichever way it is asked", async () => {
    await subscribe(database(), 20);
    await written(ana);
    await ana.chooses("Kirim");
    await subscribe(database(), 1, { from: 800_001 });
    expect((await ana.chooses("Ya, kirim")).text).toContain("diajukan");
    await ana.says("/siaran kirim ya");
    await ana.says("/siaran 1 kirim ya");
    expect(await rows()).toEqual([]);
  });

  it("sends in slices on nobody's own word: it says how many they are together and goes to the others", async () => {
    const budi = await office.officer("budi", "penyetuju");
    await subscribe(database(), 15, { unit: "Dinas Satu" });
    await subscribe(database(), 15, { unit: "Dinas Dua", from: 800_001 });
    const sent = [];
    for (const unit of ["Satu", "Dua"]) {
      await ana.says("/siaran");
      await ana.says("Apel besok.");
      await ana.says(`unit:"Dinas ${unit}"`);
      await ana.says("sekarang");
      await ana.chooses("Kirim");
      sent.push((await ana.chooses("Ya, kirim")).text);
    }
    expect(sent[0]).toContain("Siaran 1 dilepas untuk 15 orang.");
    expect(sent[1]).toContain("bersama kiriman Anda sejak kemarin menjangkau 30 orang");
    expect(sent[1]).toContain("Siaran 2 untuk 15 orang diajukan");
    expect(await rows()).toHaveLength(15);
    await budi.hears("Menunggu persetujuan: siaran 2");
    await ana.says("/setujui siaran 2");
    const own = await ana.chooses("Setujui");
    expect(own.text).toContain("bersama kiriman Anda sejak kemarin menjangkau 30 orang");
    expect(own.text).toContain("petugas lain");
    expect(await rows()).toHaveLength(15);
    await budi.says("/setujui siaran 2");
    expect((await budi.chooses("Setujui")).text).toContain("Disetujui: siaran untuk 15 orang");
    expect(await rows()).toHaveLength(30);
  });

  it("goes on after another officer's pause only by that one's word or an approver's", async () => {
    const cici = await office.officer("cici", "petugas");
    await subscribe(database(), 3);
    await written(cici, "Apel.", "besok 08.00");
    await cici.says("/siaran kirim ya");
    await ana.says("/siaran 1");
    await ana.chooses("Jeda");
    await cici.says("/siaran 1");
    const refused = await cici.chooses("Lanjut");
    expect(refused.text).toContain(
      "Siaran ini dijeda oleh ana, jadi hanya ana, penyetuju, atau admin yang boleh melanjutkannya.",
    );
    expect(refused.text).toContain("Keadaan: dijeda");
    await ana.says("/siaran 1");
    expect((await ana.chooses("Lanjut")).text).not.toContain("dijeda");
  });

  it("keeps a draft through a restart", async () => {
    await subscribe(database(), 1);
    await ana.says("/siaran");
    await ana.says("Apel besok.");
    await office.restart();
    expect((await ana.says("/siaran")).text).toContain("Untuk siapa?");
    await ana.says("semua");
    expect((await ana.says("sekarang")).text).toContain("Apel besok.");
  });

  it("shows how far it is, pauses, goes on, stops, and sends again", async () => {
    await subscribe(database(), 3);
    await written(ana, "Apel.", "besok 08.00");
    await ana.says("/siaran kirim ya");
    const set = (state: string, at: number) =>
      database().updateTable("mailing_deliveries").set({ state }).where("id", "=", at).execute();
    await set("accepted", 1);
    await set("failed", 2);
    const shown = await ana.says("/siaran 1");
    expect(shown.text).toContain("66%\n1 terkirim, 1 menunggu, 1 gagal.");
    expect((await ana.chooses("Jeda")).text).toContain("dijeda");
    expect((await ana.chooses("Lanjut")).text).toContain("sedang dikirim");
    expect((await ana.chooses("Hentikan")).text).toContain("Hentikan siaran 1?");
    const stopped = await ana.chooses("Ya, hentikan");
    expect(stopped.text).toContain("dihentikan");
    expect(stopped.choices).toContain("Laporan");
    expect((await ana.chooses("Kirim ulang yang gagal (1)")).text).toContain("1 orang akan dikirimi lagi");
  });

  it("changes one that reached nobody, and then it has to be agreed to again", async () => {
    await subscribe(database(), 3);
    await ana.says("/siaran");
    await ana.says("Apel besok.");
    await ana.says("semua");
    await ana.says("besok 08.00");
    await ana.says("/siaran kirim ya");
    expect(await rows()).toHaveLength(3);
    await ana.says("/siaran 1 ubah");
    await ana.chooses("Ubah teks");
    await ana.says("Apel ditunda.");
    await ana.says("/siaran kirim ya");
    expect(await rows()).toHaveLength(3);
    const mailings = await database().selectFrom("mailings").select("reply").execute();
    expect(mailings.map(({ reply }) => reply)).toEqual([expect.stringContaining("Apel ditunda.")]);
  });

  it("loses neither a draft when another is to be changed, nor what somebody else changed of that one", async () => {
    await subscribe(database(), 3);
    const budi = await office.officer("budi", "penyetuju");
    await written(ana, "Apel besok.", "besok 08.00");
    await ana.says("/siaran kirim ya");
    await ana.says("/siaran");
    await ana.says("Draf yang panjang.");
    const offered = await ana.says("/siaran 1 ubah");
    expect(offered.text).toContain("belum selesai: «Draf yang panjang.»");
    expect((await ana.says("/siaran lanjut")).text).toContain("Untuk siapa?");
    await ana.says("/siaran 1 ubah");
    await ana.chooses("Buang, ubah siaran 1");
    await ana.says("/siaran waktu besok 09.00");
    await budi.says("/siaran 1 ubah");
    await budi.says("/siaran teks");
    await budi.says("Apel di lapangan.");
    await budi.says("/siaran kirim ya");
    for (const heard of [await ana.says("/siaran kirim"), await ana.says("/siaran 1 ubah")]) {
      expect(heard.text).toContain("Apel di lapangan.");
      expect(heard.text).toContain("pukul 09.00");
    }
    await ana.says("/siaran kirim ya");
    const [saved] = await database().selectFrom("broadcasts").select("body").execute();
    expect(JSON.parse(saved?.body ?? "")).toMatchObject({ text: "Apel di lapangan.", at: "2026-11-30T00:00:00.000Z" });
  });

  it("lets nothing else go by the button under what was written before", async () => {
    await subscribe(database(), 3);
    await written(ana, "Apel besok.");
    await ana.chooses("Kirim");
    await ana.says("/siaran teks");
    await ana.says("Apel ditunda.");
    expect((await ana.chooses("Ya, kirim")).text).toContain("Kirim kepada 3 orang sekarang?");
    expect(await rows()).toEqual([]);
    expect((await ana.chooses("Ya, kirim")).text).toContain("dilepas untuk 3 orang");
  });

  it("takes one picture in its dialogue, and nothing that is none", async () => {
    await subscribe(database(), 1);
    await written(ana);
    await ana.chooses("Tambah gambar/PDF");
    const exe = await ana.sendsFile?.("", { name: "a.png", mime: "image/png", bytes: Buffer.from("MZ") });
    expect(exe?.text).toContain("PNG atau JPEG, atau dokumen PDF");
    const bytes = Buffer.from("%PDF-1.7 undangan contoh");
    const voice = await ana.sendsFile?.("", { name: "suara.ogg", mime: "audio/ogg", bytes });
    expect(voice?.text).toContain("saya menunggu gambar atau PDF");
    const shown = await ana.sendsFile?.("", { name: "undangan.pdf", mime: "application/pdf", bytes });
    expect(shown?.files[0]?.caption).toContain("Berkas: undangan.pdf");
    expect(shown?.files.map((file) => Buffer.from(file.bytes).equals(bytes))).toEqual([true]);
    await ana.chooses("Ganti berkas");
    const other = Buffer.from("%PDF-1.7 undangan lain");
    await ana.sendsFile?.("", { name: "lain.pdf", mime: "application/pdf", bytes: other });
    await ana.chooses("Kirim");
    await ana.chooses("Ya, kirim");
    const kept = await database().selectFrom("attachments").select(["name", "broadcast", "form"]).execute();
    expect(kept).toEqual([{ name: "lain.pdf", broadcast: 1, form: null }]);
  });

  it("asks for a second officer where the file is called what is not neutral", async () => {
    await subscribe(database(), 1);
    await written(ana);
    const bytes = Buffer.from("%PDF-1.7 undangan contoh");
    const shown = await ana.sendsFile?.("", { name: "pilih-nomor-2.pdf", mime: "application/pdf", bytes });
    expect(shown?.files[0]?.caption).toContain("nama berkas: ajakan memilih");
    expect(shown?.choices.join()).toContain("Ajukan");
  });

  it("goes without its file again with one button", async () => {
    await subscribe(database(), 1);
    await written(ana);
    const bytes = Buffer.from("%PDF-1.7 undangan contoh");
    await ana.sendsFile?.("", { name: "undangan.pdf", mime: "application/pdf", bytes });
    const shown = await ana.chooses("Tanpa berkas");
    expect(shown.text).toContain("Rincian");
    expect(shown.text).not.toContain("Berkas:");
    await ana.chooses("Kirim");
    await ana.chooses("Ya, kirim");
    expect(await database().selectFrom("attachments").selectAll().execute()).toEqual([]);
  });

  it("says of one for later that it waits for its time", async () => {
    await subscribe(database(), 1);
    await written(ana, "Apel besok.", "besok jam 8");
    await ana.chooses("Kirim");
    await ana.chooses("Ya, jadwalkan");
    expect((await ana.says("/siaran 1")).text).toContain("menunggu waktunya");
    expect((await ana.says("/siaran daftar")).choices.join()).toContain("menunggu waktunya");
  });

  it("is put off by «batal» at every step, and keeps what was written", async () => {
    await subscribe(database(), 1);
    for (const before of [[], ["Apel besok."], ["semua"]]) {
      await ana.says("/siaran");
      for (const each of before) await ana.says(each);
      expect((await ana.says("batal")).text).toContain("Ketik /siaran untuk melanjutkan");
      expect((await ana.says("boleh like postingan caleg?")).text).toContain("DILARANG");
    }
    await ana.says("/siaran");
    expect((await ana.says("sekarang")).text).toContain("Apel besok.");
  });

  it("asks for the text when the picture comes first", async () => {
    await ana.says("/siaran");
    expect((await ana.sendsFile?.(""))?.text).toContain("Tulis dulu teksnya");
  });

  it("is not offered for agreement to its maker who may not agree", async () => {
    const cici = await office.officer("cici", "petugas");
    await subscribe(database(), 21);
    await written(cici);
    await cici.chooses("Ajukan");
    expect((await cici.says("/siaran 1")).choices).toEqual(["Ubah", "Hentikan", "Perbarui"]);
    expect((await ana.says("/siaran 1")).choices).toContain("Setujui");
  });

  it("is let through with a reason, and never by a question", async () => {
    const budi = await office.officer("budi", "penyetuju");
    await subscribe(database(), 1);
    await written(ana, "Contoh pelanggaran: coblos paslon 2");
    await ana.chooses("Ajukan");
    await budi.says("/setujui siaran 1");
    for (const question of ["boleh like postingan caleg?", "bolehkah pns hadir di kampanye"]) {
      await budi.chooses("Loloskan dengan alasan");
      expect((await budi.says(question)).text).toContain("belum diloloskan");
      expect(await rows()).toEqual([]);
      await budi.says("/setujui siaran 1");
    }
    await budi.chooses("Loloskan dengan alasan");
    expect((await budi.says("Contoh yang dibahas, bukan ajakan.")).text).toContain("Loloskan siaran 1 untuk 1 orang");
    expect(await rows()).toEqual([]);
    expect((await budi.chooses("Ya, loloskan")).text).toContain("Disetujui");
  });

  it("does not exist for people, nor for officers who may only read", async () => {
    const person = office.person();
    expect((await person.says("/siaran")).text).toContain("Perintah /siaran tidak ada");
    const rini = await office.officer("rini", "pembaca");
    expect((await rini.says("/siaran")).text).toContain("tidak mencakup");
    await ana.says("/siaran");
    await createOfficers(database()).revoke("ana");
    await ana.says("Apel besok.");
    expect(await database().selectFrom("forms").selectAll().where("body", "like", "%Apel%").execute()).toEqual([]);
  });
});
