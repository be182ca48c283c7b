import type { RsvpAnswer } from "../reminders/rsvp.ts";

/** What may stand around it without changing what is meant. */
const AROUND =
  "pak|bapak|bpk|bu|ibu|min|admin|kak|mas|mbak|bang|ya|yah|iya|ok|oke|baik|siap|mohon|mhn|maaf|izin|ijin|insya allah|insyaallah|inshaallah|saya|sy|kami|aku|terima kasih|makasih|trims|assalamualaikum|selamat pagi|selamat siang|selamat sore";
const NOT = "tidak|tdk|tak|gak|ga|gk|nggak|ngga|enggak|belum|blm";
const COMES = "hadir|datang";

const around = (core: string) => new RegExp(`^(?:(?:${AROUND}) )*(?:${core})(?: (?:${AROUND}))*$`);

const SAID: ReadonlyArray<readonly [RsvpAnswer, RegExp]> = [
  ["hadir", around(`(?:(?:bisa|akan|pasti|dapat) )*(?:${COMES})`)],
  [
    "tidak",
    around(
      `(?:${NOT}) (?:(?:bisa|dapat|dpt|sempat|akan|jadi) )*(?:${COMES})|berhalangan(?: (?:${COMES}))?|absen(?: dulu)?`,
    ),
  ],
  ["diwakili", around("diwakili|diwakilkan|mewakilkan")],
];
const MOST_CHARACTERS = 80;

/**
 * What a whole message says about coming, as people reply to an invitation: "siap hadir", "izin tidak bisa hadir pak". Undefined
 * for everything else, above all for sentences about attending something ("hadir di kampanye") and for questions.
 */
export function attendanceSaid(text: string): RsvpAnswer | undefined {
  if (text.length > MOST_CHARACTERS || text.includes("?")) return undefined;
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, " ")
    .trim();
  return SAID.find(([, said]) => said.test(words))?.[0];
}
