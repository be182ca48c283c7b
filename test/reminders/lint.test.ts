import { describe, expect, it } from "vitest";
import { lint, lintBroadcast, lintEvent } from "../../src/reminders/lint.ts";
import { computedMs } from "../support/computing.ts";
import { events } from "../support/events.ts";

const held = [
  "Coblos nomor 2!",
  "Jangan lupa coblos nomor urut dua di TPS masing-masing.",
  "Ayo c0blos no. 3 ya",
  "C O B L O S nomor 1",
  "Pilih nomor dua untuk perubahan.",
  "Pilihlah nomor urut 03 pada hari Rabu.",
  "pilih no.1 saja",
  "Nomor urut 4 pilihan tepat.",
  "Kami menunggu Bapak/Ibu di rumah paslon.",
  "Temu warga bersama calon bupati pukul 10.00.",
  "Undangan makan malam dengan capres dan cawapres.",
  "Caleg favorit hadir, datang ya.",
  "Menangkan pasangan 02!",
  "Mari kita menangkan bersama.",
  "Ayo dukung paslon nomor 1.",
  "Mari kita dukung beliau dua periode.",
  "Dukung pasangan calon pilihan pimpinan.",
  "Mohon dukungan untuk Bapak di pemilihan nanti.",
  "Titip suara untuk calon wali kota.",
  "Kami mendukung pasangan calon nomor 1.",
  "Apel pagi dilanjutkan deklarasi dukungan untuk beliau.",
  "Lanjutkan!",
  "Ayo lanjutkan 2 periode",
  "Lanjutkan kepemimpinan beliau.",
  "#2periode",
  "#Lanjutkan",
  "Selamat pagi #salam2jari",
  "#CoblosNomor1 sekarang",
  "Terima kasih #gantibupati2030",
  "#Menang02",
  "Salam dua jari untuk semua!",
  "Foto bersama dengan salam 01.",
  "Kosong dua pasti jaya.",
  "Datanglah ke kampanye akbar di lapangan.",
  "Hadiri kampanye hari Sabtu.",
  "Rapat tim sukses di aula.",
  "Konsolidasi pemenangan pilkada, wajib hadir.",
  "Pakai kaus partai saat senam.",
  "Satu putaran saja!",
  "Ganti presiden!",
  "Gubernur pilihan kita hadir.",
  "Paslon kita akan datang.",
  "Petahana mengundang semua staf.",
  "Relawan calon gubernur berkumpul pukul 8.",
  "ASN dilarang diam, coblos nomor 2!",
  "Sosialisasi netralitas. Setelah itu, ayo pilih nomor 2.",
  "Jangan ragu memilih paslon nomor 3.",
  "*Cob*los nomor\u200b 2",
  "Jangan sampai tidak memilih capres kita.",
  "Foto: pimpinan memakai kaos capres",
  "Menuju kursi bupati bersama rakyat.",
  "Tidak dilarang mendukung paslon nomor 1.",
];

