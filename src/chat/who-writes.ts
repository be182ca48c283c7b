import { dayIn, spellDay, type Zone } from "../clock.ts";
import type { People } from "../reminders/people.ts";
import { reply } from "./replies.ts";
import type { Handler } from "./routes.ts";
import { subscribeTexts as says } from "./subscribe-texts.ts";
import { wordsOf } from "./words-of.ts";

export type WhoWritesParts = { people: Pick<People, "at">; officeName: string; zone: Zone; question: Handler };

const AROUND =
  "maaf|permisi|ya|yah|pak|bapak|bu|ibu|min|admin|kak|mas|mbak|bang|sih|dong|assalamualaikum|selamat|pagi|siang|sore|malam|halo|ini";
const NUMBER = "nomor|nomer|no|nmr|kontak";
const SAID = [
  `(?:siapa|sp) ini|ini (?:siapa|sp)|(?:ini )?(?:${NUMBER}) (?:apa|siapa)(?: ini)?`,
  `(?:(?:dari mana|darimana|kok|kenapa|bagaimana|gimana) )?(?:bisa )?(?:dapat|dpt|tahu|tau|punya) (?:${NUMBER}) (?:hp |wa )?(?:saya|sy|aku)(?: (?:dari mana|darimana|dari siapa))?`,
  `(?:kenapa|mengapa|kok) (?:saya|sy|aku) (?:bisa )?(?:dikirimi|dikirim|dapat|dpt|menerima|terima)(?: (?:pesan|wa|undangan|siaran|info|pengumuman|pengingat|seperti|begini))*`,
  "(?:ini )?(?:resmi|asli|penipuan|penipu|spam|hoaks|hoax)(?:kah)?(?: (?:atau|apa) (?:bukan|tidak|penipuan|spam|hoaks|hoax|palsu))?",
].map((said) => new RegExp(`^(?:(?:${AROUND}) )*(?:${said})(?: (?:${AROUND}))*$`));
const MOST_CHARACTERS = 80;

/**
 * Whether a whole message asks who this is and why it writes, as people do who got something that they do not remember having asked for
 * ("ini siapa?", "dapat nomor saya dari mana").
 */
export function asksWhoWrites(text: string): boolean {
  if (text.length > MOST_CHARACTERS) return false;
  const words = wordsOf(text).join(" ");
  return SAID.some((said) => said.test(words));
}

/** Says whose bot it is, since when they subscribe if they do, and the ways out; everything else is a question. */
export function createWhoWrites({ people, officeName, zone, question }: WhoWritesParts): Handler {
  return async (request) => {
    const { place, kind, address } = request.message;
    if (place !== "private" || kind !== "text" || !asksWhoWrites(request.rest)) return question(request);
    const subscriber = await people.at(address);
    const isSubscriber = subscriber?.active === true;
    const why = isSubscriber
      ? says.writesBecause(spellDay(dayIn(zone, new Date(subscriber.consentedAt))))
      : says.writesNever;
    return reply(
      [says.whoWrites(officeName), why, says.asksNothing],
      [
        { label: says.choice.profile, action: "/profil" },
        ...(isSubscriber ? [{ label: says.choice.stop, action: "/berhenti" }] : []),
      ],
    );
  };
}
