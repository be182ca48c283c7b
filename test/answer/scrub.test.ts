import { describe, expect, it } from "vitest";
import { createScrub, saysSomething } from "../../src/answer/scrub.ts";
import { shippedAnswering } from "../support/answering.ts";

const { scrub } = await shippedAnswering();

describe("scrubbing a question", () => {
  it.each([
    ["Pak Sutopo menyuruh saya hadir kampanye, boleh?", /sutopo/i],
    ["pak budi santoso camat kami ikut kampanye", /budi|santoso/i],
    ["bu dewi lestari like postingan caleg", /dewi|lestari/i],
    ["saya lihat Rahmat Hidayat di acara partai", /rahmat|hidayat/i],
    ["nip saya 198501012010011001, boleh like?", /1985/],
    ["hubungi 0812-3456-7890 soal pose jari", /3456|7890/],
    ["email saya ani.x@contoh.go.id mau tanya pose", /ani|contoh/],
    ["lihat akun @calon_hebat dan https://contoh.id/abc", /calon_hebat|contoh\.id/],
    ["sdr. Yohanes Wenda apakah boleh foto", /yohanes|wenda/i],
    ["kepala sekolah bernama Zulkarnaen minta stiker", /zulkarnaen/i],
    ["NIK 6401012501900002 dicatut partai", /640101/],
  ])("%j names nobody", (question, personal) => {
    expect(scrub(question)).not.toMatch(personal);
    expect(scrub(question)).toContain("⟨…⟩");
  });

  it.each([
    "boleh like postingan caleg?",
    "klo sy ngelike postingan caleg gpp ga",
    "pak camat mewajibkan seluruh staf hadir di kampanye paslon, bolehkah saya menolak?",
    "pak saya mau tanya, apakah PNS boleh jadi KPPS di TPS 12?",
    "apakah Pasal 5 huruf n PP 94 Tahun 2021 berlaku bagi PPPK?",
    "BOLEHKAH ASN FOTO DENGAN CALON BUPATI",
  ])("%j is left as it is", (question) => {
    expect(scrub(question)).toBe(question);
  });

  it("takes any text at all", () => {
    const keepsNothing = createScrub(() => false);
    for (const text of ["", "\uD800", "\u0000", "😀".repeat(500), "a".repeat(4_000), "⟨…⟩ ⟨…⟩"])
      expect(() => keepsNothing(text)).not.toThrow();
    expect(saysSomething(keepsNothing("xqz wvb"))).toBe(false);
  });
});
