import { describe, expect, it } from "vitest";
import { presentOf } from "../../src/answer/validity.ts";
import { plainText } from "../../src/chat/message.ts";
import { shippedAnswering } from "../support/answering.ts";

const { answer, knowledge } = await shippedAnswering();

async function ask(question: string, on?: string) {
  const { reply, citations } = await answer(question, { on });
  return { text: plainText(reply), ids: citations.map(({ id }) => id) };
}

describe("a law that is no longer in force", () => {
  it.each([
    ["UU 5/2014 pasal 2 huruf f", "uu-20-2023/pasal-2/huruf-f", "uu-5-2014/pasal-2/huruf-f"],
    ["pasal 87 ayat 4 huruf c uu 5/2014", "uu-20-2023/pasal-52/ayat-3/huruf-j", "uu-5-2014/pasal-87/ayat-4/huruf-c"],
    ["psl 119 uu 5 2014 isinya apa", "uu-20-2023/pasal-56", "uu-5-2014/pasal-119"],
    ["uu 5/2014", "uu-20-2023", "uu-5-2014"],
    ["perpres 91/2024", "perpres-178-2024", "perpres-91-2024"],
  ])("%j is answered by present law, and says so", async (question, present, asked) => {
    const { text, ids } = await ask(question);
    expect(ids).toEqual([present, asked]);
    expect(text).toMatch(/dicabut\. Yang berlaku sekarang:/);
  });

  it("is not said to live on where the new law has no such passage", async () => {
    const { text, ids } = await ask("uu 5/2014 pasal 31 ayat 1 huruf a");
    expect(ids).toEqual(["uu-5-2014/pasal-31/ayat-1/huruf-a"]);
    expect(text).not.toContain("Yang berlaku sekarang");
  });
});

describe("an article that another law amended", () => {
  it("is found by the name of the law it stood in", async () => {
    const { text, ids } = await ask("pasal 71 ayat 2 uu 1/2015");
    expect(ids[0]).toBe("uu-10-2016/pasal-71/ayat-2");
    expect(text).toContain("Pasal 71 ayat (2) UU 1/2015 sudah diubah");
  });

  it("shows the amended wording first", async () => {
    const { ids } = await ask("pasal 254 pp 11/2017");
    expect(ids).toEqual(["pp-17-2020/pasal-254", "pp-11-2017/pasal-254"]);
  });
});

describe("the law of another day", () => {
  it("is what was in force then, and names it", async () => {
    const { text, ids } = await ask("pasal 2 huruf f uu 20/2023", "2022-05-01");
    expect(ids).toEqual(["uu-5-2014/pasal-2/huruf-f"]);
    expect(text).toContain("pada 1 Mei 2022. Yang berlaku waktu itu: Pasal 2 huruf f UU 5/2014");
  });

  it("is the old law itself while it was in force", async () => {
    const { text } = await ask("pasal 2 huruf f uu 5/2014", "2022-05-01");
    expect(text).not.toContain("Yang berlaku sekarang");
  });
});

describe("chains of replacements", () => {
  it("end, whatever the files say", () => {
    const [first] = knowledge.passages.values();
    if (first === undefined) throw new Error("no passages");
    const a = { ...first, id: "a/pasal-1", regulation: "a", status: "dicabut" as const, replacedBy: "b/pasal-1" };
    const b = { ...first, id: "b/pasal-1", regulation: "b", status: "dicabut" as const, replacedBy: "a/pasal-1" };
    const passages = new Map([a, b].map((passage) => [passage.id, passage]));
    expect(() => presentOf(a, passages)).not.toThrow();
    expect(presentOf(a, new Map([["a/pasal-1", a]]))).toBeUndefined();
  });
});
