import { createCorrector } from "../answer/spelling.ts";
import type { Zone } from "../clock.ts";

/** Parts of the day as people name them after an hour. */
export type DayPart = "pagi" | "siang" | "sore" | "malam" | "dini";

/**
 * What a text on a date and a time is made of. `sure`: written so that it can only be the hour of a 24-hour clock.
 */
export type WhenToken =
  | { kind: "date"; year: number | undefined; month: number; day: number }
  | { kind: "day-of-month"; day: number; months: 0 | 1 | undefined }
  | { kind: "weekday"; weekday: number }
  | { kind: "week"; weeks: 0 | 1 }
  | { kind: "next" }
  | { kind: "in-days"; days: number }
  | { kind: "in-months"; months: number }
  | { kind: "time"; hour: number; minute: number; sure: boolean }
  | { kind: "number"; value: number }
  | { kind: "duration"; minutes: number }
  | { kind: "part"; part: DayPart }
  | { kind: "zone"; zone: Zone }
  | { kind: "until" }
  | { kind: "or" }
  | { kind: "open-end" }
  | { kind: "unknown"; word: string };

const MONTHS: Readonly<Record<string, number>> = {
  ...{ januari: 1, jan: 1, februari: 2, pebruari: 2, feb: 2, peb: 2, maret: 3, mar: 3, april: 4, apr: 4, mei: 5 },
  ...{ juni: 6, jun: 6, juli: 7, jul: 7, agustus: 8, agt: 8, ags: 8, agu: 8, agus: 8, agst: 8 },
  ...{ september: 9, sept: 9, sep: 9, oktober: 10, okt: 10, oct: 10, november: 11, nopember: 11, nov: 11, nop: 11 },
  ...{ desember: 12, des: 12, dec: 12 },
};
const WEEKDAYS: Readonly<Record<string, number>> = {
  ...{ minggu: 0, ahad: 0, senin: 1, senen: 1, selasa: 2, rabu: 3, rebo: 3, kamis: 4, jumat: 5, jumaat: 5 },
  ...{ sabtu: 6, sen: 1, sel: 2, rab: 3, kam: 4, jum: 5, sab: 6 },
};
const PARTS: Readonly<Record<string, DayPart>> = {
  ...{ pagi: "pagi", pg: "pagi", siang: "siang", sore: "sore", petang: "sore", malam: "malam", mlm: "malam" },
  ...{ subuh: "dini", dinihari: "dini" },
};
const NUMBERS: Readonly<Record<string, number>> = {
  ...{ satu: 1, dua: 2, tiga: 3, empat: 4, lima: 5, enam: 6, tujuh: 7, delapan: 8, sembilan: 9, sepuluh: 10 },
  ...{ sebelas: 11, duabelas: 12 },
};
const FILLERS = new Set(
  "hari tanggal tgl pada mulai dari di waktu setempat yang acara acaranya kegiatan dimulai bulan tahun jam pukul pkl ke ya nanti ganti jadi pindah".split(
    " ",
  ),
);

const correct = createCorrector(
  new Map(
    [...Object.keys(MONTHS), ...Object.keys(WEEKDAYS)].filter((word) => word.length > 4).map((word) => [word, 1]),
  ),
  (word) => FILLERS.has(word) || word in PARTS || word in NUMBERS,
);

type Rule = readonly [RegExp, (found: (string | undefined)[]) => readonly WhenToken[] | undefined];

const NUMBER = "\\d{1,2}|setengah|[a-z]+";
const TO = String.raw`\s*(?:-|–|—|s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|hingga)\s*`;

