import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { KnowledgeError, KnowledgeProblem } from "../../src/knowledge/knowledge-error.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";
import { removeFolder } from "../support/process.ts";
import { smallKnowledge } from "../support/small-knowledge.ts";

let folder: string;

beforeEach(async () => {
  folder = await smallKnowledge();
});

afterEach(() => removeFolder(folder));

const situation = "situations/menyukai-unggahan-calon.md";
const regulation = "regulations/pp-94-2021.md";

async function change(file: string, from: string | RegExp, to: string): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, "utf8");
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(path, changed);
}

async function problems(): Promise<readonly KnowledgeProblem[]> {
  try {
    await readKnowledge(folder);
    return [];
  } catch (error) {
    return (error as KnowledgeError).problems;
  }
}

async function lineOf(file: string, text: string): Promise<number> {
  const lines = (await readFile(join(folder, file), "utf8")).split("\n");
  return lines.findIndex((line) => line.includes(text)) + 1;
}

describe("the shipped knowledge", () => {
  it("is in order, and large enough to be of use", async () => {
    const { situations, passages, regulations, guards } = await readKnowledge(knowledgeFolder);
    expect(situations.size).toBeGreaterThanOrEqual(60);
    expect(passages.size).toBeGreaterThanOrEqual(200);
    expect(regulations.size).toBeGreaterThanOrEqual(40);
    for (const { questions } of [...situations.values(), ...guards.values()]) {
      expect(questions.length).toBeGreaterThanOrEqual(15);
    }
  });

  it("bases every yes or no on passages that are not of low confidence", async () => {
    const { situations, passages } = await readKnowledge(knowledgeFolder);
    for (const { id, verdict, basis } of situations.values()) {
      if (verdict !== "boleh" && verdict !== "dilarang") continue;
      expect(
        basis.some((passage) => passages.get(passage)?.confidence !== "rendah"),
        id,
      ).toBe(true);
    }
  });

  it("makes no yes or no of what is known with low confidence", async () => {
    const { situations } = await readKnowledge(knowledgeFolder);
    const low = [...situations.values()].filter(({ confidence }) => confidence === "rendah");
    expect(low.length).toBeGreaterThan(0);
    for (const { id, verdict, cases } of low) {
      for (const each of [verdict, ...cases.map((found) => found.verdict)]) {
        expect(["bersyarat", "penjelasan", "tidak_tahu"], id).toContain(each);
      }
    }
  });

  it("sends readers of repealed passages to what applies now", async () => {
    const { passages } = await readKnowledge(knowledgeFolder);
    for (const { id, replacedBy } of passages.values()) {
      if (replacedBy !== undefined) expect(passages.has(replacedBy), `${id} -> ${replacedBy}`).toBe(true);
    }
    expect(passages.get("uu-5-2014/pasal-87/ayat-4/huruf-c")?.replacedBy).toBe("uu-20-2023/pasal-52/ayat-3/huruf-j");
  });
});

describe("a mistake in a knowledge file", () => {
  it("is looked for in files that have none", async () => {
    expect(await problems()).toEqual([]);
  });

  it("is named with the line of the field", async () => {
    await change(situation, /^putusan: .*$/m, "putusan: mungkin");
    const [problem] = await problems();
    expect(problem?.file).toBe(join(folder, situation));
    expect(problem?.line).toBe(await lineOf(situation, "putusan: mungkin"));
    expect(problem?.text).toMatch(/^putusan: /);
  });

  it("is named when a passage is cited that no regulation has", async () => {
    await change(situation, "pp-94-2021/pasal-5/huruf-n/angka-5", "pp-94-2021/pasal-5/huruf-n/angka-99");
    const [problem] = await problems();
    expect(problem?.line).toBe(await lineOf(situation, "angka-99"));
    expect(problem?.text).toContain("angka-99");
  });

  it("is named when a section is misspelt", async () => {
    await change(situation, "## Sanksi", "## Sangsi");
    const found = await problems();
    expect(found.map(({ text }) => text).join()).toContain('"Sangsi"');
    expect(found[0]?.line).toBe(await lineOf(situation, "## Sangsi"));
  });

  it("is named when a section stands twice", async () => {
    await change(situation, "## Pertanyaan", "## Sanksi\nLain lagi.\n\n## Pertanyaan");
    expect((await problems())[0]?.text).toMatch(/"Sanksi" ditulis dua kali/);
  });

  it("is named when variants are too few", async () => {
    const path = join(folder, situation);
    const text = await readFile(path, "utf8");
    await writeFile(path, `${text.slice(0, text.indexOf("## Pertanyaan"))}## Pertanyaan\n- boleh like?\n`);
    expect((await problems())[0]?.text).toMatch(/baru 1 ragam/);
  });

  it("is named when a circumstance is unknown", async () => {
    await change(situation, "## Pertanyaan", "### siapa: presiden\nputusan: boleh\nYa.\n\n## Pertanyaan");
    const found = (await problems()).find(({ text }) => text.includes("siapa: presiden"));
    expect(found?.line).toBe(await lineOf(situation, "### siapa: presiden"));
  });

  it("is named when a regulation's passage has a path no lawyer would know", async () => {
    await change(regulation, /^## pasal-6$/m, "## bagian enam");
    expect((await problems())[0]).toMatchObject({ line: await lineOf(regulation, "## bagian enam") });
  });

  it("is named when front matter is not closed or not YAML", async () => {
    await writeFile(join(folder, regulation), "---\njudul: [\n---\nisi\n");
    expect((await problems()).some(({ file }) => file.endsWith("pp-94-2021.md"))).toBe(true);
    await writeFile(join(folder, regulation), "---\njudul: satu\n");
    expect((await problems()).some(({ text }) => text.includes("tidak ditutup"))).toBe(true);
  });

  it("is named when a topic belongs to no group", async () => {
    await change(situation, /^topik: .*$/m, "topik: baru-sekali");
    expect((await problems()).some(({ text }) => text.includes("baru-sekali"))).toBe(true);
  });

  it("does not hide the others: all are listed at once", async () => {
    await change(situation, /^putusan: .*$/m, "putusan: mungkin");
    await change(regulation, /^## pasal-6$/m, "## bagian enam");
    expect(new Set((await problems()).map(({ file }) => file)).size).toBeGreaterThanOrEqual(2);
  });
});
