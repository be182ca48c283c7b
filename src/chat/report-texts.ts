import { spellCount } from "../reminders/spell-count.ts";

/** What the bot says to officers with a report. */
export const reportTexts = {
  which: (kind: "acara" | "siaran") => `Laporan ${kind} yang mana? Tulis nomornya, misalnya /laporan_${kind} 12.`,
  unknown: (kind: "acara" | "siaran", id: number) =>
    `${kind === "acara" ? "Acara" : "Siaran"} ${id} tidak ada. Ketik /${kind} untuk melihat yang ada.`,
  title: (kind: "acara" | "siaran", id: number, title: string) => `📊 Laporan ${kind} ${id}: ${title}`,
  asOf: (moment: string) => `Keadaan per ${moment}.`,
  accepted: (count: number) => `Terkirim: ${spellCount(count)} orang`,
  failed: (count: number) => `Gagal atau belum pasti: ${spellCount(count)} orang`,
  replies: (hadir: number, diwakili: number, tidak: number) =>
    `Hadir ${spellCount(hadir)}, diwakili ${spellCount(diwakili)}, tidak hadir ${spellCount(tidak)}`,
  missed: (names: readonly string[]) => `Pengingat terlewat: ${names.join(", ")}`,
  files: "Lengkapnya di PDF satu halaman dan di tabel untuk Excel, tanpa nama dan alamat penerima.",
  noPdf: "Halaman PDF tidak dapat dibuat sekarang; tabelnya lengkap.",
} as const;
