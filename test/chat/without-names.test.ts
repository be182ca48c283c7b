import { describe, expect, it } from "vitest";
import { withoutNames } from "../../src/chat/without-names.ts";

describe("a remark without names", () => {
  it.each([
    ["Kepala Subbagian Umum, Bapak Contoh Namaku", "Kepala Subbagian Umum, Bapak ⟨…⟩"],
    ["diwakili pak contoh", "diwakili pak ⟨…⟩"],
    ["Ibu Contoh Namaku, S.Sos", "Ibu ⟨…⟩, S.Sos"],
    ["Bapak Kepala Dinas", "Bapak Kepala Dinas"],
    ["pak camat", "pak camat"],
    ["Kasubag Umum dan Kepegawaian", "Kasubag Umum dan Kepegawaian"],
    ["hubungi 0812 3456 7890", "hubungi ⟨…⟩"],
    ["NIP 198001012005011001", "NIP ⟨…⟩"],
    ["rapat jam 10 di lantai 2", "rapat jam 10 di lantai 2"],
    ["dinas luar ke ibu kota", "dinas luar ke ibu kota"],
  ])("%j is kept as %j", (text, kept) => {
    expect(withoutNames(text)).toBe(kept);
  });
});
