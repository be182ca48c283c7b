import { describe, expect, it } from "vitest";
import { readWhen, saySaid, type WhenSaid } from "../../src/reminders/read-when.ts";
import { computedMs } from "../support/computing.ts";

/** Tuesday, 8 October 2024, 09.00 in Ambon. */
const NOW = Date.parse("2024-10-08T00:00:00Z");

function read(text: string, known: WhenSaid = {}, now = NOW) {
  return readWhen(text, { now, zone: "WIT", known });
}

/** `2024-10-10 08:00-12:00`, with `..DAY` when it ends on another one and the zone if it was said; or what is asked. */
function brief(text: string, known?: WhenSaid, now?: number): string {
  const result = read(text, known, now);
  if (result.kind === "unreadable") return "?";
  if (result.kind === "ask") return result.options.map(short).join(" | ");
  return short(result.said) + (result.warning === undefined ? "" : ` !${result.warning}`);
}

function short({ day, endDay, from, until, zone }: WhenSaid): string {
  const days = [day, endDay].filter((each) => each !== undefined).join("..");
  const times = [from, until].filter((each) => each !== undefined).join("-");
  return [days, times, zone].filter((each) => each !== undefined && each !== "").join(" ");
}

describe("when something is, as people write it", () => {
  it.each([
    ["kamis 10 oktober 2024 jam 8 sampai 12", "2024-10-10 08:00-12:00"],
    ["10/10/2024 08.00-12.00", "2024-10-10 08:00-12:00"],
    ["Kamis, 10 Oktober 2024, pukul 08.00 – 12.00 WIT", "2024-10-10 08:00-12:00 WIT"],
    ["16-11-2024 pukul 08:00 WIT", "2024-11-16 08:00 WIT"],
    ["besok jam 9", "2024-10-09 09:00"],
    ["bsk jam 9 pagi", "2024-10-09 09:00"],
    ["besok pagi jam 9", "2024-10-09 09:00"],
    ["lusa", "2024-10-10"],
    ["besok lusa", "2024-10-10"],
    ["hari ini jam 14.00", "2024-10-08 14:00"],
    ["nanti malam jam 7", "2024-10-08 19:00"],
    ["malam ini pukul 8", "2024-10-08 20:00"],
    ["kamis jam 8", "2024-10-10 08:00"],
    ["Jum'at jam 13.30", "2024-10-11 13:30"],
    ["hari jumat pukul 13.30 s/d 15.00", "2024-10-11 13:30-15:00"],
    ["minggu jam 10", "2024-10-13 10:00"],
    ["kamis minggu depan jam 8", "2024-10-17 08:00"],
    ["minggu depan hari kamis pukul 08.00", "2024-10-17 08:00"],
    ["senin depan jam 8", "2024-10-14 08:00"],
    ["kamis ini jam 10.15", "2024-10-10 10:15"],
    ["3 hari lagi jam 8", "2024-10-11 08:00"],
    ["dua minggu lagi jam 8", "2024-10-22 08:00"],
    ["2 minggu lagi hari kamis jam 8", "2024-10-24 08:00"],
    ["seminggu lagi pukul 08.00", "2024-10-15 08:00"],
    ["sebulan lagi jam 9", "2024-11-08 09:00"],
    ["tanggal 15 jam 8", "2024-10-15 08:00"],
    ["tgl 5 jam 8", "2024-11-05 08:00"],
    ["tanggal 15 bulan depan jam 8", "2024-11-15 08:00"],
    ["tanggal 10 oktober 2024 jam 8", "2024-10-10 08:00"],
    ["10 okt 2024 jam 08.00 sd 12.00", "2024-10-10 08:00-12:00"],
    ["10 oktobr 2024 jam 8 s.d. 12", "2024-10-10 08:00-12:00"],
    ["5 nopember 2024 jam 8", "2024-11-05 08:00"],
    ["17 juni jam 7", "2025-06-17 07:00"],
    ["10 10 2024 08.00", "2024-10-10 08:00"],
    ["10.10.2024 jam 8", "2024-10-10 08:00"],
    ["10/10/24 jam 8", "2024-10-10 08:00"],
    ["10/10 jam 8", "2024-10-10 08:00"],
    ["2024-10-10T08:00", "2024-10-10 08:00"],
    ["2024-10-10 08:00:00", "2024-10-10 08:00"],
    ["kamis jam setengah 9", "2024-10-10 08:30"],
    ["kamis jam setengah sembilan pagi", "2024-10-10 08:30"],
    ["kamis jam 8 lewat 15", "2024-10-10 08:15"],
    ["kamis jam 9 kurang seperempat", "2024-10-10 08:45"],
    ["kamis pukul 0830", "2024-10-10 08:30"],
    ["kamis jam delapan", "2024-10-10 08:00"],
    ["kamis jam 2 siang", "2024-10-10 14:00"],
    ["kamis 3 sore", "2024-10-10 15:00"],
    ["kamis jam 7 malam sampai 9 malam", "2024-10-10 19:00-21:00"],
    ["kamis jam 2 sampai 4 sore", "2024-10-10 14:00-16:00"],
    ["kamis jam 8 sampai 2 siang", "2024-10-10 08:00-14:00"],
    ["kamis jam 10 sampai 2", "2024-10-10 10:00-14:00"],
    ["kamis jam 8-12", "2024-10-10 08:00-12:00"],
    ["kamis 8 sampai 12", "2024-10-10 08:00-12:00"],
    ["kamis 08.00 sampai selesai", "2024-10-10 08:00-selesai"],
    ["kamis jam 8 s.d. selesai", "2024-10-10 08:00-selesai"],
    ["kamis 8 s/d selesai", "2024-10-10 08:00-selesai"],
    ["kamis 08.00 wita sampai dengan selesai", "2024-10-10 08:00-selesai WITA"],
    ["kamis 08.00 - selesai", "2024-10-10 08:00-selesai"],
    ["kamis jam 8 sampai jumat selesai", "2024-10-10..2024-10-11 08:00-selesai"],
    ["kamis jam 8 sampai jam 12 selesai", "2024-10-10 08:00-12:00"],
    ["kamis jam 9 selama 2 jam", "2024-10-10 09:00-11:00"],
    ["kamis jam 9, 90 menit", "2024-10-10 09:00-10:30"],
    ["kamis jam 8 malam sampai jam 12 malam", "2024-10-10..2024-10-11 20:00-00:00"],
    ["kamis 20.00-01.00", "2024-10-10..2024-10-11 20:00-01:00"],
    ["kamis 22.00 selama 3 jam", "2024-10-10..2024-10-11 22:00-01:00"],
    ["10-12 oktober 2024 jam 8 sampai 15.00", "2024-10-10..2024-10-12 08:00-15:00"],
    ["30 september s.d. 2 oktober 2025 08.00-12.00", "2025-09-30..2025-10-02 08:00-12:00"],
    ["10 oktober 2024 jam 14.00 sampai 12 oktober 2024 jam 10.00", "2024-10-10..2024-10-12 14:00-10:00"],
    ["senin sampai rabu jam 8 sampai 4 sore", "2024-10-14..2024-10-16 08:00-16:00"],
    ["29 februari jam 8", "2028-02-29 08:00 !far"],
    ["kamis pukul 08.00 wita", "2024-10-10 08:00 WITA"],
  ])("%j is %s", (text, meant) => {
    expect(brief(text)).toBe(meant);
  });

  it.each([
    ["kamis depan jam 8", "2024-10-10 08:00 | 2024-10-17 08:00", "dua kemungkinan"],
    ["selasa jam 10", "2024-10-08 10:00 | 2024-10-15 10:00", "dua kemungkinan"],
    ["minggu depan jam 8", "2024-10-15 08:00 | 2024-10-13 08:00", "sepekan lagi"],
    ["kamis jam 2", "2024-10-10 14:00 | 2024-10-10 02:00", "Jam itu"],
    ["kamis jam 2.30", "2024-10-10 14:30 | 2024-10-10 02:30", "Jam itu"],
    ["kamis jam 1 sampai 3", "2024-10-10 13:00-15:00 | 2024-10-10 01:00-03:00", "Jam itu"],
    ["kamis 11 oktober 2024 jam 8", "2024-10-11 08:00 | 2024-10-10 08:00", "jatuh pada hari Jumat"],
    ["1 oktober jam 8", "2025-10-01 08:00 | 2024-10-01 08:00", "baru saja lewat"],
    [
      "kamis depan jam 3",
      "2024-10-10 15:00 | 2024-10-10 03:00 | 2024-10-17 15:00 | 2024-10-17 03:00",
      "dua kemungkinan",
    ],
  ])("%j has more than one meaning and is asked back", (text, options, question) => {
    expect(brief(text)).toBe(options);
    expect((read(text) as { question: string }).question).toContain(question);
  });

  it.each([
    ["16-11-2023 pukul 08:00 WIT", "2023-11-16 08:00 WIT !past"],
    ["hari ini jam 8", "2024-10-08 08:00 !past"],
    ["10/10/2062 jam 8", "2062-10-10 08:00 !far"],
  ])("%j is taken with a warning", (text, meant) => {
    expect(brief(text)).toBe(meant);
  });

  it.each([
    ["31 februari 2025 jam 8", "sampai tanggal 28"],
    ["29/2/2025", "sampai tanggal 28"],
    ["10/25/2024", "tanggal dulu, baru bulan"],
    ["kamis jam 25", "Jam 25.00 tidak ada"],
    ["kamis 08.75", "Jam 8.75 tidak ada"],
    ["kamis jam 12 sampai 08.00", "tidak sesudah"],
    ["kamis 9", "Angka 9 itu jam atau tanggal"],
    ["kamis jam 12 malam", "dua hari yang berbeda"],
    ["kamis jam 8 atau jumat jam 9", "bukan pilihan"],
    ["10/10/2024 11/10/2024", "lebih dari satu tanggal"],
    ["12 oktober 2024 sampai 10 oktober 2024", "sebelum hari pertamanya"],
    ["jam 8 jam 9", "lebih dari satu jam"],
    ["secepatnya", "«secepatnya»"],
    ["kamis bukan jam 8", "«bukan»"],
    ["sampai 12", "Jam mulainya"],
    ["", "Tulis tanggal"],
    ["depan", "belum jelas"],
  ])("%j is not guessed at, and the sentence says what to write", (text, sentence) => {
    expect((read(text) as { problem: string }).problem).toContain(sentence);
  });

  it.each([
    ["jam 9 sampai 11", "2024-10-10 09:00-11:00"],
    ["jam 9", "2024-10-10 09:00"],
    ["sampai 14.00", "2024-10-10 08:00-14:00"],
    ["2 jam", "2024-10-10 08:00-10:00"],
    ["jumat", "2024-10-11 08:00-12:00"],
    ["WITA", "2024-10-10 08:00-12:00 WITA"],
  ])("%j changes only that of what was said before", (text, meant) => {
    expect(brief(text, { day: "2024-10-10", from: "08:00", until: "12:00" })).toBe(meant);
  });

  it("keeps the length of several days when the first is moved", () => {
    const known = { day: "2024-10-10", endDay: "2024-10-12", from: "08:00", until: "15:00" };
    expect(brief("senin depan", known)).toBe("2024-10-14..2024-10-16 08:00-15:00");
  });

  it("counts days by the clock of the place: at 23.30 in Jakarta it is tomorrow in Jayapura", () => {
    const late = Date.parse("2024-10-08T16:30:00Z");
    expect(readWhen("besok jam 9", { now: late, zone: "WIB" })).toMatchObject({ said: { day: "2024-10-09" } });
    expect(readWhen("besok jam 9 WIT", { now: late, zone: "WIB" })).toMatchObject({ said: { day: "2024-10-10" } });
  });

  it("crosses the end of the year, and a leap day is a day", () => {
    const newYear = Date.parse("2027-12-31T03:00:00Z");
    expect(brief("besok jam 9", {}, newYear)).toBe("2028-01-01 09:00");
    expect(brief("29/2/2028 08.00", {}, newYear)).toBe("2028-02-29 08:00");
  });

  it("is answered quickly, whatever is written", () => {
    const before = computedMs();
    for (const text of ["sampai ".repeat(500), "10-".repeat(1_000), "a".repeat(4_000), "1 ".repeat(2_000)]) read(text);
    expect(computedMs() - before).toBeLessThan(500);
  });

  it("is said back in words", () => {
    expect(saySaid({ day: "2024-10-10", from: "08:00", until: "12:00", zone: "WIT" })).toBe(
      "Kamis, 10 Oktober 2024, 08.00–12.00 WIT",
    );
  });
});
