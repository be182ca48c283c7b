import { describe, expect, it } from "vitest";
import { findSharedRun, wordsToCompare } from "../../src/tips/shared-run.ts";

const told = "Kemarin pukul 09.30 Pak Camat membagikan amplop berisi 50 ribu kepada ketua RT, di aula!";

describe("what two texts share", () => {
  it.each([
    ["as it stands", "Menurut laporan, Pak Camat membagikan amplop berisi 50 ribu kepada warga."],
    ["in other letters and marks", "PAK CAMAT; membagikan... (amplop) berisi 50-ribu"],
    ["with numbers in words, and others", "Pak Camat membagikan amplop berisi seratus ribu"],
    ["over the end of a line", "pak\ncamat\nmembagikan\namplop\nberisi\n75.000"],
    ["with what nobody sees between", "Pak\u200b Camat mem\u00adbagikan amplop berisi 50 ribu"],
    ["in letters of another kind", "Ｐａｋ Ｃａｍａｔ membagikan amplop berisi 50 ribu"],
  ])("is found %s", (_, summary) => {
    expect(findSharedRun(summary, [told], 6)).toEqual(["pak", "camat", "membagikan", "amplop", "berisi", "0"]);
  });

  it.each([
    "Pak Camat membagikan amplop berisi uang kepada pengurus RT",
    "Seorang pejabat kecamatan diduga membagikan uang kepada pengurus RT.",
    "",
  ])("is not found in other words: %s", (summary) => expect(findSharedRun(summary, [told], 6)).toBeUndefined());

  it("is looked for in each text by itself", () => {
    expect(findSharedRun("satu kata lalu dua kata lagi", ["satu kata lalu", "dua kata lagi"], 6)).toBeUndefined();
    expect(findSharedRun("a b c d e f", ["x", "z a b c d e f y"], 6)).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  it("takes a number as one word, however it is written", () => {
    expect(wordsToCompare("Rp1.500.000, dua puluh lima orang")).toEqual(["rp", "0", "orang"]);
  });
});
