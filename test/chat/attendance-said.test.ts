import { describe, expect, it } from "vitest";
import { attendanceSaid } from "../../src/chat/attendance-said.ts";

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
  ] as const)("%j means %s", (text, answer) => {
    expect(attendanceSaid(text)).toBe(answer);
  });

  it.each([
    "bisa hadir?",
    "siap",
    "izin",
    "hadir di kampanye",
    "saya tidak hadir kampanye, kena sanksi",
    "pak camat hadir",
    "tidak bisa",
  ])("%j means nothing of that", (text) => {
    expect(attendanceSaid(text)).toBeUndefined();
  });
});
