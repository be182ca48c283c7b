import { describe, expect, it } from "vitest";
import { countProvisions } from "../../../src/knowledge/import/count.ts";
import { parseDocument } from "../../../src/knowledge/import/parse-document.ts";
import { passageId } from "../../../src/knowledge/passage.ts";
import { kiteAmendment, kiteRegulation, pagesOf } from "../../support/kite-regulation.ts";

const kite = parseDocument({ pages: pagesOf(kiteRegulation) }, "pp-77-2031");
const wordsOf = (parsed: ReturnType<typeof parseDocument>, path: string) =>
  parsed.provisions.find(({ id }) => id.endsWith(path))?.text;

function parse(text: string, id = "pp-1-2030") {
  return parseDocument({ pages: pagesOf(text) }, id);
}

describe("a damaged regulation", () => {
  it("is found whole: every article, paragraph, letter and number, and nothing twice", () => {
    expect(countProvisions(kite.provisions)).toEqual({
      pasal: 7,
      ayat: 3,
      huruf: 8,
      angka: 11,
      penjelasan: 8,
      lampiran: 1,
    });
    expect(kite.gaps).toEqual([]);
    expect(new Set(kite.provisions.map(({ id }) => id)).size).toBe(kite.provisions.length);
    expect(kite.provisions.every(({ id }) => passageId.safeParse(id).success)).toBe(true);
  });

  it("says what it calls itself", () => {
    expect(kite.title).toBe(
      "Peraturan Pemerintah Republik Indonesia Nomor 77 Tahun 2031 tentang Penerbangan Layang-Layang Kota",
    );
    expect(kite.amends).toBeUndefined();
  });

  it("keeps parts that run on in one line apart, whatever the page turn left between them", () => {
    expect(wordsOf(kite, "/pasal-3/ayat-1/huruf-a")).toBe("menerbangkan layang-layang di dekat menara;");
    expect(wordsOf(kite, "/pasal-3/ayat-1/huruf-b")).toBe("memotong benang pilot lain;");
    expect(wordsOf(kite, "/pasal-3/ayat-1/huruf-c/angka-1")).toBe("melapisinya sendiri;");
    expect(wordsOf(kite, "/pasal-3/ayat-1/huruf-d")).toBe("tidur sambil menerbangkan layang-layang.");
    expect(wordsOf(kite, "/pasal-3/ayat-2")).toBe(
      "Larangan sebagaimana dimaksud pada ayat (1) huruf c angka 3 berlaku juga pada hari libur.",
    );
    expect(wordsOf(kite, "/pasal-3/ayat-3")).toBe("Pengawas dapat menyita benang paling lama 14 (empat belas) hari.");
    expect(wordsOf(kite, "/pasal-1/angka-2")).toBe("Pilot adalah orang yang memegang benang.");
  });

  it("joins words cut at a line end, but not those that are said twice", () => {
    expect(wordsOf(kite, "/pasal-4")).toBe(
      "Pengawas menegur pilot yang melanggar Pasal 3 ayat (1), ayat (2), dan ayat (3), menurut peraturan perundang-undangan.",
    );
  });

  it("takes no reference for a heading, and stops where the signatures begin", () => {
    expect(wordsOf(kite, "/pasal-2")).toContain("ketentuan dalam Pasal 3 ayat (2).");
    expect(wordsOf(kite, "/pasal-6")).toBe("Teguran dicatat oleh pengawas dalam buku angin.");
    expect(wordsOf(kite, "/pasal-7")).toBe("Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.");
  });

  it("puts the chapter's title beside each article", () => {
    const heading = (path: string) => kite.provisions.find(({ id }) => id.endsWith(path))?.heading;
    expect(heading("/pasal-1")).toBe("Ketentuan umum");
    expect(heading("/pasal-2")).toBe("Kewajiban");
    expect(heading("/pasal-3/ayat-1/huruf-d")).toBe("Larangan");
  });

  it("attaches the elucidation to what it explains, also where a column tore the numbers off", () => {
    expect(wordsOf(kite, "77-2031/penjelasan")).toContain("Layang-layang digemari segala umur");
    expect(wordsOf(kite, "/pasal-3/ayat-1/huruf-a/penjelasan")).toBe(
      'Yang dimaksud dengan "menara" termasuk tiang bendera.',
    );
    expect(wordsOf(kite, "/pasal-3/ayat-1/huruf-c/angka-2/penjelasan")).toBe("Membeli termasuk menukar.");
    expect(wordsOf(kite, "/pasal-3/ayat-2/penjelasan")).toBe("Cukup jelas.");
    expect(wordsOf(kite, "/pasal-4/penjelasan")).toBe("Cukup jelas.");
  });

  it("finds the rows of an attachment", () => {
    expect(wordsOf(kite, "/lampiran-ii/huruf-b/angka-3")).toBe("benang listrik | hitam");
    expect(wordsOf(kite, "/lampiran-ii/huruf-a/angka-1")).toBe("benang katun | merah");
  });

  it("lists what looks misread with page and line, and leaves the words as they are", () => {
    expect(wordsOf(kite, "/pasal-1/angka-1")).toContain("benang pNS angin");
    expect(kite.doubts).toContainEqual({ page: 1, line: 16, text: "pNS" });
    expect(kite.doubts.some(({ line, text }) => line === 32 && text.includes("f . = 1."))).toBe(true);
    expect(kite.doubts.some(({ text }) => text.includes("il( Nlo"))).toBe(true);
  });
});

