import { describe, expect, it } from "vitest";
import { plainText } from "../src/chat/message.ts";
import { shippedAnswering } from "./support/answering.ts";

const { answer, knowledge } = await shippedAnswering();

/** Claims that are often reported and wrong (the law's own words are in knowledge/regulations). */
const myths: ReadonlyArray<readonly [string, RegExp]> = [
  ["three years of prison for any civil servant", /penjara[^.]{0,25}3 (\(tiga\) )?tahun|3 (\(tiga\) )?tahun penjara/i],
  ["a year of detention as the threat of today", /kurungan[^.]{0,20}(1|satu) (\(satu\) )?tahun/i],
  [
    "a sanction for merely attending",
    /(ikut kampanye|huruf n angka 1|hadir pasif|hadir saja)\)? (itu )?(diancam|dikenai|dikenakan|dijatuhi|terancam|kena) (hukuman|sanksi)( disiplin)?( tingkat)? (sedang|berat)/i,
  ],
  [
    "KASN still taking reports",
    /KASN (masih|tetap) (menerima|berwenang|mengawasi|memproses|menangani)|silakan (me)?(lapor|laporkan|adukan)[^.]{0,25}(ke|kepada) KASN/i,
  ],
  [
    "CLTN for PPPK",
    /(PPPK|Anda) (dapat|bisa|boleh|wajib|harus) (mengambil |mengajukan |menjalani )(CLTN|cuti di luar tanggungan)/i,
  ],
  [
    "PP 94 binding PPPK directly",
    /PP (Nomor )?94( Tahun |\/)2021 (juga )?(langsung )?berlaku (juga )?(bagi|untuk|kepada) PPPK/i,
  ],
  ["moral sanction as a reprimand", /sanksi moral (adalah|berupa|yaitu|ialah) teguran/i],
  ["seventeen violations in the SKB", /17 (butir|jenis|baris|pelanggaran|poin)/i],
  [
    "an identity that is surely safe",
    /(dijamin|pasti|100 ?%) (aman|rahasia|tidak akan|tak akan)|tidak akan pernah (terbuka|diketahui|ketahuan|bocor)/i,
  ],
  ["soldiers allowed to vote", /(TNI|Polri|prajurit) (boleh|dapat|bisa|berhak) (memilih|mencoblos)/i],
];

const PPPK_ONLY = /CLTN for PPPK/;

describe("no answer in the knowledge says", () => {
  it.each(myths)("%s", async (name, pattern) => {
    const wrong: string[] = [];
    for (const { id, questions, topic } of knowledge.situations.values()) {
      if (PPPK_ONLY.test(name) && !id.startsWith("pppk")) continue;
      if (topic === "tidak-tahu") continue;
      const text = plainText((await answer(questions[0] ?? "")).reply);
      const match = pattern.exec(text);
      if (match !== null) wrong.push(`${id}: ${match[0]}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("what people have heard is corrected", () => {
  it.each([
    ["benarkah SKB No 22 tahun 2022 melarang 10 pose jari?", /2 Tahun 2022|2\/2022/],
    ["asn tidak netral dipenjara 3 tahun ya?", /pejabat negara/],
    ["lapor ke KASN masih bisa?", /BKN|Bawaslu/],
    ["sanksi moral itu teguran tertulis ya?", /pernyataan/],
    ["mundurnya sejak daftar atau sejak ditetapkan kalau pns maju pilkada?", /ditetapkan/],
    ["tukin dipotong 25% udah berlaku belum?", /PP Gaji|Gaji dan Tunjangan/],
    ["batas lapor bawaslu pilkada berapa hari?", /7 (\(tujuh\) )?hari/],
    ["honorer bebas politik kan bukan ASN?", /netral/],
  ])("%j", async (question, correction) => {
    const answered = await answer(question);
    expect(plainText(answered.reply)).toMatch(correction);
  });
});
