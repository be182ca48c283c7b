import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPeople } from "../../src/stores/people-sqlite.ts";
import { labelWith, openTestOffice, type TestOffice } from "../support/office.ts";
import type { Heard, Voice } from "../support/stage.ts";

/** Tuesday, 8 October 2024, 09.00 in Ambon. */
let now: number;
const clock = () => new Date(now);
let office: TestOffice;
let ana: Voice;
let budi: Voice;
beforeEach(async () => {
  now = Date.parse("2024-10-08T00:00:00Z");
  office = await openTestOffice({ clock });
  ana = await office.officer("ana", "petugas");
  budi = await office.officer("budi", "penyetuju");
});
afterEach(() => office.close());

/** So many people who take events, all of one unit. */
async function subscribed(count: number, unit = "BKPSDM"): Promise<void> {
  const people = createPeople(office.service.database, clock);
  for (let at = 0; at < count; at += 1) {
    await people.subscribe(`telegram:${unit.length}${10_000 + at}`, ["events"], "v1");
    await people.setUnit(`telegram:${unit.length}${10_000 + at}`, unit);
  }
}

/** Says and taps one after the other; what is in brackets is a label. */
async function through(voice: Voice, ...steps: string[]): Promise<Heard> {
  let heard: Heard = { text: "", choices: [], files: [] };
  for (const step of steps) {
    const label = /^\[(.*)\]$/.exec(step)?.[1];
    heard = label === undefined ? await voice.says(step) : await voice.chooses(labelWith(heard, label));
  }
  return heard;
}

const shortest = ["/acara_baru", "Sosialisasi netralitas", "Aula Balai Kota", "[Langsung]"];
const toPreview = [...shortest, "kamis 17 oktober jam 8 sampai 12", "[Luring]", "[Semua]"];

