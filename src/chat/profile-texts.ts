/** What /profil and /hapus say. */
export const profileTexts = {
  heading: "Yang tersimpan tentang Anda",
  nothing:
    "Tidak ada yang tersimpan tentang Anda: Anda tidak berlangganan, dan tidak ada pertanyaan Anda yang menunggu petugas.",
  nothingWhatsApp:
    "Hanya kunci percakapan WhatsApp yang tersimpan terkunci, karena WhatsApp mengharuskannya; lihat /privasi.",
  address: (address: string) => `Alamat obrolan: ${address}`,
  topics: (topics: string) => `Langganan: ${topics}`,
  ended: "Langganan: berhenti; tidak ada yang dikirim",
  unit: (unit: string) => `Unit: ${unit}`,
  district: (district: string) => `Kecamatan: ${district}`,
  tags: (tags: readonly string[]) => `Kelompok: ${tags.join(", ")}`,
  consent: (day: string, version: string) => `Persetujuan: ${day}, naskah ke-${version}`,
  deliveries: (count: number) =>
    `Kiriman kepada Anda yang tercatat: ${count}; alamatnya dihapus 30 hari setelah kegiatan atau pengumuman selesai`,
  replies: (count: number) => `Jawaban undangan (hadir, diwakili, tidak): ${count}`,
  waiting: (count: number) => `Pertanyaan yang Anda kirim dan menunggu jawaban petugas: ${count}`,
  officer: (name: string, role: string) => `Petugas: "${name}", peran ${role}`,
  noMore: "Selain itu tidak ada yang tersimpan tentang Anda.",
  noMoreWhatsApp: "Selain itu hanya kunci percakapan yang terkunci, karena WhatsApp mengharuskannya; lihat /privasi.",
  reports:
    "Perlu Anda tahu: selama berlangganan, alamat obrolan ini tersimpan di kantor, dan siapa pun yang menguasai komputernya bisa melihatnya. Laporan (/lapor) tidak kami hubungkan dengannya. Kalau itu membuat Anda ragu untuk melapor, /hapus dulu atau melaporlah dari akun lain.",
  eraseAsk: "Hapus semua yang tersimpan tentang Anda?",
  eraseMeans:
    "Langganan berakhir, dan alamat, unit, kelompok, serta jawaban undangan Anda dihapus. Pertanyaan yang menunggu petugas tidak akan dijawab ke sini.",
  eraseNothing: "Tidak ada yang perlu dihapus: tidak ada yang tersimpan tentang Anda.",
  erased: "Sudah dihapus dari catatan kami.",
  remains: "Yang masih ada",
  remainsCounts: "hitungan tanpa orang, misalnya berapa yang hadir dari satu unit",
  remainsBackup: "cadangan (backup) kantor, sampai kantor menggantinya",
  remainsChat: "pesan di aplikasi chat Anda sendiri; hapuslah di sana bila perlu",
  remainsWhatsApp: "kunci percakapan yang terkunci, karena WhatsApp mengharuskannya",
  remainsOfficer: "pendaftaran Anda sebagai petugas dan catatan tindakan petugas; admin dapat mencabutnya",
} as const;