describe("what is missing", () => {
  const torn = parse(`MEMUTUSKAN:
Pasal 1
Kelas meliputi:
a. kelas satu;
b. kelas dua;
d. kelas empat; dan
e. kelas lima.
Pasal 2
(1) Satu.
(3) Tiga.
(4) Empat.
Pasal 5
Selesai.`);

  it("is named: articles, paragraphs and letters", () => {
    expect(torn.gaps).toEqual(["Pasal 1 huruf c", "Pasal 2 ayat (2)", "Pasal 3", "Pasal 4"]);
    expect(wordsOf(torn, "/pasal-1/huruf-d")).toBe("kelas empat; dan");
  });
});

describe("signs that a scanner tore off their words", () => {
  const columns = parse(`MEMUTUSKAN:
Pasal I
Dalam Peraturan ini:
1. Angin adalah udara. 2. Benang adalah tali. Ekor adalah kertas. Pilot adalah orang.
3.
4.
5. PRES ID E N REPUELIK INDONESIA Pasal 2 Pilot wajib:
a. menepi;
d.
e. n E ^p u Jr-Tr<E ^t,',?5|* = ^r, ^o b. menunduk;
c. melambai;
d. menunggu; dan
e. pulang. (1) (2) (3) Pasal S Lapangan ditutup. Pasal 6 , .. (1) Buka pagi. l2l ^Tutup sore.
Pasal 1 2 Selesai.`);

  it("are not given to words they may not belong to", () => {
    expect(wordsOf(columns, "/pasal-1/angka-2")).toContain("Ekor adalah kertas. Pilot adalah orang.");
    expect(columns.provisions.some(({ id }) => id.endsWith("/angka-4"))).toBe(false);
  });

  it("do not hide the parts that are still in order", () => {
    const parts = columns.provisions
      .filter(({ id }) => id.includes("/pasal-2/"))
      .map(({ sign, text }) => `${sign} ${text}`);
    expect(parts).toEqual(["a. menepi;", "b. menunduk;", "c. melambai;", "d. menunggu; dan", "e. pulang."]);
    expect(wordsOf(columns, "/pasal-5")).toBe("Lapangan ditutup.");
    expect(wordsOf(columns, "/pasal-6/ayat-2")).toBe("Tutup sore.");
    expect(wordsOf(columns, "/pasal-12")).toBe("Selesai.");
  });
});

