import type { EventState } from "../reminders/event.ts";
import type { RsvpAnswer } from "../reminders/rsvp.ts";

const state: Readonly<Record<EventState, string>> = {
  draft: "konsep",
  pending: "menunggu persetujuan",
  approved: "disetujui",
  cancelled: "dibatalkan",
  over: "selesai",
};

/** What officers are told of their events. */
export const officeEventTexts = {
  state,
  none: "Belum ada acara. Buat yang pertama.",
  list: (count: number) => `${count} acara, yang terdekat dulu.`,
  unknown: (id: string) => `Acara ${id} tidak ada. Ketik /acara untuk melihat daftarnya.`,
  title: (id: number, title: string, is: EventState) => `📅 Acara ${id}: ${title} (${state[is]})`,
  audience: (audience: string, people: string) => `Sasaran: ${audience} (${people} orang)`,
  made: (by: string, approvedBy: string | undefined, alone: boolean) =>
    approvedBy === undefined
      ? `Dibuat oleh ${by}`
      : `Dibuat oleh ${by}, disetujui oleh ${approvedBy}${alone ? " (satu petugas)" : ""}`,
  soFar: "Sampai sekarang",
  deliveries: (counts: string) => `Pesan: ${counts}`,
  replies: (comes: string, sends: string, not: string) => `Jawaban: ${comes} hadir, ${sends} diwakili, ${not} tidak`,
  reasons: (title: string) => `Alasan dan wakil untuk «${title}», tanpa orangnya`,
  reason: (answer: RsvpAnswer, unit: string | undefined, reason: string, count: number) =>
    `${answer === "diwakili" ? "Diwakili" : "Tidak hadir"}, ${unit ?? "tanpa unit"}: ${reason}${count > 1 ? ` (${count} orang)` : ""}`,
  noReasons: "Belum ada yang memberi alasan atau menyebut wakilnya.",
  reallyCancel: (title: string) =>
    `Batalkan «${title}»? Pengingat yang belum terkirim dihapus, dan semua yang sudah diberi tahu menerima pembatalan. Ini tidak bisa dikembalikan.`,
  cancelled: (title: string, told: string) =>
    `«${title}» dibatalkan. ${told} orang yang sudah diberi tahu menerima pembatalannya.`,
  notCancelled: {
    unknown: "Acara itu sudah tidak ada.",
    over: "Acara itu sudah selesai, jadi tidak bisa dibatalkan.",
    already: "Acara itu sudah dibatalkan sebelumnya.",
  },
  unchangeable: "Acara itu sudah selesai atau dibatalkan, jadi tidak bisa diubah.",
  sent: "Disetujui; pengingatnya dijadwalkan.",
  submitted: "Diajukan.",
  notDraft: "Acara itu bukan konsep lagi. Ketik /acara untuk melihat keadaannya.",
  choice: {
    create: "➕ Acara baru",
    asInvited: "Lihat sebagai undangan",
    more: "Berikutnya",
    release: "📨 Kirim atau ajukan",
    review: "🔎 Periksa",
    edit: "✏️ Ubah",
    cancel: "❌ Batalkan",
    cancelYes: "Ya, batalkan",
    back: "Tidak jadi",
    reasons: "💬 Alasan",
    backToEvent: "Kembali ke acara",
    report: "📊 Laporan",
  },
} as const;
