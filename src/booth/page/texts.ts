import type { ReadBundle } from "../../tips/bundle.ts";
import type { ReadIdentity } from "../../tips/identity.ts";
import type { KnownBy, PartMeta, Prompt, TipStatus } from "../../tips/part.ts";
import type { OpenedOriginal } from "../../tips/shares.ts";

type Unopened = Exclude<ReadIdentity["kind"], "identity" | "locked">;

export const keyTexts: Record<Unopened, string> & Record<"opening" | "unreadable" | "different", string> = {
  "wrong-passphrase":
    "Kata sandinya belum cocok. Periksa huruf besar dan kecil (Caps Lock) dan spasi, lalu coba lagi. Anda boleh mencoba berkali-kali.",
  public: "Ini bagian kunci yang boleh dilihat orang (.pub). Pilih berkas yang satunya, tanpa .pub.",
  none: "Berkas ini bukan kunci pembaca. Pilih berkas yang dibuat untuk Anda saat kunci dibuat.",
  incomplete: "Kunci ini dari alat lain dan tidak dapat menandatangani. Minta petugas IT membuat kunci pembaca.",
  damaged: "Berkas kunci ini rusak atau terpotong. Ambil salinan yang Anda simpan di tempat lain.",
  different: "Berkas-berkas ini kunci dari orang yang berbeda. Pilih kunci Anda sendiri saja.",
  opening: "Membuka kunci, tunggu beberapa detik …",
  unreadable: "Berkas ini tidak dapat dibaca dari tempatnya. Salin dulu ke laptop ini, lalu pilih lagi.",
};

export const bundleTexts: Record<Extract<ReadBundle, { kind: "unreadable" }>["why"], string> = {
  tar: "Berkas ini bukan berkas kasus, atau terpotong saat disalin. Minta petugas IT menyalinnya lagi (tips export).",
  case: "Berkas kasus ini tidak lengkap: keterangan kasusnya tidak terbaca. Minta petugas IT menyalinnya lagi (tips export).",
  lists:
    "Berkas kasus ini tidak lengkap: daftar pembacanya tidak terbaca. Minta petugas IT menyalinnya lagi (tips export).",
  part: "Satu bagian dalam berkas kasus ini rusak atau hilang, maka berkasnya tidak dibuka. Minta petugas IT menyalinnya lagi (tips export).",
};

export const caseTexts = {
  needFile: "Pilih dulu berkas kasusnya.",
  badRoot:
    "Sidik jari daftar pembaca terdiri atas 64 tanda: angka 0–9 dan huruf a–f. Periksa lagi catatannya, atau kosongkan.",
  opening: "Membuka kasus …",
  noProblems: "Semua yang ada di berkas ini cocok satu sama lain.",
  problems: (count: number) => `Perhatian: ${count} hal tidak beres dalam berkas ini`,
  notPinned:
    "Daftar pembaca belum dicocokkan dengan catatan, karena sidik jarinya tidak diisi. Orang yang menguasai server dapat memalsukan daftar tanpa terlihat di sini. Sidik jari daftar dalam berkas ini, untuk dicocokkan dengan catatan di kertas:",
  notListed:
    "Kunci Anda tidak ada di daftar pembaca yang berlaku. Anda dapat membaca yang disegel untuk Anda, tetapi tidak dapat membalas.",
  withdrawn: "Pelapor menarik laporan ini. Hentikan penanganan dan bicarakan dengan pembaca lain.",
  fewKnow:
    "Sangat sedikit orang yang tahu hal ini: salah langkah sedikit saja dapat menunjuk pelapornya. Jangan meneruskan tanpa izin pelapor.",
  empty: "Belum ada bagian yang dapat ditampilkan.",
  noAnswers: "Belum ada balasan.",
} as const;

export const statusWords: Record<TipStatus, string> = {
  diterima: "Diterima",
  ditelaah: "Sedang ditelaah",
  "perlu-keterangan": "Perlu keterangan dari pelapor",
  diteruskan: "Diteruskan sebagai informasi awal",
  selesai: "Selesai",
  "tidak-dapat-ditindaklanjuti": "Tidak dapat ditindaklanjuti",
};

export const promptWords: Record<Prompt, string> = {
  apa: "apa yang terjadi",
  siapa: "siapa",
  kapan: "kapan",
  dimana: "di mana",
  bukti: "bukti",
  tahu: "berapa orang yang tahu",
};

