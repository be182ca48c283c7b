import { describe, expect, it } from "vitest";
import { createReferenceParser } from "../../src/answer/reference.ts";
import { shippedAnswering } from "../support/answering.ts";

const { knowledge } = await shippedAnswering();
const parse = createReferenceParser(knowledge.regulations, knowledge.passages);
const found = (text: string) =>
  parse(text).references.map((reference) =>
    reference.kind === "passage" ? reference.passage.id : `?${reference.asked}`,
  );

describe("references as people write them", () => {
  it.each([
    ["pasal 5 huruf n pp 94/2021", ["pp-94-2021/pasal-5/huruf-n"]],
    ["Pasal 5 huruf n angka 6 Peraturan Pemerintah Nomor 94 Tahun 2021", ["pp-94-2021/pasal-5/huruf-n/angka-6"]],
    ["PP 94 psl 5 hrf n angka 2", ["pp-94-2021/pasal-5/huruf-n/angka-2"]],
    ["psl 2 huruf f uu asn", ["uu-20-2023/pasal-2/huruf-f"]],
    ["uu no. 20 thn 2023 pasal 9 ayat (2)", ["uu-20-2023/pasal-9/ayat-2"]],
    ["skb lampiran 2 huruf b angka 6", ["skb-netralitas-2022/lampiran-ii/huruf-b/angka-6"]],
    ["SKB netralitas huruf A angka 4", ["skb-netralitas-2022/lampiran-ii/huruf-a/angka-4"]],
    ["pasal 280 ayat 2 huruf f uu pemilu", ["uu-7-2017/pasal-280/ayat-2/huruf-f"]],
    ["pasal 280 huruf f uu 7/2017", ["uu-7-2017/pasal-280/ayat-2/huruf-f"]],
    ["Pasal 282 dan Pasal 283 UU Pemilu", ["uu-7-2017/pasal-282", "uu-7-2017/pasal-283"]],
    ["putusan MK 121/PUU-XXII/2024", ["mk-121-2024"]],
    ["mk nomor 136 tahun 2024", ["mk-136-2024"]],
    ["SE MenPANRB 18/2023", ["se-menpanrb-18-2023"]],
    ["psl 188 uu pilkada", ["uu-1-2015/pasal-188"]],
    ["pasal 71 ayat 2 uu pilkada", ["uu-10-2016/pasal-71/ayat-2"]],
    ["perbawaslu 7 tahun 2022 pasal 15 ayat 3", ["perbawaslu-7-2022/pasal-15/ayat-3"]],
    ["280 uu pemilu", ["uu-7-2017/pasal-280"]],
    ["uu pemilu 280", ["uu-7-2017/pasal-280"]],
    ["71 ayat 1 uu 10/2016", ["uu-10-2016/pasal-71/ayat-1"]],
    ["14 huruf i pp 94/2021", ["pp-94-2021/pasal-14/huruf-i"]],
    ["282 dan 283 uu pemilu", ["uu-7-2017/pasal-282", "uu-7-2017/pasal-283"]],
    ["uu pemilu 7", ["uu-7-2017"]],
    ["skb 2 tahun 2022", ["skb-netralitas-2022"]],
    ["uu 5/2014 pasal 87 ayat 4 huruf c", ["uu-5-2014/pasal-87/ayat-4/huruf-c"]],
  ])("finds %j", (text, ids) => {
    expect(found(text)).toEqual(ids);
  });

  it("names a regulation it does not hold instead of guessing", () => {
    expect(found("isi pasal 9 ayat 2 Peraturan BKN 6/2022")).toEqual(["?pasal 9 ayat 2 peraturan bkn 6/2022"]);
  });

  it.each([
    ["isi pasal 280 UU Rembulan 1/2099", "?pasal 280 uu 1/2099"],
    ["putusan mk 1/puu-rembulan-menang/2099", undefined],
    ["pasal 900<b>ayat 2 uu 9/2099", "?pasal 900 ayat 2 uu 9/2099"],
    ["perda kota 3/2099", "?perda kota 3/2099"],
  ] as const)("says again of %j no word that is only the asker's", (text, asked) => {
    expect(found(text)).toEqual(asked === undefined ? [] : [asked]);
  });

  it("names a part it does not hold of a regulation it knows", () => {
    expect(found("pasal 999 pp 94/2021")).toEqual(["?pasal 999 pp 94/2021"]);
  });

  it("never falls to another article where the one asked for is not held", () => {
    expect(found("280 pp 94/2021")).toEqual(["?pasal 280 pp 94/2021"]);
    expect(found("999 ayat 3 uu 20/2023")).toEqual(["?pasal 999 ayat 3 uu 20/2023"]);
  });

  it("shows the whole regulation where a part of which article was left open", () => {
    expect(found("ayat 3 uu 20/2023")).toEqual(["uu-20-2023"]);
    expect(found("huruf i pp 94/2021")).toEqual(["pp-94-2021"]);
  });

  it("does not take other numbers for a reference", () => {
    expect(found("saya punya 2 anak dan 3 motor, paslon nomor 2")).toEqual([]);
    expect(found("di rumah ada 2 uu pemilu yang saya beli tahun lalu")).toEqual(["uu-7-2017"]);
  });

  it("leaves the words around a reference", () => {
    expect(parse("apa bunyi pasal 5 huruf n pp 94/2021 itu").rest).toBe("apa bunyi itu");
  });
});