/** In this order at each place of the text; a rule that finds nothing to its liking lets the next one try. */
const RULES: readonly Rule[] = [
  [/(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d))?/y, ([y, m, d]) => [date(d, m, y)]],
  [/(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d.:])/y, ([d, , m, y]) => [date(d, m, y)]],
  [/(\d{1,2})\/(\d{1,2})(?![\d/])/y, ([d, m]) => [date(d, m, undefined)]],
  [
    new RegExp(
      `(\\d{1,2})(?:${TO}(\\d{1,2}))?\\s+(?:bulan\\s+)?([a-z]+)\\.?(?:\\s*'?(20\\d{2}|2\\d(?![\\d.:-])))?`,
      "y",
    ),
    ([first, last, word = "", year]) => {
      const month = monthOf(word);
      if (month === undefined) return undefined;
      const dates = [first, last].flatMap((day) => (day === undefined ? [] : [date(day, String(month), year)]));
      return dates.flatMap((each, at) => (at === 0 ? [each] : [{ kind: "until" } as const, each]));
    },
  ],
  [/(\d{1,2})\s+(\d{1,2})\s+(20\d{2})/y, ([d, m, y]) => [date(d, m, y)]],
  [
    new RegExp(
      `(?:tanggal|tgl)\\.?\\s*(\\d{1,2})(?!\\d|[.:/-]\\d|${TO}\\d|\\s+\\d{1,2}\\s+20)(?=\\s+(?:bulan\\s+)?([a-z]+)|)(?:\\s+bulan\\s+(ini|depan)\\b)?`,
      "y",
    ),
    ([day, word = "", which]) => {
      // "tanggal 10 oktober" is no day of just any month.
      if (monthOf(word) !== undefined) return undefined;
      const months = which === undefined ? undefined : which === "depan" ? 1 : 0;
      return [{ kind: "day-of-month", day: Number(day), months }];
    },
  ],
  [
    /(?:(?:jam|pukul|pkl|pk|jm)\.?\s*)?(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?!\d)/y,
    ([hour = "", minute]) => [time(Number(hour), Number(minute), hour.length === 2 && hour.startsWith("0"))],
  ],
  [
    new RegExp(
      `(?:jam|pukul|pkl|pk|jm)\\.?\\s*(setengah\\s+)?(${NUMBER})(?:\\s+(lewat|lebih|kurang)\\s+(seperempat|\\d{1,2})(?:\\s+menit)?)?(?![.:/]?\\d)\\b`,
      "y",
    ),
    ([half, word = "", more, by]) => spoken(word, half !== undefined, more, by),
  ],
  [
    /(?:jam|pukul|pkl|pk|jm)\.?\s*(\d{2})(\d{2})(?!\d)/y,
    ([hour, minute]) => [time(Number(hour), Number(minute), true)],
  ],
  [/setengah\s+(\d{1,2}|[a-z]+)\b/y, ([word = ""]) => spoken(word, true)],
  [
    /(?:selama\s+)?(\d{1,2}|[a-z]+)\s+(jam|menit)\b(?!\s*\d)(?:\s+(\d{1,2})\s+menit)?(?!\s+lagi)/y,
    ([word = "", unit, minutes = "0"]) => {
      const count = numberOf(word);
      if (count === undefined) return undefined;
      return [{ kind: "duration", minutes: (unit === "jam" ? count * 60 : count) + Number(minutes) }];
    },
  ],
  [
    /(?:(\d{1,3}|[a-z]+)\s+|se)(hari|minggu|pekan|bulan)\s+(?:lagi|ke\s*depan|kemudian)\b/y,
    ([word, unit]) => {
      const count = word === undefined ? 1 : numberOf(word);
      if (count === undefined) return undefined;
      if (unit === "bulan") return [{ kind: "in-months", months: count }];
      return [{ kind: "in-days", days: unit === "hari" ? count : count * 7 }];
    },
  ],
  [/hari\s+ini\b/y, () => [{ kind: "in-days", days: 0 }]],
  [/(?:nanti\s+)?(pagi|siang|sore|malam)\s+ini\b/y, ([part]) => today(part)],
  [/nanti\s+(pagi|siang|sore|malam)\b/y, ([part]) => today(part)],
  [/(?:(?:besok|bsk|esok)\s+)?lusa\b/y, () => [{ kind: "in-days", days: 2 }]],
  [/(?:besok|keesokan|esok|besk|bsok|bsk)(?:nya)?\b/y, () => [{ kind: "in-days", days: 1 }]],
  [
    /hari\s+minggu\s+(ini|depan)\b/y,
    ([which]) => [{ kind: "weekday", weekday: 0 }, which === "ini" ? { kind: "week", weeks: 0 } : { kind: "next" }],
  ],
  [/(?:minggu|pekan)\s+(ini|depan)\b/y, ([which]) => [{ kind: "week", weeks: which === "ini" ? 0 : 1 }]],
  [/dini\s+hari\b/y, () => [{ kind: "part", part: "dini" }]],
  [/depan\b/y, () => [{ kind: "next" }]],
  [/ini\b/y, () => [{ kind: "week", weeks: 0 }]],
  [/jum'?\s?at\b/y, () => [{ kind: "weekday", weekday: 5 }]],
  [/(wita|wit|wib)\b/y, ([zone = ""]) => [{ kind: "zone", zone: zone.toUpperCase() as Zone }]],
  [/(?:sampai|hingga|s\s*[./]?\s*d\.?|-|–|—)?\s*(?:dengan\s+)?selesai\b/y, () => [{ kind: "open-end" }]],
  [/(?:s\s*[./]\s*d\b\.?|sd\b|sampai(?:\s+dengan)?|hingga|-|–|—)\s*/y, () => [{ kind: "until" }]],
  [/atau\b|\//y, () => [{ kind: "or" }]],
  [/(\d+)(?![\d.:/])/y, ([digits]) => [{ kind: "number", value: Number(digits) }]],
  [/([a-z]+)/y, ([word = ""]) => ofWord(word)],
  [/[,.()\s]+/y, () => []],
  [/(.)/y, ([word = ""]) => [{ kind: "unknown", word }]],
];

/** Takes a text apart; everything in it becomes a token but the words that say nothing. */
export function whenTokens(text: string): WhenToken[] {
  const said = text.normalize("NFKC").toLowerCase().replace(/[’`]/g, "'").replace(/\s+/g, " ").trim();
  const tokens: WhenToken[] = [];
  for (let at = 0; at < said.length; ) {
    const before = at;
    for (const [rule, make] of RULES) {
      rule.lastIndex = at;
      const found = rule.exec(said);
      // A word is read from its beginning only.
      if (found === null || found[0] === "" || (/^[a-z]/.test(found[0]) && /[a-z]/.test(said[at - 1] ?? ""))) continue;
      const made = make(found.slice(1));
      if (made === undefined) continue;
      tokens.push(...made);
      at += found[0].length;
      break;
    }
    // The last rule takes any sign; this holds whoever changes it to that.
    if (at === before) at += 1;
  }
  return tokens;
}

function date(day: string | undefined, month: string | undefined, year: string | undefined): WhenToken {
  const full = year === undefined ? undefined : Number(year) + (year.length === 2 ? 2000 : 0);
  return { kind: "date", year: full, month: Number(month), day: Number(day) };
}

function time(hour: number, minute: number, sure: boolean): WhenToken {
  return { kind: "time", hour, minute, sure: sure || hour > 12 || hour === 0 };
}

function today(part = ""): WhenToken[] {
  const named = PARTS[part];
  return [{ kind: "in-days", days: 0 }, ...(named === undefined ? [] : [{ kind: "part" as const, part: named }])];
}

/** "delapan", "setengah 9", "8 kurang 15": never sure, for clocks on walls have twelve hours. */
function spoken(word: string, half: boolean, more?: string, by?: string): WhenToken[] | undefined {
  const hour = numberOf(word);
  if (hour === undefined) return undefined;
  const minutes = by === undefined ? 0 : by === "seperempat" ? 15 : Number(by);
  const said = hour * 60 + (half ? -30 : 0) + (more === "kurang" ? -minutes : minutes);
  // Half to one is after twelve, on a wall.
  const all = said < 60 && hour > 0 ? said + 12 * 60 : said;
  return [time(Math.floor(all / 60), all % 60, word.length === 2 && word.startsWith("0"))];
}

function numberOf(word: string): number | undefined {
  return /^\d+$/.test(word) ? Number(word) : NUMBERS[word];
}

function monthOf(word: string): number | undefined {
  return MONTHS[word] ?? MONTHS[correct(word) ?? ""];
}

function ofWord(word: string): readonly WhenToken[] {
  const part = PARTS[word];
  if (part !== undefined) return [{ kind: "part", part }];
  const weekday = WEEKDAYS[word] ?? WEEKDAYS[correct(word) ?? ""];
  if (weekday !== undefined) return [{ kind: "weekday", weekday }];
  const value = NUMBERS[word];
  if (value !== undefined) return [{ kind: "number", value }];
  return FILLERS.has(word) ? [] : [{ kind: "unknown", word }];
}