export const kindWords: Record<PartMeta["kind"], string> = {
  teks: "tulisan",
  berkas: "berkas",
  tahu: "berapa orang yang tahu",
  izin: "izin untuk ringkasan",
  tarik: "penarikan laporan",
};

export const knownWords: Record<KnownBy, string> = {
  ">20": "lebih dari 20 orang",
  "5-20": "5 sampai 20 orang",
  "<5": "kurang dari 5 orang",
  "hanya-saya": "hanya pelapor sendiri",
};

export const fileTexts = {
  clean: "bersih: digambar ulang tanpa data kamera",
  dirty: "belum dibersihkan: bisa memuat jejak pembuatnya",
  save: (n: number) => `Simpan berkas bagian ${n}`,
  saveOriginal: (n: number) => `Simpan gambar asli bagian ${n}`,
  saveWarning: "Yang disimpan tidak lagi tersegel. Hapus sesudah dipakai, dan jangan dikirim ke siapa pun.",
  voiceWarning:
    "Ini rekaman suara. Suara orang mudah dikenali: pakai earphone, pastikan tidak ada yang ikut mendengar, dan jangan disalin. Kalau bisa, cukup satu pembaca yang mendengarkan.",
  play: "Saya mengerti, putar suara",
  saveVoice: "Saya mengerti, simpan rekaman",
  notShown: "Isinya bukan gambar seperti yang tertulis, maka tidak ditampilkan.",
  larger: "Besarkan gambar",
  smaller: "Kecilkan gambar",
} as const;

export const originalTexts = {
  title: "Gambar asli (perlu dua pembaca)",
  about:
    "Gambar asli masih memuat data kamera dan dapat menunjuk pelapornya. Ia hanya terbuka bila dua pembaca setuju: satu melepas bagiannya, yang lain membuka.",
  with: "Berkas pelepasan dari pembaca lain",
  open: "Buka gambar asli",
  to: "Lepaskan bagian saya untuk",
  release: "Buat berkas pelepasan",
  needFile: "Pilih dulu berkas pelepasan dari pembaca lain.",
  missing: "Gambar aslinya tidak ada dalam berkas ini.",
  noShare: "Anda tidak punya bagian kunci dari gambar ini.",
} as const;

export const originalProblems: Record<Exclude<OpenedOriginal["kind"], "opened">, string> = {
  "too-few":
    "Perlu bagian dari dua pembaca, dan baru ada satu. Minta berkas pelepasan dari pembaca lain; bila Anda sendiri tidak punya bagian, pilih dua berkas sekaligus.",
  "not-for-you": "Berkas pelepasan ini bukan untuk Anda, atau rusak di jalan.",
  forged:
    "Berkas pelepasan ini tidak ditandatangani pembaca yang ada di daftar. Jangan dipakai, dan beri tahu pembaca lain.",
  "other-picture": "Berkas pelepasan ini untuk gambar lain.",
  damaged: "Gambar aslinya rusak, atau bukan yang diterima dahulu.",
};

export const replyTexts = {
  reply: "Balasan",
  note: "Pesan kepada pelapor (boleh kosong)",
  empty: "Tulis dulu balasannya.",
  tooLong: (most: number) => `Balasan terlalu panjang. Paling banyak ${most} huruf; bagi menjadi dua balasan.`,
  needReason: "Tulis alasannya dengan singkat: pelapor akan membacanya.",
  notPinned:
    "Daftar pembaca belum dicocokkan dengan sidik jari (TIPS_ROOT). Bila daftarnya palsu, balasan Anda dapat dibaca orang lain. Sebaiknya isi dulu sidik jarinya di langkah 2 dan buka kasus lagi.",
  sealed: (name: string) =>
    `Sudah disegel. Berikan berkas ${name} kepada petugas IT untuk dimasukkan dengan tips import.`,
  again: (name: string) => `Simpan lagi ${name}`,
} as const;

export const endTexts = {
  soon: "Halaman ini menutup diri dalam satu menit karena tidak dipakai. Gerakkan tetikus untuk melanjutkan.",
  idle: "Ditutup karena 15 menit tidak dipakai. Kunci dan isi kasus sudah dilupakan halaman ini.",
  closed: "Ditutup. Kunci dan isi kasus sudah dilupakan halaman ini. Sekarang tutup juga peramban Anda.",
  unexpected: "Ada yang tidak berjalan, dan tidak ada yang disimpan. Muat ulang halaman ini dan coba lagi.",
} as const;
