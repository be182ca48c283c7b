import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { coverage } from "../../src/knowledge/coverage.ts";
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

const ledger = "fakta/percobaan.yaml";

async function problemsWith(text: string): Promise<readonly KnowledgeProblem[]> {
  await writeFile(join(folder, ledger), text);
  try {
    await readKnowledge(folder);
    return [];
  } catch (error) {
    return (error as KnowledgeError).problems;
  }
}

const fact = (...lines: string[]) =>
  ["- id: fakta-percobaan", "  fakta: Kalimat percobaan yang cukup panjang.", ...lines, ""].join("\n");

describe("the shipped ledger of facts", () => {
  it("leaves no fact unanswered and no situation without ground, unless it says why", async () => {
    const found = coverage(await readKnowledge(knowledgeFolder));
    expect(found.factsWithoutSituation).toEqual([]);
    expect(found.situationsWithoutPassage).toEqual([]);
    expect(found.facts).toBeGreaterThanOrEqual(150);
  });

  it("stands on regulations that two people have read against their sources", async () => {
    const { regulations } = await readKnowledge(knowledgeFolder);
    expect([...regulations.values()].filter(({ diperiksa }) => diperiksa < 2).map(({ id }) => id)).toEqual([]);
  });

  it("stands on passages that are at least as sure as the fact says, or on a source", async () => {
    const { facts, passages } = await readKnowledge(knowledgeFolder);
    const tooSure = [...facts.values()].filter(
      ({ confidence, passages: stands, sources }) =>
        confidence === "tinggi" &&
        sources.length === 0 &&
        stands.every((id) => passages.get(id)?.confidence === "rendah"),
    );
    expect(tooSure.map(({ id }) => id)).toEqual([]);
  });

  it("is no part of what is learned from, so that a correction costs no relearning", async () => {
    const { version } = await readKnowledge(folder);
    await writeFile(
      join(folder, ledger),
      fact("  keyakinan: tinggi", "  bagian: [uu-20-2023]", "  keadaan: [arti-netralitas]"),
    );
    expect((await readKnowledge(folder)).version).toBe(version);
  });
});

describe("a fact", () => {
  it("that names a passage nobody wrote is a problem at its line", async () => {
    const found = await problemsWith(
      fact("  keyakinan: tinggi", "  bagian: [uu-20-2023/pasal-999]", "  keadaan: [arti-netralitas]"),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ file: join(folder, ledger), line: 4 });
    expect(found[0]?.text).toContain("uu-20-2023/pasal-999 tidak ada di knowledge/regulations");
  });

  it("that names a situation nobody wrote is a problem at its line", async () => {
    const found = await problemsWith(
      fact("  keyakinan: tinggi", "  bagian: [uu-20-2023]", "  keadaan: [tidak-pernah-ditulis]"),
    );
    expect(found[0]).toMatchObject({ line: 5 });
    expect(found[0]?.text).toContain("tidak-pernah-ditulis tidak ada di knowledge/situations");
  });

  it("that stands nowhere and has no source is a problem", async () => {
    const found = await problemsWith(fact("  keyakinan: tinggi", "  keadaan: [arti-netralitas]"));
    expect(found[0]?.text).toContain("tulis bagian tempatnya berdiri, atau sumber");
  });

  it("with a field nobody knows, or a confidence nobody knows, is a problem at that line", async () => {
    const found = await problemsWith(fact("  keyakinan: pasti", "  bagian: [uu-20-2023]"));
    expect(found[0]).toMatchObject({ line: 3 });
    expect((await problemsWith(fact("  keyakinan: tinggi", "  pasal: 5"))).length).toBeGreaterThan(0);
  });

  it("written twice is a problem", async () => {
    const once = fact("  keyakinan: tinggi", "  bagian: [uu-20-2023]");
    await writeFile(join(folder, "fakta", "lain.yaml"), once);
    expect((await problemsWith(once))[0]?.text).toBe("fakta fakta-percobaan ditulis dua kali");
  });

  it("in a file that is no list is a problem in a sentence", async () => {
    expect((await problemsWith("id: bukan-daftar\n"))[0]?.text).toContain("tulis daftar fakta");
    expect((await problemsWith("- id: [\n")).length).toBeGreaterThan(0);
  });

  it("without a situation or a reason is counted as open", async () => {
    expect(await problemsWith(fact("  keyakinan: tinggi", "  bagian: [uu-20-2023]"))).toEqual([]);
    expect(coverage(await readKnowledge(folder)).factsWithoutSituation).toEqual(["fakta-percobaan"]);
  });
});

describe("a situation without a passage", () => {
  const situation = "situations/kontak-petugas.md";

  it("is counted as open once it no longer says why", async () => {
    const text = await readFile(join(folder, situation), "utf8");
    await writeFile(join(folder, situation), text.replace(/^tanpa_dasar: .*\n/m, ""));
    expect(coverage(await readKnowledge(folder)).situationsWithoutPassage).toEqual(["kontak-petugas"]);
  });

  it("may not say that it has none while it has one", async () => {
    const text = await readFile(join(folder, situation), "utf8");
    await writeFile(join(folder, situation), text.replace("dasar: []", "dasar: [uu-20-2023]"));
    const problem = await problemsWith("[]\n");
    expect(problem[0]?.text).toContain("tanpa_dasar ditulis, padahal ada dasar");
  });
});
