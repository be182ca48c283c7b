import { describe, expect, it } from "vitest";
import { judge } from "../src/answer/measure.ts";
import { plainText } from "../src/chat/message.ts";
import { texts } from "../src/chat/texts.ts";
import { tipTexts } from "../src/tips/tip-texts.ts";
import { shippedAnswering } from "./support/answering.ts";
import { affirmed, type Myth, readMyths, sentences } from "./support/myths.ts";
import { wholeText, wholeTexts } from "./support/whole-texts.ts";

const { answer, knowledge } = await shippedAnswering();
const myths = readMyths();

/** Myths that are only looked for where they are asked: elsewhere the same words are right. */
const PPPK_ONLY = "pppk-cltn";

/** What is wrong with the answer to one wording of a claim; empty when it is right. */
async function faults({ id, myth, said, v, c }: Myth, q: string): Promise<string[]> {
  const answered = await answer(q);
  const text = plainText(answered.reply);
  const judged = judge({ id, q, v, c, topic: "-", not: [] }, answered, text);
  return [
    ...myth.map((pattern) => affirmed(text, pattern)).filter((sentence) => sentence !== undefined),
    ...said.filter((pattern) => !new RegExp(pattern, "i").test(text)).map((pattern) => `does not say /${pattern}/`),
    ...(judged.verdictRight ? [] : [`says ${judged.verdict}, not ${v.join("/")} (${answered.situation})`]),
    ...(judged.citationRight === false
      ? [`cites ${answered.citations.map((each) => each.id)} (${answered.situation})`]
      : []),
  ];
}

describe("a commonly misreported claim is corrected in three wordings", () => {
  it.each(myths.map((myth) => [myth.claim, myth] as const))("%s", async (_, myth) => {
    const wrong: Record<string, string[]> = {};
    for (const wording of myth.ask) {
      const found = await faults(myth, wording);
      if (found.length > 0) wrong[wording] = found;
    }
    expect(wrong).toEqual({});
  });
});