describe("a law that counts its articles in Roman numerals", () => {
  it("names each by the numeral that it has", () => {
    const numerals = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split(" ");
    const articles = numerals.map((numeral) => `Pasal ${numeral}\nLayang-layang nomor ${numeral} disimpan.`);
    const law = parse(`MEMUTUSKAN:\nMenetapkan : UNDANG-UNDANG TENTANG PENYESUAIAN ANGIN.\n${articles.join("\n")}`);
    expect(law.gaps).toEqual([]);
    for (const numeral of numerals)
      expect(wordsOf(law, `/pasal-${numeral.toLowerCase()}`)).toBe(`Layang-layang nomor ${numeral} disimpan.`);
  });

  it("keeps them as they are, and what it changes in other laws inside them", () => {
    const law = parse(`MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG PENYESUAIAN ANGIN.
Pasal I
Ketentuan Pasal 12 dalam Undang-Undang Nomor 4 Tahun 2020 tentang Ekor diubah sehingga berbunyi sebagai berikut:
Pasal 12
Ekor paling panjang 2 (dua) meter.
Pasal II
Ketentuan Pasal 3 dalam Undang-Undang Nomor 5 Tahun 2020 tentang Kertas dihapus.
Pasal III
Undang-Undang ini mulai berlaku pada tanggal diundangkan.`);
    expect(countProvisions(law.provisions).pasal).toBe(3);
    expect(wordsOf(law, "/pasal-i")).toContain("Ekor paling panjang 2 (dua) meter.");
    expect(wordsOf(law, "/pasal-iii")).toBe("Undang-Undang ini mulai berlaku pada tanggal diundangkan.");
    expect(law.gaps).toEqual([]);
  });
});

describe("words that also begin a part of a document", () => {
  it("begin none in the middle of a sentence", () => {
    const law = parse(`MEMUTUSKAN:
Menetapkan : PERATURAN PEMERINTAH TENTANG ANGIN.
Pasal 1
Panitia menetapkan:
a. lapangan; dan
b. jadwal sebagaimana tercantum dalam
Lampiran II
yang tidak terpisahkan.
Pasal 2
Menetapkan : jadwal adalah tugas panitia.
Pasal 3
Selesai.
Lampiran II
DAFTAR LAPANGAN
1. Lapangan utara`);
    expect(wordsOf(law, "/pasal-1/huruf-b")).toBe(
      "jadwal sebagaimana tercantum dalam Lampiran II yang tidak terpisahkan.",
    );
    expect(countProvisions(law.provisions)).toMatchObject({ pasal: 3, huruf: 2, lampiran: 1 });
    expect(wordsOf(law, "/lampiran-ii/angka-1")).toBe("Lapangan utara");
  });
});

describe("an act that changes another", () => {
  const act = parse(kiteAmendment, "uu-12-2033");
  const changes = (path: string) => act.provisions.find(({ id }) => id.endsWith(path))?.amends;

  it("says which regulation it changes", () => {
    expect(act.amends).toBe("pp-77-2031");
  });

  it("keeps each changed article under its own id and says what it changes", () => {
    expect(wordsOf(act, "/pasal-1/angka-2")).toBe("Pilot adalah orang atau kelompok yang memegang benang.");
    expect(changes("2033/pasal-1")).toEqual({ id: "pp-77-2031/pasal-1", how: "diubah" });
    expect(changes("2033/pasal-4b")).toEqual({ id: "pp-77-2031/pasal-4b", how: "disisipkan" });
    expect(changes("2033/pasal-6")).toEqual({ id: "pp-77-2031/pasal-6", how: "dihapus" });
    expect(wordsOf(act, "/pasal-3/ayat-1/huruf-b1")).toBe("meneriaki pilot lain; dan");
    expect(wordsOf(act, "/pasal-3/ayat-1a")).toBe("Larangan pada ayat (1) berlaku pula bagi pembantu pilot.");
    expect(wordsOf(act, "/pasal-4b/ayat-2")).toBe("Topi sebagaimana dimaksud dalam Pasal 4A disediakan kota.");
  });

  it("keeps its own orders and closing, and explains the changed articles", () => {
    expect(wordsOf(act, "/pasal-i/angka-4")).toBe("Pasal 5 dan Pasal 6 dihapus.");
    expect(wordsOf(act, "/pasal-ii")).toBe("Undang-Undang ini mulai berlaku pada tanggal diundangkan.");
    expect(wordsOf(act, "/pasal-4a/penjelasan")).toBe("Topi dapat berupa helm.");
    expect(act.provisions.filter(({ id }) => id.endsWith("/penjelasan")).map(({ id }) => id)).toEqual([
      "uu-12-2033/penjelasan",
      "uu-12-2033/pasal-1/penjelasan",
      "uu-12-2033/pasal-4a/penjelasan",
    ]);
    expect(act.gaps).toEqual([]);
  });
});