describe("/acara_baru", () => {
  it("makes an event with three sentences and four taps, and shows before what people get", async () => {
    await subscribed(3);
    const preview = await through(ana, ...toPreview);
    expect(preview.text).toContain("Sosialisasi netralitas");
    expect(preview.text).toContain("Kamis, 17 Oktober 2024, pukul 08.00–12.00 WIT");
    expect(preview.text).toContain("Hadir · ");
    expect(preview.text).toContain("Sasaran: semua (3 orang)");
    expect(preview.text).toContain("Kamis, 10 Oktober 2024, pukul 08.00 WIT (7 hari sebelum)");
    expect(preview.text).toContain("Kamis, 17 Oktober 2024, pukul 07.00 WIT (1 jam sebelum)");
    const sent = await ana.chooses(labelWith(preview, "Kirim"));
    expect(sent.text).toContain("dijadwalkan");
    expect((await ana.says("/acara 1")).text).toContain("disetujui");
    expect((await ana.says("/acara_baru")).text).toContain("Apa judul");
  });

  it("goes to another officer where it is one of several slices, and says how many they reach", async () => {
    await subscribed(15, "Dinas Satu");
    await subscribed(15, "Dinas Lain-lain");
    const when = [...shortest, "kamis 17 oktober jam 8 sampai 12", "[Luring]"];
    await through(ana, ...when, 'unit:"Dinas Satu"', "[Kirim]");
    const sent = await through(ana, ...when, 'unit:"Dinas Lain-lain"', "[Kirim]");
    expect(sent.text).toContain("bersama kiriman Anda sejak kemarin menjangkau 30 orang");
    expect(sent.text).toContain("Acara 2 tersimpan dan diajukan");
    await budi.hears("Menunggu persetujuan: acara 2");
    expect((await ana.says("/acara 2")).text).toContain("menunggu persetujuan");
  });

  it("asks everything that can be said, each left out by one tap", async () => {
    await subscribed(2);
    const skip = "[Lewati]";
    const to = await through(ana, "/acara_baru", "Rapat", "Balai Kota", skip, "besok jam 9", "[11.00]", "[Hybrid]");
    expect(to.text).toContain("tautan rapat");
    const preview = await through(ana, "https://zoom.us/j/1");
    expect(preview.text).toContain("narasumber");
    const end = await chain(preview, skip, skip, skip, skip, skip, "[Semua]");
    expect(end.text).toContain("Kapan diingatkan");
    const whole = await chain(end, "[7 hari]", "[3 jam]", "[Lanjut]");
    expect(whole.text).toContain("Rabu, 9 Oktober 2024, pukul 09.00–11.00 WIT");
    expect(whole.text).toContain("https://zoom.us/j/1");
    expect(whole.text).toContain("(3 jam sebelum)");
    expect(whole.text).not.toContain("(7 hari sebelum)");
  });

  it("lets a day, a start and an end be chosen by taps alone", async () => {
    const heard = await through(ana, ...shortest);
    expect(heard.choices).toContain("Besok");
    const time = await chain(heard, "[Lusa]");
    expect(time.text).toContain("Kamis, 10 Oktober 2024. Jam berapa mulainya?");
    const mode = await chain(time, "[08.00]", "[12.00]");
    expect(mode.text).toContain("Waktu: Kamis, 10 Oktober 2024, 08.00–12.00 WIT");
    expect(mode.text).toContain("Bagaimana caranya?");
  });

  it("takes an end that nobody knows, by words or one tap, and keeps it open when the event is changed", async () => {
    await subscribed(2);
    const end = await through(ana, ...shortest, "kamis 17 oktober jam 8");
    const mode = await chain(end, "[Sampai selesai]");
    expect(mode.text).toContain("Waktu: Kamis, 17 Oktober 2024, 08.00 s.d. selesai WIT");
    const preview = await chain(mode, "[Luring]", "[Semua]");
    expect(preview.text).toContain("Kamis, 17 Oktober 2024, pukul 08.00 WIT s.d. selesai");
    await chain(preview, "[Kirim]");
    const open = await through(ana, "/acara 1", "[Ubah]", "[✏️ Waktu]", "jumat 18 oktober");
    expect(open.text).toContain("Jumat, 18 Oktober 2024, pukul 08.00 WIT s.d. selesai");
    const known = await chain(open, "[✏️ Waktu]", "jam 8 sampai 11");
    expect(known.text).toContain("pukul 08.00–11.00 WIT");
    const again = await chain(known, "[✏️ Waktu]", "jam 8 s.d. selesai", "[Simpan perubahan]");
    expect(again.text).toContain("tersimpan");
    expect((await ana.says("/acara 1")).text).toContain("pukul 08.00 WIT s.d. selesai");
  });

  it("refuses the sign of a stored report at the step where it is written", async () => {
    const refused = await through(ana, "/acara_baru", "Rapat ✔ netralitas");
    expect(refused.text).toContain("Tanda centang U+2714 hanya untuk laporan");
    expect((await ana.says("Rapat netralitas")).text).toContain("Di mana tempatnya?");
    expect((await ana.says("Aula ✔️")).text).toContain("Tulis lagi tanpa tanda itu");
    expect((await ana.says("Aula")).text).toContain("peta");
  });

  it("asks back what a moment with two meanings means", async () => {
    const heard = await through(ana, ...shortest, "kamis depan jam 8 sampai 12");
    expect(heard.choices).toContain("Kamis, 10 Oktober 2024, 08.00–12.00");
    const chosen = await chain(heard, "[Kamis, 17 Oktober 2024, 08.00–12.00]");
    expect(chosen.text).toContain("Waktu: Kamis, 17 Oktober 2024");
  });

  it("counts live whom units put together reach", async () => {
    await subscribed(3, "BKPSDM");
    await subscribed(2, "Dinas Pekerjaan Umum dan Perumahan Rakyat");
    const heard = await through(ana, ...shortest, "kamis 17 oktober jam 8 sampai 12", "[Luring]", "[⬜ BKPSDM (3)]");
    expect(heard.text).toContain("unit:BKPSDM: 3 orang");
    const both = await chain(heard, "[⬜ Dinas Pekerjaan]");
    expect(both.text).toContain("5 orang");
    const one = await chain(both, "[☑️ BKPSDM (3)]");
    expect(one.text).toContain("2 orang");
    expect((await chain(one, "[Lanjut]")).text).toContain('Sasaran: unit:"Dinas Pekerjaan Umum dan Perumahan Rakyat"');
  });

  it("takes an audience that is written", async () => {
    await subscribed(2);
    const heard = await through(
      ana,
      ...shortest,
      "kamis 17 oktober jam 8 sampai 12",
      "[Luring]",
      "unit:bkpsdm & !tag:x",
    );
    expect(heard.text).toContain("(2 orang)");
    expect(heard.text).toContain("Belum ada pelanggan dengan tag:x.");
    await chain(heard, "[✏️ Sasaran]", "unit:bkpsdm");
    expect((await ana.says("/isi pratinjau")).text).not.toContain("Belum ada pelanggan");
  });

  it("takes a bare number that stands for no choice, such as that of a letter", async () => {
    const preview = await through(ana, ...toPreview);
    await chain(preview, "[✏️ Surat]");
    expect((await ana.says("45")).text).toContain("45");
    expect((await ana.says("/isi surat ubah")).text).toContain("Surat sekarang: 45");
  });

  it("lets every field be corrected with two taps and one message, and comes back to the preview", async () => {
    const preview = await through(ana, ...toPreview);
    for (const [button, says, shows] of [
      ["✏️ Judul", "Rapat koordinasi", "Rapat koordinasi"],
      ["✏️ Tempat", "Hotel Baru", "Hotel Baru"],
      ["✏️ Waktu", "jam 9 sampai 11", "Kamis, 17 Oktober 2024, pukul 09.00–11.00 WIT"],
      ["✏️ Zona", "WITA", "09.00–11.00 WITA"],
      ["✏️ Narasumber", "KPU Kota", "KPU Kota"],
      ["✏️ Unit", "BKPSDM", "BKPSDM"],
      ["✏️ Surat", "005/1", "005/1"],
      ["✏️ Catatan", "Bawa laptop.", "Bawa laptop."],
      ["✏️ Peta", "-3.69, 128.18", "maps?q=-3.69,128.18"],
      ["✏️ Pengingat", "2 jam", "(2 jam sebelum)"],
      ["✏️ Pengingat", "H-3", "(3 hari sebelum)"],
    ] as const) {
      now += 60_000;
      await ana.says("/isi pratinjau");
      await ana.chooses(labelWith(preview, button));
      const again = await ana.says(says);
      expect(again.text, button).toContain("Inilah yang diterima orang");
      expect(again.text, button).toContain(shows);
    }
  });

  it("takes files along, shows them in the preview and hands them to the event", async () => {
    const pdf = { name: "undangan.pdf", mime: "application/pdf", bytes: Buffer.from("%PDF-1.7 satu") };
    const heard = await through(ana, "/acara_baru", "Rapat", "Aula", "[Lewati]", "besok jam 9 sampai 11", "[Luring]");
    const files = await chain(heard, "[Lewati]", "[Lewati]", "[Lewati]", "[Lewati]");
    expect(files.text).toContain("Ada lampiran?");
    expect((await ana.sendsFile?.("", { ...pdf, bytes: Buffer.from("MZ") }))?.text).toContain("PNG atau JPEG");
    expect((await ana.sendsFile?.("", { ...pdf, mime: "video/mp4" }))?.text).toContain("Kirim berkas PDF, PNG, atau");
    const taken = await ana.sendsFile?.("", pdf);
    expect(taken?.text).toContain("Terlampir: undangan.pdf");
    const preview = await chain(taken ?? heard, "[Lanjut]", "[Semua]", "[Lanjut]");
    expect(preview.files.map(({ name }) => name)).toEqual(["undangan.pdf"]);
    await chain(preview, "[Kirim]");
    const { database } = office.service;
    const rows = await database.selectFrom("attachments").select(["event", "form", "name"]).execute();
    expect(rows).toEqual([{ event: 1, form: null, name: "undangan.pdf" }]);
    await through(ana, "/acara 1", "[Ubah]", "[✏️ Lampiran]", "[Kosongkan]", "[Simpan perubahan]");
    expect(await database.selectFrom("attachments").selectAll().execute()).toEqual([]);
  });

  it("is held where a file is called what is not neutral", async () => {
    const pdf = { name: "pilih-nomor-2.pdf", mime: "application/pdf", bytes: Buffer.from("%PDF-1.7 satu") };
    const heard = await through(ana, "/acara_baru", "Rapat", "Aula", "[Lewati]", "besok jam 9 sampai 11", "[Luring]");
    await chain(heard, "[Lewati]", "[Lewati]", "[Lewati]", "[Lewati]");
    const taken = await ana.sendsFile?.("", pdf);
    const preview = await chain(taken ?? heard, "[Lanjut]", "[Semua]", "[Lanjut]");
    expect(preview.files[0]?.caption).toContain("nama berkas: ajakan memilih");
    await chain(preview, "[Kirim]");
    expect(await office.service.database.selectFrom("events").select("state").execute()).toEqual([
      { state: "pending" },
    ]);
  });

  it("hears STOP in the middle of it, and keeps the form", async () => {
    await createPeople(office.service.database, clock).subscribe(ana.address, ["events"], "v1");
    await through(ana, "/acara_baru", "Sosialisasi netralitas");
    expect((await ana.says("BERHENTI")).text).not.toContain("peta");
    expect((await createPeople(office.service.database, clock).at(ana.address))?.active).toBe(false);
    expect((await ana.says("/acara_baru")).text).toContain("«Sosialisasi netralitas»");
  });

  it("goes on after a restart where it was left", async () => {
    await through(ana, "/acara_baru", "Sosialisasi netralitas", "Aula Balai Kota");
    await office.restart();
    expect((await ana.says("/acara_baru")).text).toContain("«Sosialisasi netralitas»");
    expect((await ana.chooses("Lanjutkan")).text).toContain("peta");
    await office.restart();
    // Buttons know what they belong to without anything that is remembered.
    expect((await ana.chooses("Lewati")).text).toContain("Kapan?");
  });

  it("is left by any command and by «batal», and keeps what was filled in", async () => {
    await through(ana, "/acara_baru", "Sosialisasi netralitas");
    expect((await ana.says("batal")).text).toContain("tersimpan");
    expect((await ana.says("boleh like postingan caleg?")).text).not.toContain("tempat");
    expect((await through(ana, "/acara_baru", "[Lanjutkan]")).text).toContain("Di mana tempatnya?");
    expect((await through(ana, "/acara_baru", "[Buang, mulai baru]")).text).toContain("Apa judul");
  });

  it("says what cannot be used, and takes the next try", async () => {
    expect((await through(ana, "/acara_baru", "x")).text).toContain("Tulis 3 sampai 120 huruf");
    expect((await ana.says("Rapat koordinasi")).text).toContain("Di mana tempatnya?");
    await through(ana, "Aula", "[Lewati]");
  });

  it("sends nothing that was not shown: a tap under an older preview shows the new one", async () => {
    await chain(await through(ana, ...toPreview), "[✏️ Judul]", "Rapat lain");
    const heard = await ana.says("/isi kirim 0123456789abcdef");
    expect(heard.text).toContain("sudah berubah");
    expect(heard.text).toContain("Rapat lain");
    expect((await ana.says("/acara")).text).toContain("Belum ada acara");
  });

  it("makes one event where the tap that sent it comes again after a crash", async () => {
    const preview = await through(ana, ...toPreview);
    const { database } = office.service;
    const form = await database.selectFrom("forms").selectAll().executeTakeFirstOrThrow();
    await ana.chooses(labelWith(preview, "Kirim"));
    await database.insertInto("forms").values(form).execute();
    const { digest } = await database.selectFrom("events").select("digest").executeTakeFirstOrThrow();
    expect((await ana.says(`/isi kirim ${digest?.slice(0, 16)}`)).text).toContain("Acara 1 tersimpan");
    expect(await database.selectFrom("events").select("state").execute()).toEqual([{ state: "approved" }]);
  });

  it("does not exist for anybody who is no officer", async () => {
    const somebody = office.person();
    expect((await somebody.says("/acara_baru")).text).toContain("tidak ada");
    for (const wish of ["buat acara baru", "kirim siaran"]) {
      expect((await somebody.says(wish)).text).not.toMatch(/Apa judul|Tulis teks|tidak ada/);
      expect((await ana.says(wish)).text).toMatch(/Apa judul|Tulis teks/);
      await ana.says("batal");
    }
    const reader = await office.officer("rina", "pembaca");
    expect((await reader.says("/acara_baru")).text).toContain("tidak mencakup");
  });

  /** Goes on from what was heard. */
  async function chain(heard: Heard, ...steps: string[]): Promise<Heard> {
    let last = heard;
    for (const step of steps) {
      const label = /^\[(.*)\]$/.exec(step)?.[1];
      last = label === undefined ? await ana.says(step) : await ana.chooses(labelWith(last, label));
    }
    return last;
  }
});

