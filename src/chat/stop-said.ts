/** What people say when they want no more, as written in a hurry; "unreg" is what they learnt from texts that cost money. */
const VERBS =
  "stop|setop|stp|distop|berhenti|brhenti|berenti|brenti|bernti|behenti|berhnti|brhnti|berhentikan|henti|hentikan|hentiin|dihentikan|unsubscribe|unsub|unreg|unregister";
/** What may stand with it without changing what is meant. */
const POLITE =
  "tolong|tlg|mohon|harap|coba|please|pls|me|ya|yah|iya|dong|deh|aja|saja|min|admin|pak|bapak|bu|ibu|kak|bang|mas|mbak|bot|dulu|dl|semua|semuanya|segera|sekarang|juga|makasih|trims|terima|kasih|maaf|permisi|assalamualaikum|selamat|pagi|siang|sore|malam";
const WANTS = "saya|sy|aku|mau|ingin|minta";
const LISTS = "langganan|langganannya|langanan|berlangganan|berlanganan|langgan";
const THINGS =
  "pesan|pesannya|undangan|broadcast|bc|spam|notif|notifikasi|pengumuman|pemberitahuan|pengingat|reminder|info|informasi|wa|whatsapp|chat";
const SENDING = `${LISTS}|kirim|mengirim|kirimi|mengirimi|pengiriman|kiriman|terima|menerima|dapat|mendapat|${THINGS}|nomor|nomer|ke|dari|saya|sy|aku|lagi|ini`;
const NOT = "tidak|tdk|tak|gak|ga|gk|nggak|ngga|enggak|ndak";
const ROUND = `${POLITE}|${WANTS}|sudah|udah`;

const SAID = [
  new RegExp(`^(?:(?:${POLITE}|${WANTS}) )*(?:${VERBS})(?: (?:${VERBS}|${SENDING}|${POLITE}))*$`),
  new RegExp(
    `^(?:(?:${POLITE}|${WANTS}) )*(?:${VERBS}|batal|batalkan|batalin|hapus|cabut|putuskan|akhiri) (?:${LISTS})(?: (?:saya|sy|aku|ini|${POLITE}))*$`,
  ),
  new RegExp(
    `^(?:(?:${ROUND}) )*(?:matikan|nonaktifkan) (?:${LISTS}|notif|notifikasi|pengingat|reminder)(?: (?:saya|sy|ini|${POLITE}))*$`,
  ),
  // "jangan kirim lagi pak", "gak usah wa saya lagi"
  new RegExp(
    `^(?:(?:${ROUND}) )*(?:jangan|jgn|(?:${NOT}) (?:usah|perlu)) (?:di)?(?:kirim|kirimi|kirimin|ngirim|mengirim|mengirimi|wa|chat|hubungi|menghubungi|ganggu|mengganggu)(?: (?:${THINGS}|apa|saya|sy|aku|ke|nomor|ini|dari))* lagi(?: (?:ke|saya|sy|aku|nomor|ini|${POLITE}))*$`,
  ),
  // "saya tidak mau terima pesan ini lagi", "ga mau langganan"
  new RegExp(
    `^(?:(?:${ROUND}) )*(?:${NOT}) (?:mau|ingin|pengen|perlu) (?:lagi )?(?:(?:${LISTS})(?: lagi)?|(?:terima|menerima|dapat|mendapat|dikirim|dikirimi)(?: (?:${THINGS}|apa|dari|ini))* lagi)(?: (?:${POLITE}))*$`,
  ),
  /^(?:reg )?of$/,
];
const MOST_WORDS = 10;

/**
 * Whether a whole message means STOP: "STOP", "stop.", "brenti", "berhenti langganan", "tolong stop ya", "jangan kirim lagi
 * pak". Never where the word is
 * one of a sentence about something else ("berhenti dari jabatan").
 */
export function isStop(text: string): boolean {
  if (text.length > 80) return false;
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, " ")
    .trim()
    .replace(/(\p{L})\1{2,}|(\p{L})\2+(?= |$)/gu, "$1$2");
  return words.split(" ").length <= MOST_WORDS && SAID.some((said) => said.test(words));
}
