import type { RsvpAnswer } from "../reminders/rsvp.ts";

const replied: Readonly<Record<RsvpAnswer, string>> = {
  hadir: "Anda akan hadir",
  diwakili: "Anda diwakili",
  tidak: "Anda tidak hadir",
};

/** What the bot says of events to those who are invited. */
export const eventTexts = {
  help: "acara yang akan datang",
  none: "Belum ada acara yang akan datang untuk Anda.",
  nonePublic: "Belum ada acara yang terbuka untuk umum.",
  list: (count: number) => `${count} acara yang akan datang. Pilih satu untuk rincian dan konfirmasi.`,
  subscribe: "Untuk rincian, konfirmasi kehadiran, dan pengingat, berlangganan dulu (/langganan).",
  unknown: "Acara itu tidak ada, atau bukan untuk Anda. Ketik /acara untuk melihat yang akan datang.",
  notInGroup: "Acara dan kehadiran hanya di percakapan pribadi dengan saya.",
  whichOne: "Untuk acara yang mana?",
  unnamed: "Acara ini",
  changing: (title: string) => `${title} sedang diperbarui petugas. Tunggu pemberitahuan berikutnya.`,
  cancelled: (title: string) => `${title} sudah dibatalkan, jadi kehadiran tidak dicatat lagi.`,
  goingOn: "Acara ini sudah mulai; kehadiran dicatat di tempat.",
  begun: (title: string) =>
    `Terima kasih sudah mengabari. ${title} sudah mulai, jadi jawaban lewat bot tidak dicatat lagi; sampaikan langsung kepada panitia.`,
  late: (title: string) =>
    `Terima kasih sudah mengabari. ${title} sudah selesai, jadi jawaban lewat bot tidak dicatat lagi; sampaikan langsung kepada panitia.`,
  over: (title: string) => `${title} sudah selesai.`,
  saved: (answer: RsvpAnswer, title: string, when: string) =>
    `Tercatat: ${replied[answer]} di «${title}», ${when}. Bisa diubah sampai acara mulai.`,
  unanswered: (title: string, when: string) =>
    `Terima kasih. Belum tercatat apakah Anda hadir di «${title}», ${when}. Pilih:`,
  same: (answer: RsvpAnswer, title: string) => `Sudah tercatat: ${replied[answer]} di «${title}».`,
  current: (answer: RsvpAnswer, reason: string | undefined) =>
    `Jawaban Anda: ${replied[answer]}${reason === undefined ? "" : ` (${reason})`}.`,
  askReason:
    "Apa alasannya? Tulis singkat, atau pilih. Petugas membacanya beserta nama unit Anda; jangan tulis nama atau penyakit.",
  askDeputy: "Siapa yang mewakili? Tulis jabatannya saja, tanpa nama, misalnya: Kepala Subbagian Umum.",
  reasonKept: (reason: string) => `Dicatat: «${reason}». Terima kasih.`,
  notAReason: "Pesan ini tidak dicatat sebagai alasan; jawaban kehadiran Anda tetap tercatat.",
  noReason: "Baik, tanpa keterangan. Terima kasih.",
  map: (link: string) => `Peta: ${link}`,
  calendarGone: "Buka berkas ini untuk menghapus acara itu dari kalender ponsel Anda.",
  calendarHow: "Buka berkas ini untuk menambahkannya ke kalender ponsel Anda.",
  reasons: ["Dinas luar", "Cuti", "Tugas lain yang tidak bisa ditinggal"],
  choice: {
    hadir: "Hadir",
    diwakili: "Diwakili",
    tidak: "Tidak hadir",
    calendar: "Tambah ke kalender",
    noReason: "Tanpa alasan",
    noDeputy: "Tanpa keterangan",
    list: "Acara lain",
    subscribe: "Langganan",
  },
} as const;