const passed = [
  "Sosialisasi netralitas ASN pada Pemilu 2024",
  "Narasumber: KPU, Bawaslu, Kejaksaan, Kepolisian, TNI",
  "ASN dilarang mendukung pasangan calon.",
  "Pegawai dilarang mendukung calon bupati, memasang spanduk, atau ikut kampanye terbuka.",
  "Materi: larangan menjadi anggota tim sukses dan sanksinya.",
  "Jangan mengunggah foto bersama capres atau caleg.",
  "Tidak boleh memakai atribut partai di kantor.",
  "Hindari salam dua jari saat berfoto bersama.",
  "Contoh pelanggaran: berpose salam dua jari dengan calon.",
  'Contoh pelanggaran: menulis "coblos nomor 2" di grup kantor.',
  "Menyukai unggahan paslon termasuk pelanggaran disiplin.",
  "Mendukung pasangan calon dilarang bagi semua pegawai.",
  "Rapat persiapan Pilkada bersama Bawaslu.",
  "Penetapan pasangan calon oleh KPU dan implikasinya bagi ASN.",
  "KPU: pengundian nomor urut pasangan calon.",
  "Tahapan pendaftaran calon kepala daerah.",
  "Sosialisasi bantuan keuangan partai politik.",
  "Gunakan hak pilih Anda di TPS.",
  "Simulasi pencoblosan surat suara bagi penyandang disabilitas.",
  "Tata cara mencoblos surat suara yang sah.",
  "Ikrar netralitas dan deklarasi pemilu damai.",
  "Dukung program pemilu damai dan tertib.",
  "Mari dukung gerakan menjaga kebersihan kota.",
  "Pilih salah satu jawaban pada daftar hadir.",
  "Pilih menu Pendaftaran, lalu lanjutkan ke halaman berikutnya.",
  "Silakan lanjutkan pengisian kuesioner.",
  "Menangkan hadiah lomba poster netralitas!",
  "Surat undangan nomor 2 terlampir.",
  "Ruang rapat nomor 02, Jalan Merdeka No. 2.",
  "Peserta duduk sesuai nomor urut pada daftar hadir.",
  "Nomor urut 12 pada daftar hadir belum ditandatangani.",
  "UU Nomor 7 Tahun 2017 dan PP Nomor 94 Tahun 2021.",
  "Apel pagi pukul 07.30, dilanjutkan pembagian materi.",
  "Calon peserta pelatihan wajib membawa surat tugas.",
  "Relawan bencana berkumpul di halaman kantor.",
  "#ASNNetral #PemiluDamai",
  "#Pilkada2024 #JagaNetralitas",
  "Jabatan kepala daerah paling lama dua periode.",
  "Netralitas berarti tidak memihak calon mana pun.",
  "ASN tidak boleh memberi dukungan kepada pasangan calon nomor berapa pun.",
  "Cuti di luar tanggungan negara bagi pasangan calon kepala daerah.",
  "Bimbingan teknis pengawasan masa kampanye.",
  "Peran Forkopimda menjaga netralitas. Pasangan calon tidak diundang.",
  "Selamat memperingati Hari Kesaktian Pancasila.",
  "Kursi kosong dua baris di depan untuk pimpinan.",
  "Bawa KTP, dua lembar fotokopi, dan satu pasfoto.",
  "Hadir paling lambat 30 menit sebelum acara. Pakaian dinas harian.",
  "Laporan semester dua periode Juli sampai Desember.",
  "Tim pemenang lomba cerdas cermat harap hadir.",
  "Rapat dengan Ibu Camat dan Bapak Lurah.",
  "Tolak politik uang, jaga netralitas, hindari kampanye partai di kantor.",
  "Sanksi bagi pegawai yang ikut kampanye paslon.",
];

describe("the check of neutrality", () => {
  it.each(held)("holds: %s", (text) => {
    expect(lint(text)).not.toEqual([]);
  });

  it.each(passed)("lets pass: %s", (text) => {
    expect(lint(text)).toEqual([]);
  });

  it.each(Object.entries(events))("lets pass what an office really invites to: %s", (_, body) => {
    expect(lintEvent(body)).toEqual([]);
  });

  it("says the words as they stand there, once, and why", () => {
    expect(lint("Mari hadir. Coblos nomor 2!")).toEqual([{ words: "Coblos nomor 2", why: "ajakan memilih" }]);
  });

  it("reads everything of an event that people see", () => {
    const { ambon } = events;
    for (const changed of [
      { title: "Lanjutkan!" },
      { place: "Rumah pemenangan paslon" },
      { speakers: ["Calon Bupati"] },
      { letter: "Coblos nomor 2" },
    ])
      expect(lintEvent({ ...ambon, ...changed })).not.toEqual([]);
    expect(lintEvent({ ...ambon, note: "Ingat ya, #salam2jari" })).toHaveLength(1);
  });

  it.each([
    "pilih-nomor-2.pdf",
    "PilihNomor2.PDF",
    "COBLOS_no.2.jpeg",
    "pilih%20nomor%202.pdf",
    "salam2jari.png",
    "#Salam2Jari.png",
    "foto (paslon 02).jpg",
    "lanjutkan 2 periode.png",
  ])("holds a file called %s", (name) => {
    expect(lintEvent(events.ambon, [{ name }])).toEqual([
      { words: name, why: expect.stringMatching(/^nama berkas: /) },
    ]);
    const file = { name, mime: "application/pdf", sha256: "" } as const;
    expect(lintBroadcast({ text: "ASN dilarang mendukung paslon. Lihat berkas.", file })).toHaveLength(1);
  });

  it.each([
    "undangan.pdf",
    "IMG-20241010-WA0002.jpg",
    "Surat nomor 2 tahun 2024.pdf",
    "SE_MenPANRB_18-2023.pdf",
    "larangan-ASN-mendukung-paslon.pdf",
    "Netralitas ASN di masa kampanye.pdf",
    "photo_2024-10-10 08.00.02.jpg",
  ])("lets pass a file called %s", (name) => {
    expect(lintEvent(events.ambon, [{ name }])).toEqual([]);
  });

  it("reads a text of many letters at once", () => {
    const before = computedMs();
    lint(`${"pilih untuk kepada dukung ".repeat(4_000)} ${"a b ".repeat(2_000)}`);
    expect(computedMs() - before).toBeLessThan(1_000);
  });
});