describe("/bantuan", () => {
  it("tells officers what they may do beside, in private alone", async () => {
    expect((await ana.says("/bantuan")).text).toContain("dan siaran (/siaran)");
    expect((await budi.says("bantuan")).text).toContain("/setujui");
    expect((await office.person().says("/bantuan")).text).not.toContain("/acara_baru");
    expect((await office.stage.group?.()?.says("/bantuan"))?.text).not.toContain("/acara_baru");
  });
});

describe("an event for many", () => {
  it("goes to another officer, who is shown the very text and agrees to exactly that", async () => {
    await subscribed(25);
    const sent = await through(ana, ...toPreview, "[Simpan & ajukan]");
    expect(sent.text).toContain("Petugas lain");
    expect((await ana.says("/acara 1")).choices).not.toContain("🔎 Periksa");
    expect((await budi.says("/acara 1")).choices).toContain("🔎 Periksa");
    const list = await budi.says("/setujui");
    const review = await budi.chooses(labelWith(list, "Sosialisasi netralitas (25 orang)"));
    expect(review.text).toContain("Kamis, 17 Oktober 2024, pukul 08.00–12.00 WIT");
    expect(review.text).toContain("Penerima sekarang: 25 orang. Dibuat oleh ana.");
    expect(review.text).toContain("(7 hari sebelum)");
    expect((await budi.chooses("Setujui")).text).toContain("Disetujui: acara untuk 25 orang");
    expect((await budi.says("/setujui")).text).toContain("Tidak ada usulan");
  });

  it("takes nothing back that another officer changed while a form over it was open, and loses none of its own", async () => {
    await subscribed(3);
    await through(ana, ...toPreview, "[Kirim]");
    const before = await through(ana, "/acara 1", "[Ubah]", "[✏️ Catatan]", "Bawa laptop.");
    await through(budi, "/acara 1", "[Ubah]", "[✏️ Waktu]", "jumat 18 oktober jam 9 sampai 11", "[Simpan perubahan]");
    const moved = await ana.chooses(labelWith(before, "Simpan perubahan"));
    expect(moved.text).toContain("petugas lain mengubah acara ini (Waktu)");
    for (const said of [moved, await through(ana, "/acara 1", "[Ubah]")]) {
      expect(said.text).toContain("Jumat, 18 Oktober 2024, pukul 09.00–11.00 WIT");
      expect(said.text).toContain("Bawa laptop.");
    }
    await ana.chooses("📨 Simpan perubahan");
    const saved = await through(budi, "/acara 1", "[Ubah]");
    expect(saved.text).toContain("Jumat, 18 Oktober 2024, pukul 09.00–11.00 WIT");
    expect(saved.text).toContain("Bawa laptop.");
  });

  it("says before a change is saved how many get a correction of it at once", async () => {
    const ani = office.person();
    await ani.says("/langganan semua");
    await through(ana, ...shortest, "kamis 10 oktober jam 8 sampai 12", "[Luring]", "[Semua]", "[Kirim]");
    await ani.hears("🔔 Sosialisasi netralitas");
    const opened = await through(ana, "/acara 1", "[Ubah]");
    expect(opened.text).not.toContain("koreksi");
    await ana.chooses("✏️ Tempat");
    expect((await ana.says("Hotel Baru")).text).toContain("1 orang yang sudah diberi tahu langsung menerima koreksi");
  });

  it("is not agreed to as it was when it changed under the approver's eyes", async () => {
    await subscribed(25);
    await through(ana, ...toPreview, "[Simpan & ajukan]");
    const review = await budi.says("/setujui acara 1");
    await through(ana, "/acara 1", "[Ubah]", "[✏️ Judul]", "Judul yang lain", "[Simpan perubahan]");
    const heard = await budi.chooses(labelWith(review, "Setujui"));
    expect(heard.text).toContain("belum disetujui");
    expect(heard.text).toContain("Judul yang lain");
  });
});
