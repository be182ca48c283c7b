import type { RsvpAnswer } from "../reminders/rsvp.ts";

/** What somebody says about coming; `reason` why not, or who comes instead, as they wrote it. */
export type AttendanceSaid = { answer: RsvpAnswer; reason: string | undefined };

/** What may stand around it without changing what is meant. */
const AROUND =
  "pak|bapak|bpk|bu|ibu|min|admin|kak|mas|mbak|bang|ya|yah|iya|ok|oke|baik|siap|laksanakan|mohon|mhn|maaf|izin|ijin|insya allah|insyaallah|inshaallah|in sha allah|in syaa allah|saya|sy|kami|aku|terima kasih|makasih|trims|info|infonya|informasinya|undangannya|pengingatnya|atas|assalamualaikum|selamat pagi|selamat siang|selamat sore|besok|nanti";
const NOT = "tidak|tdk|tak|gak|ga|gk|nggak|ngga|enggak|belum|blm";
const COMES = "hadir|hdr|datang|menghadiri";
const ABSENT = `(?:${NOT}) (?:(?:bisa|dapat|dpt|sempat|akan|jadi) )*(?:${COMES})|berhalangan(?: (?:${COMES}))?|absen(?: dulu)?`;
const DEPUTED = "diwakili|diwakilkan|mewakilkan";
const CAUSE = "karena|karna|krn|sebab|dikarenakan|lantaran";
const OFFICE =
  "sekretaris|sekdis|sekcam|seklur|sekda|kepala|kabid|kabag|kasubbag|kasubag|kasi|kasie|kasubbid|staf|staff|plt|plh|wakil|camat|lurah|bendahara|pejabat|analis|pengelola|koordinator|ketua|operator|admin";
/** What is asked says nothing of coming. */
const ASKED = /\b(?:apa|apakah|siapa|boleh|bolehkah|bisakah|bagaimana|gimana|kenapa|mengapa)\b/;
/** With these a reason begins that nobody introduces: "izin tidak hadir, ada dinas luar". */
const REASON = "ada|sedang|sdg|lagi|masih|dinas|cuti|tugas|sakit|rapat";

const around = (core: string, more = "") =>
  new RegExp(`^(?:(?:${AROUND}) )*(?:${core})(?: (?:${AROUND}))*${more}$`, "u");

const SAID: ReadonlyArray<readonly [RsvpAnswer, RegExp]> = [
  ["hadir", around(`(?:(?:bisa|akan|pasti|dapat) )*(?:${COMES})`)],
  ["tidak", around(ABSENT, `(?: (?:${CAUSE})(?<reason>(?: \\p{L}+)+)|(?<also> (?:${REASON})(?: \\p{L}+)*))?`)],
  [
    "diwakili",
    around(
      `(?:(?:${ABSENT}) (?:(?:dan|jadi|akan) )?)?(?:akan )?(?:${DEPUTED})`,
      `(?:(?: (?:oleh|ke|kepada|sama)| (?=(?:${OFFICE})\\b))(?<reason> ?\\p{L}+(?: \\p{L}+){0,7}?)(?: (?:pak|bu|ya|terima kasih|makasih))*)?`,
    ),
  ],
];
const MOST_CHARACTERS = 160;

/**
 * What a whole message says about coming, as people reply to an invitation: "siap hadir", "izin tidak bisa hadir pak", "tidak bisa
 * hadir karena dinas luar". Undefined for everything else, above all for sentences about attending something ("hadir di kampanye")
 * and for questions.
 */
export function attendanceSaid(text: string): AttendanceSaid | undefined {
  if (text.length > MOST_CHARACTERS || text.includes("?")) return undefined;
  const plain = text.normalize("NFKC");
  const words = plain
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, " ")
    .trim();
  for (const [answer, said] of SAID) {
    const found = said.exec(words);
    if (found === null) continue;
    const reason = found.groups?.["reason"] ?? found.groups?.["also"];
    if (ASKED.test(reason ?? "")) return undefined;
    return { answer, reason: reason === undefined ? undefined : asWritten(plain, words, reason) };
  }
  return undefined;
}

/** Some of the words with the signs and figures around them; they stand near the end. */
function asWritten(plain: string, words: string, some: string): string {
  const before = words.slice(0, words.lastIndexOf(some)).split(" ").filter(Boolean).length;
  const all = [...plain.matchAll(/\p{L}+/gu)];
  const last = all[before + some.trim().split(" ").length - 1];
  const from = all[before]?.index ?? 0;
  const rest = plain.slice((last?.index ?? 0) + (last?.[0].length ?? 0));
  // Where it is the end of the message, what stands behind it belongs to it.
  const to = plain.length - (/\p{L}/u.test(rest) ? rest.length : 0);
  return plain.slice(from, to).trim();
}
