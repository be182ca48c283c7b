/** What may stand around a wish without changing it. */
const AROUND =
  "tolong|tlg|mohon|minta|bisa|bisakah|boleh|bolehkah|mau|ingin|saya|sy|aku|ya|dong|deh|pak|bapak|bu|ibu|min|admin|kak|mas|mbak|bang|maaf|permisi|kembali|lagi|sekarang|juga|bagaimana|gimana|cara|caranya|untuk|lihat|cek|assalamualaikum|selamat|pagi|siang|sore|malam";
const ME = "saya|sy|aku";

const wish = (...said: readonly string[]) => {
  const whole = new RegExp(`^(?:(?:${AROUND}) )*(?:${said.join("|")})(?: (?:${AROUND}))*$`);
  return (text: string): boolean => text.length <= MOST_CHARACTERS && whole.test(plainWords(text));
};
const MOST_CHARACTERS = 80;

function plainWords(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, " ")
    .trim();
}

/**
 * What people wish of the bot itself, said in a whole message of their own words instead of a command ("hapus data saya"). With any
 * word that does not belong to it, it is a question like others ("hapus data pemilih").
 */
export const wishes = {
  erase: wish(
    `(?:hapus|hapuskan|hilangkan|bersihkan)(?: semua)? (?:data|akun|riwayat|informasi|profil|catatan)(?: (?:pribadi|diri))? (?:${ME})`,
    `(?:lupakan|hapus) (?:${ME})`,
  ),
  profile: wish(
    `(?:apa(?: saja)? )?(?:profil|data)(?: pribadi)? (?:${ME})(?: apa)?(?: saja)?(?: yang)?(?: (?:disimpan|tersimpan|ada|dicatat))?(?: (?:di sini|bot|apa saja))?`,
    `data apa(?: saja)?(?: (?:tentang )?(?:${ME}))? yang (?:disimpan|tersimpan|dicatat)(?: (?:di sini|bot|tentang (?:${ME})))?`,
  ),
  subscribe: wish(
    "(?:(?:daftar|mulai|ikut|aktifkan) )?(?:langganan|berlangganan)",
    "(?:aktifkan|hidupkan|nyalakan)(?: lagi)? (?:notifikasi|notif|pengingat|langganan)",
  ),
  unit: wish(
    `(?:ganti|pindah|ubah|perbaiki|betulkan) (?:unit|opd)(?: kerja)?(?: (?:${ME}))?`,
    `unit(?: kerja)?(?: (?:${ME}))? (?:salah|keliru|berubah|pindah)`,
  ),
  events: wish(
    `(?:acara|undangan|kegiatan)(?: (?:untuk|buat))? (?:${ME})`,
    "(?:ada )?(?:acara|undangan|kegiatan) apa(?: saja)?(?: (?:hari ini|besok|lusa|minggu ini|minggu depan|bulan ini))?",
    "(?:daftar|jadwal) (?:acara|undangan|kegiatan)(?: (?:hari ini|besok|minggu ini|bulan ini))?",
    "(?:(?:kapan|apa) )?(?:acara|kegiatan)(?:nya)? (?:berikutnya|selanjutnya|terdekat|mendatang|yang akan datang)(?: kapan| apa)?",
  ),
  newEvent: wish("(?:buat|bikin|buatkan|tambah|adakan|jadwalkan) (?:acara|kegiatan|undangan)(?: baru)?"),
  newBroadcast: wish("(?:buat|bikin|buatkan|tulis|kirim) (?:siaran|pengumuman|broadcast)(?: baru)?"),
} as const;