describe("a circular without articles", () => {
  it("is cut by its own numbers", () => {
    const circular = parse(
      `SURAT EDARAN NOMOR 4 TAHUN 2032 TENTANG MUSIM ANGIN
Yth. para pengawas.
1. Latar belakang
Angin musim ini kencang.
2. Isi edaran
a. Pilot berteduh bila hujan.
b. Pengawas membawa payung.
3. Penutup
Agar dilaksanakan.`,
      "se-angin-4-2032",
    );
    expect(wordsOf(circular, "/angka-2/huruf-b")).toBe("Pengawas membawa payung.");
    expect(countProvisions(circular.provisions)).toMatchObject({ pasal: 0, angka: 3, huruf: 2 });
  });

  it("is not cut in articles for mentioning one, and its title ends where small letters begin", () => {
    const circular = parse(
      `SURAT EDARAN NOMOR 5 TAHUN 2032 TENTANG MUSIM KERTAS
A. Latar Belakang
Sesuai aturan sebagaimana Pasal 5 PP 77 Tahun 2031.
B. Isi
1. Pilot dilarang:
a. meniup; dan
b. menggunting.
2. Pengawas wajib hadir.`,
      "se-angin-5-2032",
    );
    expect(circular.title).toBe("Surat Edaran Nomor 5 Tahun 2032 tentang Musim Kertas");
    expect(wordsOf(circular, "/huruf-b/angka-1/huruf-b")).toBe("menggunting.");
    expect(countProvisions(circular.provisions)).toMatchObject({ pasal: 0, huruf: 4, angka: 2 });
  });

  it("counts anew in every chapter of an attachment", () => {
    const guide = parse(`MEMUTUSKAN:
KESATU : Pedoman berlaku.
KEDUA : Selesai.
LAMPIRAN I
KEPUTUSAN ANGIN
BAB I
PENDAHULUAN
A. Angin
B. Benang
BAB II
ISI
A. Ekor
1. Ekor pendek.`);
    expect(wordsOf(guide, "/lampiran-i/bab-i/huruf-b")).toBe("Benang");
    expect(wordsOf(guide, "/lampiran-i/bab-ii/huruf-a/angka-1")).toBe("Ekor pendek.");
  });

  it("is cut by its dicta", () => {
    const decision = parse(
      `KEPUTUSAN BERSAMA NOMOR 8 TAHUN 2032 TENTANG PEDOMAN BENANG
MEMUTUSKAN:
Menetapkan: KEPUTUSAN BERSAMA.
KESATU : Menetapkan pedoman benang.
KEDUA : Pedoman meliputi: a. bahan; dan b. warna.
KETIGA : Keputusan ini berlaku sejak ditetapkan.
Ditetapkan di Kota Angin
LAMPIRAN I
KEPUTUSAN BERSAMA
1. benang merah
2. benang putih`,
      "skb-benang-2032",
    );
    expect(wordsOf(decision, "/diktum-kedua/huruf-b")).toBe("warna.");
    expect(wordsOf(decision, "/diktum-ketiga")).toBe("Keputusan ini berlaku sejak ditetapkan.");
    expect(wordsOf(decision, "/lampiran-i/angka-2")).toBe("benang putih");
  });
});

describe("a law that carries another whole", () => {
  it("gives the longer one the plain ids", () => {
    const cover = parse(`MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG PENETAPAN.
Pasal 1
Peraturan itu ditetapkan menjadi Undang-Undang.
Pasal 2
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
Ditetapkan di Kota Angin
LAMPIRAN UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 1 TAHUN 2030
${"Pertimbangan yang panjang sekali tentang angin dan benang. ".repeat(5)}
MEMUTUSKAN:
Menetapkan: PERATURAN PENGGANTI.
Pasal 1
Angin adalah udara.
Pasal 2
Benang adalah tali.
Pasal 3
Pilot adalah orang.`);
    expect(wordsOf(cover, "pp-1-2030/pasal-2")).toBe("Benang adalah tali.");
    expect(wordsOf(cover, "/bab-penetapan/pasal-1")).toBe("Peraturan itu ditetapkan menjadi Undang-Undang.");
  });
});
