import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../../src/knowledge/import/parse-document.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { shortName, withWordings } from "../../src/knowledge/with-wordings.ts";
import type { WordingEntry, WordingSource } from "../../src/knowledge/wording.ts";
import { kiteAmendment, kiteRegulation, pagesOf } from "../support/kite-regulation.ts";

const knowledge = await readKnowledge("knowledge");

function entries(text: string, regulation: string): WordingEntry[] {
  return parseDocument({ pages: pagesOf(text) }, regulation).provisions.map((each) => ({ ...each, regulation }));
}

function source(regulation: string, amends?: string): WordingSource {
  const title = `Judul ${regulation}`;
  return { regulation, title, sha256: "a".repeat(64), format: "pdf", pages: 1, importedOn: "2033-01-02", amends };
}

const kite = source("pp-77-2031");
const act = source("uu-12-2033", "pp-77-2031");

describe("the knowledge with imported texts", () => {
  it("is the same knowledge when nothing was imported", () => {
    expect(withWordings(knowledge, [], [])).toBe(knowledge);
  });

  it("can cite a regulation that is known from its text alone", () => {
    const { regulations, passages } = withWordings(knowledge, [kite], entries(kiteRegulation, "pp-77-2031"));
    expect(regulations.get("pp-77-2031")).toMatchObject({
      singkat: "PP 77/2031",
      judul: "Judul pp-77-2031",
      sumber: [],
    });
    expect(passages.get("pp-77-2031/pasal-3/ayat-1/huruf-c/angka-2")).toMatchObject({
      label: "Pasal 3 ayat (1) huruf c angka 2 PP 77/2031",
      title: "Larangan",
      ringkasan: "",
      status: "berlaku",
      checked: "2033-01-02",
    });
    expect(passages.get("pp-77-2031")?.title).toBe("Judul pp-77-2031");
  });

  it("keeps our own summaries where there are some", () => {
    const mine = entries(kiteRegulation, "pp-94-2021");
    const { passages } = withWordings(knowledge, [source("pp-94-2021")], mine);
    expect(passages.get("pp-94-2021/pasal-3")).toBe(knowledge.passages.get("pp-94-2021/pasal-3"));
    expect(passages.get("pp-94-2021/pasal-7/penjelasan")?.label).toBe("Penjelasan Pasal 7 PP 94/2021");
  });

  it("shows what an imported act changes or deletes, and what applies instead", () => {
    const all = [...entries(kiteRegulation, "pp-77-2031"), ...entries(kiteAmendment, "uu-12-2033")];
    const { passages } = withWordings(knowledge, [kite, act], all);
    const standing = (id: string) => {
      const { status, replacedBy } = passages.get(id) ?? {};
      return [status, replacedBy];
    };
    expect(standing("pp-77-2031/pasal-1/angka-2")).toEqual(["diubah", "uu-12-2033/pasal-1/angka-2"]);
    expect(standing("pp-77-2031/pasal-3/ayat-3")).toEqual(["diubah", "uu-12-2033/pasal-3"]);
    expect(standing("pp-77-2031/pasal-6")).toEqual(["dicabut", "uu-12-2033/pasal-6"]);
    expect(standing("pp-77-2031/pasal-2")).toEqual(["berlaku", undefined]);
    expect(standing("uu-12-2033/pasal-4a")).toEqual(["berlaku", undefined]);
  });

  it("names regulations as lawyers do", () => {
    expect(shortName("pp-94-2021")).toBe("PP 94/2021");
    expect(shortName("se-menpanrb-18-2023")).toBe("SE MENPANRB 18/2023");
    expect(shortName("perbawaslu-7-2022")).toBe("Perbawaslu 7/2022");
    expect(shortName("skb-netralitas")).toBe("SKB NETRALITAS");
  });

  it("holds a hundred thousand parts in less than 60 MB", () => {
    const one = entries(kiteRegulation, "pp-77-2031");
    const sources: WordingSource[] = [];
    const index: WordingEntry[] = [];
    for (let n = 1; index.length < 100_000; n += 1) {
      const regulation = `pp-${n}-2040`;
      sources.push(source(regulation));
      for (const { id, heading } of one) index.push({ id: id.replace("pp-77-2031", regulation), regulation, heading });
    }
    const before = heapAfterCollection();
    const { passages } = withWordings(knowledge, sources, index);
    const grown = heapAfterCollection() - before;
    expect(passages.size).toBeGreaterThan(100_000);
    expect(grown / 1024 / 1024).toBeLessThan(60);
  });
});

function heapAfterCollection(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}
