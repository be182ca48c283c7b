import { describe, expect, it } from "vitest";
import { attendanceSaid } from "../../src/chat/attendance-said.ts";
import { asksOfEvent } from "../../src/chat/event-asked.ts";

describe("a reply to an invitation in words", () => {
  it.each([
    ["siap hadir", "hadir"],
    ["Siap hadir pak 🙏", "hadir"],
    ["insya Allah hadir", "hadir"],
    ["saya bisa hadir", "hadir"],
    ["tidak hadir", "tidak"],
    ["mohon izin tdk bisa hadir, bu", "tidak"],
    ["maaf saya berhalangan", "tidak"],
    ["gak bisa datang", "tidak"],
    ["diwakilkan ya", "diwakili"],
    ["hadir, terima kasih infonya", "hadir"],
    ["Siap laksanakan, hadir", "hadir"],
  ] as const)("%j means %s", (text, answer) => {
    expect(attendanceSaid(text)).toEqual({ answer, reason: undefined });
  });

  it.each([
    ["tidak bisa hadir karena sakit", "tidak", "sakit"],
    [
      "Maaf izin tidak hadir, ada dinas luar ke Kec. Nabire (2 hari).",
      "tidak",
      "ada dinas luar ke Kec. Nabire (2 hari).",
    ],
    ["berhalangan krn cuti", "tidak", "cuti"],
    ["diwakili Sekretaris", "diwakili", "Sekretaris"],
    ["saya diwakilkan ke Kasubbag Umum ya pak", "diwakili", "Kasubbag Umum"],
    ["tidak bisa hadir, diwakili oleh Kabid", "diwakili", "Kabid"],
  ] as const)("%j means %s and says why: %s", (text, answer, reason) => {
    expect(attendanceSaid(text)).toEqual({ answer, reason });
  });

  it.each([
    "bisa hadir?",
    "siap",
    "izin",
    "hadir di kampanye",
    "saya tidak hadir kampanye, kena sanksi",
    "pak camat hadir",
    "tidak bisa",
    "hadir karena disuruh camat",
    "apa boleh tidak hadir karena sakit",
    "tidak hadir kampanye karena sakit",
    "diwakili oleh siapa",
    "mewakilkan suara ke orang lain",
    "tidak hadir karena apa",
  ])("%j means nothing of that", (text) => {
    expect(attendanceSaid(text)).toBeUndefined();
  });
});

describe("a question about what somebody is invited to", () => {
  it.each([
    "kapan acaranya?",
    "jam berapa acaranya",
    "di mana tempatnya?",
    "Maaf pak, linknya mana ya",
    "minta link zoom",
  ])("is %j", (text) => expect(asksOfEvent(text)).toBe(true));
  it.each(["kapan kampanye dimulai?", "acara", "jam berapa", "boleh hadir acara partai?", "undangan partai di mana"])(
    "is not %j",
    (text) => expect(asksOfEvent(text)).toBe(false),
  );
});
