import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import type { Coverage } from "../../src/knowledge/coverage.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";

let folder: string;

beforeEach(async () => {
  folder = newFolder();
  await cp(knowledgeFolder, folder, { recursive: true, filter: (path) => !path.endsWith("ranker.bin") });
});

afterEach(() => removeFolder(folder));

describe("desk kb coverage", () => {
  it("finds every fact answered and every situation founded, and ends with 0", async () => {
    const { code, stdout, stderr } = await runInside(runDesk, ["kb", "coverage", "--json"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const found = JSON.parse(stdout) as Coverage;
    expect(Object.keys(found)).toEqual(["facts", "situations", "factsWithoutSituation", "situationsWithoutPassage"]);
    expect(found).toMatchObject({ factsWithoutSituation: [], situationsWithoutPassage: [] });
    expect(found.facts).toBeGreaterThan(0);
  });

  it("names a fact that nothing answers, and ends with 1", async () => {
    await writeFile(
      join(folder, "fakta", "baru.yaml"),
      "- id: fakta-baru\n  fakta: Kalimat percobaan yang cukup panjang.\n  keyakinan: tinggi\n  bagian: [uu-20-2023]\n",
    );
    const asJson = await runInside(runDesk, ["kb", "coverage", "--json", "--knowledge", folder]);
    expect(asJson.code).toBe(1);
    expect((JSON.parse(asJson.stdout) as Coverage).factsWithoutSituation).toEqual(["fakta-baru"]);
    const inWords = await runInside(runDesk, ["kb", "coverage", "--knowledge", folder]);
    expect(inWords.code).toBe(1);
    expect(inWords.stdout).toContain("1 without a situation");
    expect(inWords.stdout).toContain("  fakta-baru");
  });

  it("says which file and line is wrong when the ledger cannot be read", async () => {
    await writeFile(join(folder, "fakta", "baru.yaml"), "- id: fakta-baru\n  fakta: pendek\n  keyakinan: tinggi\n");
    const { code, stderr } = await runInside(runDesk, ["kb", "coverage", "--knowledge", folder]);
    expect(code).toBe(2);
    expect(stderr).toContain("baru.yaml:2: fakta:");
  });
});
