import { spellCount } from "./spell-count.ts";

/** How many people a message goes to, by how they are reached; `cold` are on WhatsApp and never wrote to the number. */
export type Reach = { telegram: number; whatsapp: number; cold: number };

/** How fast each of them is served. */
export type Speed = {
  /** Telegram, messages a second. */
  perSecond: number;
  /** Between two messages on WhatsApp to people who wrote, ms on average. */
  gapMs: number;
  /** How many people who never wrote may be written to today still, and on each further day; 0 when nobody allowed any. */
  cold: { today: number; perDay: number };
};

/** How long it will take: ms on each channel, and days until the last of the cold; undefined when they never get it. */
export type Forecast = { reach: Reach; telegramMs: number; whatsappMs: number; coldDays: number | undefined };

export function forecast(reach: Reach, { perSecond, gapMs, cold }: Speed): Forecast {
  const later = Math.max(0, reach.cold - cold.today);
  const days = later === 0 ? 0 : Math.ceil(later / cold.perDay);
  const today = reach.cold > 0 && cold.today > 0 ? 1 : 0;
  return {
    reach,
    telegramMs: Math.ceil((reach.telegram * 1000) / perSecond),
    whatsappMs: reach.whatsapp * gapMs,
    coldDays: Number.isFinite(days) ? days + today : undefined,
  };
}

/** "5.214 orang, ± 3 menit di Telegram; 41 orang WhatsApp dingin tersebar 3 hari": people first, then what each takes. */
export function sayForecast({ reach, telegramMs, whatsappMs, coldDays }: Forecast): string {
  const { telegram, whatsapp, cold } = reach;
  const parts = [
    ...(telegram > 0 ? [`${spellCount(telegram)} orang, ${spellDuration(telegramMs)} di Telegram`] : []),
    ...(whatsapp > 0 ? [`${spellCount(whatsapp)} orang, ${spellDuration(whatsappMs)} di WhatsApp`] : []),
    ...(cold > 0 ? [`${spellCount(cold)} orang WhatsApp dingin ${sayDays(coldDays)}`] : []),
  ];
  return parts.length === 0 ? "Belum ada seorang pun yang menerimanya" : parts.join("; ");
}

function sayDays(days: number | undefined): string {
  if (days === undefined) return "belum bisa dikirimi: admin belum mengizinkan menulis lebih dulu kepada mereka";
  return days === 1 ? "hari ini" : `tersebar ${days} hari`;
}

/** "± 3 menit"; nobody needs it more exactly. */
function spellDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 90) return `± ${seconds} detik`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `± ${minutes} menit`;
  return `± ${String(Math.round(minutes / 6) / 10).replace(".", ",")} jam`;
}
