import { wordsOf } from "./words-of.ts";

const ASKS = "kapan|jam|pukul|berapa|hari|tanggal|dimana|mana|kemana|jadwal|jadwalnya|lokasi|alamat|tempat|link|tautan";
const EVENT =
  "acara|acaranya|kegiatan|kegiatannya|rapat|rapatnya|sosialisasi|sosialisasinya|undangan|undangannya|zoom|zoomnya|mulainya|tempatnya|lokasinya|alamatnya|linknya|tautannya|jamnya|tanggalnya|waktunya";
const AROUND =
  "di|ke|apa|ya|itu|ini|tadi|besok|nanti|lusa|mulai|dimulai|selesai|selesainya|diadakan|dilaksanakan|berlangsung|ada|tolong|minta|mohon|kirim|kirimkan|bagikan|info|infonya|maaf|izin|ijin|pak|bapak|bu|ibu|min|admin|kak|mas|mbak|bang|untuk|yang|nya|sih|dong|kah|saya|sy|assalamualaikum|selamat|pagi|siang|sore|malam";
const list = (words: string) => new Set(words.split("|"));
const [asks, event, around] = [list(ASKS), list(EVENT), list(AROUND)];
const MOST_CHARACTERS = 80;

/**
 * Whether a whole message asks when or where something is to which somebody was invited ("jam berapa acaranya?", "linknya mana").
 * With any word that does not belong to that it is some other question ("kapan kampanye dimulai").
 */
export function asksOfEvent(text: string): boolean {
  if (text.length > MOST_CHARACTERS) return false;
  const words = wordsOf(text);
  if (!words.every((word) => asks.has(word) || event.has(word) || around.has(word))) return false;
  return words.some((word) => asks.has(word)) && words.some((word) => event.has(word));
}

const HEARD = list(
  "siap|siyap|ok|oke|okay|baik|sip|noted|dimengerti|laksanakan|dilaksanakan|kasih|makasih|trims|tks|thx",
);
const BESIDE = list(
  "terima|banyak|atas|infonya|informasinya|undangannya|pengingatnya|ya|iya|pak|bapak|bu|ibu|min|admin|kak|mas|mbak|bang|ndan|komandan",
);

/**
 * Whether a whole message says that an invitation was read, as people answer one, and nothing of whether they come ("siap pak", "👍",
 * "terima kasih infonya").
 */
export function acknowledges(text: string): boolean {
  if (text.length > MOST_CHARACTERS) return false;
  const words = wordsOf(text);
  if (words.length === 0) return /^(?:[👍🙏👌🫡✅]|\p{Emoji_Modifier}|\s|\uFE0F)+$/u.test(text);
  return words.every((word) => HEARD.has(word) || BESIDE.has(word)) && words.some((word) => HEARD.has(word));
}
