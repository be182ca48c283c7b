/** What people say when they want no more, as written in a hurry. */
const VERBS =
  "stop|setop|stp|distop|berhenti|brhenti|berenti|brenti|berhentikan|henti|hentikan|hentiin|dihentikan|unsubscribe|unsub";
/** What may stand with it without changing what is meant. */
const POLITE =
  "tolong|tlg|mohon|harap|coba|please|pls|ya|yah|iya|dong|deh|aja|saja|min|admin|pak|bu|kak|bang|mas|mbak|bot|dulu|dl|semua|semuanya|segera|sekarang|juga|makasih|trims|terima|kasih";
const WANTS = "saya|sy|aku|mau|ingin|minta";
const SENDING =
  "langganan|langganannya|berlangganan|langgan|kirim|mengirim|kirimi|pengiriman|kiriman|pesan|pesannya|undangan|broadcast|bc|spam|notif|notifikasi|pengumuman|pengingat|ke|saya|sy|lagi|ini";

const SAID = [
  new RegExp(`^(?:(?:${POLITE}|${WANTS}) )*(?:${VERBS})(?: (?:${VERBS}|${SENDING}|${POLITE}))*$`),
  new RegExp(
    `^(?:(?:${POLITE}|${WANTS}) )*(?:${VERBS}|batal|batalkan|batalin) (?:langganan|berlangganan|langganannya)(?: (?:${POLITE}))*$`,
  ),
  /^(?:tolong |mohon )?(?:jangan|jgn) (?:kirim|kirimi|ngirim|mengirim)(?: (?:pesan|saya|sy|aku|ke))* lagi$/,
];
const MOST_WORDS = 8;

/**
 * Whether a whole message means STOP: "STOP", "stop.", "brenti", "berhenti langganan", "tolong stop ya". Never where the word is
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
