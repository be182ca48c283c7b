import { describe, expect, it } from "vitest";
import { createScrub, saysSomething } from "../../src/answer/scrub.ts";
import { shippedAnswering } from "../support/answering.ts";
import { computedMs } from "../support/computing.ts";

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
    ["wa 081 234 567 890 boleh like?", /234|567|890/],
    ["hp 08.12.34.56.78.90 soal pose", /34|78/],
    ["nip 198 501 012 010 011 001 boleh like", /501|012/],
    ["saya lahir 12 mei 1985, boleh like?", /1985|mei/],
    ["mobil plat b 1 ri dipakai kampanye, boleh?", /1 ri/],
    ["plat DE 1234 AB parkir di posko", /1234|AB/],
    ["ig rudi_tabuti like caleg", /rudi|tabuti/],
    ["fb rudi.tabuti boleh diikuti?", /rudi|tabuti/],
    ["suami saya rudi tabuti caleg, boleh saya dampingi?", /rudi/],
    ["teh ani sama cak nur boleh like?", /ani|nur\b/],
    ["bu lurah ani ikut kampanye, boleh?", /\bani\b/],
    ["pak kadis ali boleh foto?", /\bali\b/],
    ["Budi boleh like status caleg?", /budi/i],
    ["SAYA AGUS SALIM DARI DINAS X BOLEH LIKE?", /agus/i],
    ["b.u.d.i s-u-s-a-n-t-o boleh like", /b\.u|s-u/],
    ["P\u200br\u200ba\u200bbowono boleh difoto?", /bowono|r a/],
    ["saya sekda kabupaten xanadu, boleh like?", /xanadu/],
    ["kepala sdn 12 boleh kampanye?", /12/],
    ["boleh ikut partai xanadu?", /xanadu/],
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
    "saya guru SMA negeri, boleh ajak murid kelas 12 nyoblos?",
    "boleh jadi anggota partai politik?",
    "pasal 5 huruf n angka 6 pp 94/2021 itu apa",
    "kalau kepala desa ikut kampanye sanksinya apa?",
  ])("%j is left as it is", (question) => {
    expect(scrub(question)).toBe(question);
  });

  it("takes any text at all", () => {
    const keepsNothing = createScrub(() => false);
    for (const text of ["", "\uD800", "\u0000", "😀".repeat(500), "a".repeat(4_000), "⟨…⟩ ⟨…⟩"])
      expect(() => keepsNothing(text)).not.toThrow();
    expect(saysSomething(keepsNothing("xqz wvb"))).toBe(false);
  });

  it.each(["a", "a.", "aa.", "aé", "a_", "_", "@", "a@", "a-b.", "a'", "1()", "a ", "⟨…⟩", "! ", "\uFDFA"])(
    "takes milliseconds for the longest text, also one of %j alone",
    (piece) => {
      const text = piece.repeat(64_000 / piece.length);
      const times = Array.from({ length: 5 }, () => {
        const before = computedMs();
        scrub(text);
        return computedMs() - before;
      });
      expect(Math.min(...times)).toBeLessThan(20);
    },
  );

  it("still finds accounts and addresses that stand in the middle of other characters", () => {
    for (const text of ["(rudi_tabuti)", "x/rudi.tabuti", "...contoh-rudi.co.id/a", "ke:rudi@contoh", "a.b_rudi"])
      expect(scrub(`lihat ${text} boleh`)).not.toMatch(/rudi/);
  });
});