describe("no text of the knowledge, with its conditions, sanctions and cases, says", () => {
  it.each(myths.flatMap(({ id, myth }) => myth.map((pattern) => [id, pattern] as const)))("%s: %s", (id, pattern) => {
    const wrong = wholeTexts(knowledge).flatMap(([where, text]) => {
      if (id === PPPK_ONLY && !where.startsWith("pppk")) return [];
      const sentence = affirmed(text, pattern);
      return sentence === undefined ? [] : [`${where}: ${sentence}`];
    });
    expect(wrong).toEqual([]);
  });

  it("and no answer to a situation's own question says any of them", async () => {
    const wrong: string[] = [];
    for (const { id, questions } of knowledge.situations.values()) {
      const text = plainText((await answer(questions[0] ?? "")).reply);
      for (const myth of myths) {
        if (myth.id === PPPK_ONLY && !id.startsWith("pppk")) continue;
        for (const pattern of myth.myth) {
          const sentence = affirmed(text, pattern);
          if (sentence !== undefined) wrong.push(`${id}: ${sentence}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** Where an amount may stand, and which: UU 1/2026 states the threats of UU Pemilu in categories, and so do we. */
const AMOUNTS: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [/^(pp-43-2018|premi-pelapor)/, /^Rp(10|200) juta$/],
  [/^uu-1-2023\/pasal-79$/, /^Rp(1|10|50|200|500) juta$|^Rp(2|5|50) miliar$/],
  [/^(uu-1-2015\/pasal-1(88|89|90)|pidana-minimum-pilkada)$/, /^Rp(600 ribu|6 juta)$/],
  [/^uu-1-2024/, /^Rp400 juta$/],
];

describe("criminal threats are stated as UU 1/2026 left them", () => {
  const all = wholeTexts(knowledge);

  it("no amount of a fine but those that the act left as they were", () => {
    const wrong = all.flatMap(([where, text]) =>
      (text.match(/Rp ?\d[\d.]*(?: (?:ribu|juta|miliar))?/g) ?? [])
        .map((amount) => amount.replace(/^Rp /, "Rp").trim())
        .filter((amount) => !AMOUNTS.some(([place, allowed]) => place.test(where) && allowed.test(amount)))
        .map((amount) => `${where}: ${amount}`),
    );
    expect(wrong).toEqual([]);
  });

  it("detention only as what it was, never as the threat of today", () => {
    const past =
      /dulu|tanpa kurungan|tinggal denda|semula|naskah asli|dihapus|menghapus|hapus|diganti|diubah|menjadi denda|tidak lagi|tak lagi|bukan/i;
    const wrong = all.flatMap(([where, text]) =>
      sentences(text)
        // The law about it names it in its headings.
        .filter((sentence) => !where.startsWith("uu-1-2026") && /kurungan/i.test(sentence) && !past.test(sentence))
        .map((sentence) => `${where}: ${sentence}`),
    );
    expect(wrong).toEqual([]);
  });

  it("the one to six months of UU Pilkada only beside the word that a minimum no longer binds", () => {
    const range = /(satu|1) (sampai|hingga|–|-) ?(enam|6) bulan|Rp600 ribu/i;
    const wrong = all
      .filter(([, text]) => range.test(text) && !/minimum|UU 1\/2026/i.test(text))
      .map(([where]) => where);
    expect(wrong).toEqual([]);
  });

  it("three years only where officials of the state, organisers or money for votes are spoken of", () => {
    const wrong = all
      .filter(([, text]) => /penjara[^.]{0,30}(3|tiga) tahun|(3|tiga) tahun penjara/i.test(text))
      .filter(([, text]) => !/pejabat negara|penyelenggara|KPU|politik uang/i.test(text))
      .map(([where]) => where);
    expect(wrong).toEqual([]);
  });
});

describe("the two time limits are kept apart", () => {
  const spoken = [
    ["texts.reportLimits", texts.reportLimits],
    ["tipTexts.consent", tipTexts.consent("telegram")],
  ] as const;
  const parts = [...wholeTexts(knowledge), ...spoken].flatMap(([where, text]) =>
    sentences(text)
      .flatMap((sentence) => sentence.split(/[,;:(]| sedangkan | tetapi | bukan /))
      .map((part) => ({ where, part })),
  );
  const about = (part: string) => /\b(7|tujuh)\b|tenggat|batas|lapor/i.test(part);

  it("the pilkada's days are calendar days", () => {
    const swapped = ({ part }: { part: string }) =>
      /pilkada/i.test(part) && !/pemilu/i.test(part) && /hari kerja/i.test(part);
    expect(parts.filter((each) => about(each.part) && swapped(each))).toEqual([]);
  });

  it("the general election's days are working days", () => {
    const swapped = ({ part }: { part: string }) =>
      /pemilu/i.test(part) && !/pilkada/i.test(part) && /kalender/i.test(part);
    expect(parts.filter((each) => about(each.part) && swapped(each))).toEqual([]);
  });
});

describe("what is said of the state of things carries its date", () => {
  const DATE =
    /(\d{1,2} )?(Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember) 20\d\d|(pada|awal|akhir|sejak|tahun) (tahun )?20\d\d/;
  const NOW =
    /\b(kini|sekarang|saat ini|masih|sudah tidak|belum (ada|terlihat|ditemukan|terbentuk|disahkan|terbit))\b/i;
  const SUBJECT =
    /KASN|lembaga (independen|pengganti|pengawas)|PP Manajemen ASN|PP Gaji|Badan PDP|badan PDP|\bRUU\b|kurungan/;

  it("wherever it is about KASN and what follows it, laws not yet made, or threats that changed", () => {
    const wrong: string[] = [];
    for (const situation of knowledge.situations.values()) {
      const text = wholeText(situation);
      for (const sentence of sentences(text)) {
        if (SUBJECT.test(sentence) && NOW.test(sentence) && !DATE.test(text))
          wrong.push(`${situation.id}: ${sentence}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
