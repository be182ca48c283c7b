import { spellDay } from "../clock.ts";
import type { ListVerdict } from "./reader.ts";

const WHY = {
  signatures: "tidak ditandatangani dua pembaca yang berhak",
  chain: "tidak menyambung pada versi sebelumnya",
  root: "bukan daftar yang sidik jarinya dipasang di sini",
  shape: "bentuknya tidak dikenal",
} as const;

/** What is said of a case when something in it is not as it should be: to readers, and of answers to the reporter too. */
export const problemTexts = {
  list: (verdict: Exclude<ListVerdict, { kind: "valid" }>): string =>
    verdict.kind === "none"
      ? "Belum ada daftar pembaca yang disetujui dua orang, jadi tidak ada yang dibuka. Minta dua pembaca menandatanganinya dulu."
      : `Daftar pembaca versi ${verdict.version} ${WHY[verdict.why]}, jadi tidak ada yang dibuka. Tanyakan dulu kepada pembaca lain lewat jalan lain.`,
  notForYou: "Tidak ada bagian yang dapat dibuka dengan kunci Anda: kasus ini disegel untuk pembaca lain, atau rusak.",
  shut: (count: number): string =>
    `${count} bagian tidak dapat dibuka dengan kunci Anda: disegel untuk pembaca lain, atau rusak.`,
  missing: (numbers: readonly number[]): string =>
    `Bagian ${listed(numbers)} tidak ada: terhapus, rusak, atau tidak disegel untuk Anda.`,
  broken: (n: number): string =>
    n === 1
      ? "Bagian 1 bukan awal kasus ini: ada yang dihapus atau diganti."
      : `Bagian ${n} tidak menyambung pada bagian ${n - 1} yang ada di sini: salah satunya diganti.`,
  several: (n: number, count: number): string =>
    `Bagian ${n} ada ${count} yang berbeda, semuanya bertanda tangan pelapor: mungkin data lama pernah dikembalikan di komputer layanan. Semuanya ditampilkan.`,
  strayPart: (id: string): string => `Satu bagian berasal dari kasus lain (${id}) dan tidak ditampilkan: tertukar.`,
  forgedPart: (count: number): string =>
    `${count} bagian tanda tangannya tidak cocok dan tidak ditampilkan: palsu, atau isinya diubah.`,
  foreignPart: (count: number): string =>
    `${count} bagian ditandatangani dengan kunci lain daripada kunci kasus ini dan tidak ditampilkan: bukan dari pelapor ini.`,
  oddPart: (count: number): string =>
    `${count} bagian dapat dibuka tetapi bentuknya tidak dikenal dan tidak ditampilkan.`,
  unknownReaders: (names: readonly string[]): string =>
    `Kasus ini disegel juga untuk ${listed(names)}, yang tidak ada di daftar pembaca: daftar yang dipakai saat itu mungkin palsu.`,
  otherMailbox:
    "Kotak pos kasus ini bukan yang ditulis pelapor. Jangan membalas: balasan Anda akan terbaca orang lain dan tidak sampai kepada pelapor.",
  noOriginal: (n: number): string => `Gambar asli dari bagian ${n} tidak ada di sini.`,
  otherFile: (n: number): string => `Berkas bagian ${n} tidak cocok dengan sidik jari yang dicatat saat diterima.`,
  shutAnswers: (count: number): string => `${count} jawaban tidak dapat dibuka: disegel untuk orang lain, atau rusak.`,
  forgedAnswers: (count: number): string =>
    `${count} jawaban tidak bertanda tangan pembaca yang ada di daftar dan tidak ditampilkan. Jangan percaya isinya bila Anda menerimanya dari jalan lain.`,
  oddAnswers: (count: number): string =>
    `${count} jawaban dapat dibuka tetapi bentuknya tidak dikenal dan tidak ditampilkan.`,
  strayAnswer: (id: string): string => `Satu jawaban berasal dari kasus lain (${id}) dan tidak ditampilkan: tertukar.`,
  notTheirs: (name: string): string =>
    `Satu jawaban ditulis ${name}, yang tidak termasuk pembaca kasus ini, dan tidak ditampilkan.`,
  sameId: "Dua jawaban yang berbeda memakai nomor yang sama; keduanya ditampilkan.",
  formerKey: (name: string, day: string): string =>
    `Jawaban ${name} (${spellDay(day)}) memakai kunci yang sudah diganti atau dicabut: pastikan dulu kepada pembaca lain.`,
  /** Stands under every case, for it is always so. */
  notice:
    "Bila bagian atau jawaban yang paling akhir dihapus, itu tidak dapat diketahui dari sini: yang tampak lengkap belum tentu semuanya.",
} as const;

/** "2", "2 dan 4", "2, 4 dan 5". */
function listed(items: ReadonlyArray<string | number>): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? `${last}` : `${items.slice(0, -1).join(", ")} dan ${last}`;
}
