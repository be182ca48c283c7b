import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commonWords } from "../../src/answer/common-words.ts";
import { createLeave } from "../../src/answer/leaving.ts";
import { createLeavingWords } from "../../src/answer/leaving-words.ts";
import { alsoNames, givenNames } from "../../src/answer/names.ts";
import { wordNames, wordPlaces } from "../../src/answer/word-names.ts";
import { withTaught } from "../../src/knowledge/taught.ts";
import { drawCode } from "../../src/tips/code.ts";
import { shippedAnswering } from "../support/answering.ts";
import { computedMs } from "../support/computing.ts";

const { leave, knowledge, normaliser, answer } = await shippedAnswering();
const words = createLeavingWords(knowledge, normaliser.knows);

/** What leaves of a text beside a question that leaves whole. */
const beside = (text: string) => leave(`apakah pegawai boleh hadir di kampanye? ${text}`) ?? "";

describe("what leaves of a question", () => {
  it.each([
    "boleh like postingan caleg?",
    "klo sy ngelike postingan caleg gpp ga",
    "pak saya mau tanya, apakah pns boleh jadi kpps di tps 12?",
    "apakah pasal 5 huruf n pp 94 tahun 2021 berlaku bagi pppk?",
    "pasal 5 huruf n angka 6 pp 94/2021 itu apa?",
    "saya guru sma negeri, boleh ajak murid kelas 12 nyoblos?",
    "pak camat mewajibkan seluruh staf hadir di kampanye paslon, bolehkah saya menolak?",
    "teman-teman kantor bikin grup dan/atau akun, boleh ikut?",
    "rapat jam 08.30 lalu kampanye, boleh?",
  ])("%j is all of it", (question) => {
    expect(leave(question)).toBe(question);
  });

  it("is in lower case, of letters, short numbers and the signs of a sentence", () => {
    expect(leave("BOLEHKAH ASN FOTO DENGAN CALON BUPATI")).toBe("bolehkah asn foto dengan calon bupati");
    for (const { q } of questions("dev.jsonl")) expect(leave(q) ?? "").toMatch(/^(?:[a-z0-9 .,?!:;()"/-]|⟨…⟩)*$/);
  });

  it.each([
    ["tadi wulandari bilang boleh", /wulandari/],
    ["kata Rajin boleh", /rajin/],
    ["Pak Sabar menyuruh hadir", /sabar/],
    ["pak rajin menyuruh hadir", /rajin/],
    ["bu lurah bunga ikut", /bunga/],
    ["sdr senang ikut", /senang/],
    ["bernama maju terus", /maju/],
    ["bunga dan intan ikut", /bunga|intan/],
    ["sama surya juga", /surya/],
    ["b u d i ikut", /b u|u d/],
    ["b.u.d.i s-u-s-i ikut", /b\.u|s-u/],
    ["bu-di dan wa-ti ikut", /bu-?di|wa-?ti/],
    ["si bu di ikut", /bu di/],
    ["B\u200bu\u200bd\u200bi ikut", /bud/],
    ["Вudi dan Ьudi ikut", /udi/],
    ["bud1 ikut", /bud/],
    ["budiii ikut", /budi/],
    ["kamilah yang ikut", /kamilah/],
    ["di desa maju sekali", /maju/],
    ["sd sumber rejo", /sumber|rejo/],
    ["di Tarakan ikut", /tarakan/],
    ["akun maju di ig", /maju/],
    ["partai bulan bintang", /bulan|bintang/],
    ["balas ke AMBO KOGOYA", /ambo|kogoya/],
    ["balas ke ambo kogoya", /ambo|kogoya/],
    ["kata SABAR boleh", /sabar/],
  ])("hides whom and where %j names", (text, personal) => {
    expect(beside(text)).toContain("⟨…⟩");
    expect(beside(text)).not.toMatch(personal);
  });

  it.each([
    "nip 198501012010011001",
    "nip 19850101 201001 1 001",
    "nik 6401012501900002",
    "wa 0812-3456-7890",
    "wa 081 234 567 890",
    "08 12 34 56 78 90",
    "08.12.34.56.78.90",
    "+62 812 3456 7890",
    "0 8 1 2 3 4 5 6 7 8",
    "o8l2 34S6 789O",
    "nol delapan satu dua tiga empat lima enam",
    "nol delapan, satu dua, tiga empat, lima enam",
    "nol 8 satu 2 tiga 4",
    "delapan lalu satu lalu dua lalu tiga lalu empat lalu lima",
    "pasal 812 pasal 345 pasal 678 pasal 901",
    "no 628 lalu 956 lalu 071 lalu 338",
    "081 lalu 234 lalu 567",
    "812 atau 345 atau 678",
    "o8l lalu 23",
    "٠٨١٢٣٤٥٦٧٨٩٠",
    "０８１２３４５６７８９０",
    "⓪⑧①②③④⑤⑥⑦⑧",
    "0\u200b8\u200b1\u200b2\u200b3\u200b4\u200b5",
    "lahir 12 mei 1985",
    "lahir tanggal 5 bulan 3",
    "b 1 ri",
    "DE 1234 AB",
    "rek 123-456",
    "npwp 01.234.567.8-901.000",
  ])("shows no number that is somebody's: %j", (text) => {
    const left = (beside(text).replace("apakah pegawai boleh hadir di kampanye?", "").match(/\d/g) ?? []).length;
    expect(left).toBeLessThanOrEqual(2);
    expect(beside(text)).not.toMatch(/nol|delapan|lima|1985|mei|ri\b/);
  });

  it.each([
    "ani.x@contoh.go.id",
    "rudi @ contoh . id",
    "https://contoh.id/abc",
    "www.contoh.id",
    "@calon_hebat",
    "calon_hebat",
    "calon.hebat99",
    "t.me/calon",
    "C:\\kantor\\calon",
  ])("shows no address: %j", (text) => {
    expect(beside(text)).toContain("? ⟨…⟩");
    expect(beside(text)).not.toMatch(/ani|contoh|rudi|calon|hebat|kantor/);
  });

  it.each(["foto kantor.jpg", "daftar-hadir.pdf", "IMG-2024-WA0001.jpeg", "rekaman rapat.opus"])(
    "is nothing where a file is named: %j",
    (text) => {
      expect(leave(`apakah pegawai boleh kirim ${text} ke grup?`)).toBeUndefined();
    },
  );

  it("is nothing where little is left, or it is longer than a question", () => {
    expect(leave("wulandari sama sukarno dan mekarwati ikut")).toBeUndefined();
    expect(leave("halo min")).toBeUndefined();
    expect(leave("boleh like postingan caleg? ".repeat(40))).toBeUndefined();
  });

  it("holds no word of an office's own: neither what it taught nor what names are in the knowledge", () => {
    const question = "apakah wulandari boleh mendampingi purwokusumo";
    const lesson = {
      title: "Tentang pendampingan",
      question,
      verdict: "boleh",
      answer: `${question}: boleh saja`,
      basis: [],
      on: "2026-11-01",
    };
    const taught = [1, 2, 3].flatMap((id) => [
      {
        kind: "variant",
        id,
        situation: [...knowledge.situations.keys()][id] ?? "",
        question: `${question} ${id}`,
      } as const,
      { kind: "situation", id: id + 10, ...lesson, verdict: "boleh", question: `${question} di ${id}` } as const,
    ]);
    const own = createLeavingWords(withTaught(knowledge, taught), normaliser.knows);
    expect(["wulandari", "purwokusumo"].filter(own.mayLeave)).toEqual([]);
    const names = [...givenNames, ...alsoNames, ...wordNames, ...wordPlaces];
    const needed = ["hari", "bulan", "kasih", "damai"];
    expect(names.filter((name) => words.mayLeave(name) && !needed.includes(name))).toEqual([]);
    expect(names.filter((name) => commonWords.has(name) && !needed.includes(name))).toEqual([]);
  });

  it("holds nothing of a code, whole, wrong, in pieces, cut short or hidden among other words", () => {
    for (let at = 0; at < 200; at += 1) {
      const code = drawCode();
      const cut = code.map((word) => word.slice(0, 4));
      const wrong = code.with(3, "salah");
      for (const text of [
        code.join(" "),
        code.join("-"),
        cut.join(" "),
        wrong.join(", "),
        code.slice(0, 6).join(" "),
        code.slice(2, 6).join(" "),
      ])
        for (const around of [text, `apakah boleh ikut kampanye ${text} di kantor?`, `kode saya ${text}`])
          expect(leave(around), around).toBeUndefined();
      const pieces = [code.slice(0, 3), code.slice(3, 6), code.slice(6)].map((piece) => leave(piece.join(" ")));
      expect(pieces).toEqual([undefined, undefined, undefined]);
    }
  });

  it("gets through the longest text, whatever it is made of", () => {
    const pieces = [
      "a",
      "a.",
      "aé",
      "_",
      "@",
      " @",
      "a@",
      "a-b.",
      "1 ",
      "1()",
      "bu ",
      "Pak ",
      "nol ",
      "\n",
      "\uFDFA",
      "pasal 1 ",
    ];
    for (const piece of [...pieces, "boleh like postingan caleg "]) {
      for (const length of [990, 64_000]) {
        const text = piece.repeat(Math.floor(length / piece.length));
        const before = computedMs();
        leave(text);
        expect(computedMs() - before, piece).toBeLessThan(200);
      }
    }
  });

  it("takes any text at all", () => {
    const keepsNothing = createLeave(
      { mayLeave: () => false, isName: () => false, isFrequent: () => false },
      () => false,
    );
    for (const text of ["", "\uD800", "\u0000", "😀".repeat(500), "⟨…⟩ ⟨…⟩", "\n\n"])
      expect(keepsNothing(text)).toBeUndefined();
  });

  it("is nineteen words in twenty of ordinary questions, which mean the same without the rest", async () => {
    let [asked, left, had, kept, same] = [0, 0, 0, 0, 0];
    for (const { q } of questions("dev.jsonl").filter((_, at) => at % 4 === 0)) {
      asked += 1;
      const leaves = leave(q);
      if (leaves === undefined) continue;
      left += 1;
      had += countWords(q);
      kept += countWords(leaves);
      if ((await answer(q)).verdict === (await answer(leaves)).verdict) same += 1;
    }
    expect(left / asked).toBeGreaterThan(0.85);
    expect(kept / had).toBeGreaterThan(0.95);
    expect(same / left).toBeGreaterThan(0.97);
  });
});

function questions(file: string): Array<{ q: string }> {
  return readFileSync(`test/questions/${file}`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { q: string });
}

function countWords(text: string): number {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;
}
