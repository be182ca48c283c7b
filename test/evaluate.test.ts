import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { wilson } from "../src/answer/measure.ts";
import { LabelsError, readLabels } from "../src/evaluate/labels.ts";
import { evaluatingBy, runEvaluate } from "../src/run-evaluate.ts";
import { honest } from "./support/model-says.ts";
import { startOpenAi } from "./support/openai-server/server.ts";
import { runEntry } from "./support/process.ts";
import { runInside } from "./support/run-inside.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "evaluate-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(rows: readonly unknown[]): string {
  const file = join(folder, "questions.jsonl");
  writeFileSync(file, rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n"));
  return file;
}

const evaluate = (args: readonly string[], environment: Record<string, string> = {}) =>
  runInside(runEvaluate, args, { environment });

describe("npm run -s evaluate", () => {
  it("prints each measure with its interval, the confusion, every miss with why, and the splits", async () => {
    const file = write([
      { id: "a", q: "boleh like postingan caleg?", v: ["dilarang"], c: ["skb-netralitas-2022"], topic: "x" },
      { id: "b", q: "kalau PPPK?", v: ["dilarang"], c: ["uu-20-2023"], topic: "x", after: "a" },
      {
        id: "c",
        q: "boleh pakai mobil dinas ke kampanye?",
        v: ["boleh"],
        c: ["pp-49-2018"],
        topic: "x",
        not: ["DILARANG"],
      },
    ]);
    const { code, stdout } = await evaluate([file]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/verdict right +2\/3 +66\.7 % \[\d+\.\d–\d+\.\d\]/);
    expect(stdout).toMatch(/citation right +2\/3/);
    expect(stdout).toMatch(/confidently wrong +1\/3/);
    expect(stdout).toMatch(/forbidden claim +1\/3/);
    expect(stdout).toMatch(/^c boleh pakai mobil dinas/m);
    expect(stdout).toContain("expected boleh, said dilarang");
    expect(stdout).toMatch(/candidate: kendaraan-dinas \(dilarang\)/);
    expect(stdout).toContain("expected \\ said");
    expect(stdout).toMatch(/verdict right by register\n +formal +0\/0.*\n +santai +0\/1.*\n +singkat +2\/2/);
    expect(stdout).toContain("by likeness to the nearest stored variant");
  });

  it("measures what a language model adds, with true quotes alone, tokens, times and what that costs", async () => {
    const file = write([
      {
        id: "a",
        q: "kalau istri saya caleg boleh saya dampingi kampanye?",
        v: ["bersyarat"],
        c: ["se-menpanrb-18-2023"],
      },
      { id: "b", q: "boleh tidak ASN menyukai unggahan caleg?", v: ["dilarang"], c: ["skb-netralitas-2022"] },
    ]);
    const server = await startOpenAi();
    server.answerWith(honest("bersyarat"));
    const environment = { OPENAI_BASE_URL: server.baseUrl };
    const { code, stdout } = await evaluate(["--model", "--price-in", "1", "--price-out", "2", file], environment);
    await server.stop();
    expect(code).toBe(0);
    expect(stdout).toMatch(/offline\n +verdict right +2\/2[\s\S]*with the model\n +verdict right +2\/2/);
    expect(stdout).toMatch(/had a part in the answer +1\/2/);
    expect(stdout).toMatch(/… after the checks +(\d+)\/\1 /);
    expect(stdout).toMatch(/came to another verdict +1\/2/);
    expect(stdout).toMatch(/ms of what was asked: p50 [\d.]+, p95 [\d.]+/);
    expect(stdout).toMatch(/cost: \$ 0\.\d+/);
  });

  it("says which setting is missing where no model is set", async () => {
    const file = write([{ id: "a", q: "boleh like postingan caleg?", v: ["dilarang"] }]);
    const { code, stderr } = await evaluate(["--model", file]);
    expect(code).toBe(2);
    expect(stderr).toContain("OPENAI_API_KEY");
  });

  it("names the line of a prompt that cannot be read, and asks nobody", async () => {
    for (const name of ["pahami", "jawab"]) cpSync(join("prompts", `${name}.md`), join(folder, `${name}.md`));
    writeFileSync(join(folder, "jawab.md"), "---\ntujuan: x\n---\n");
    const file = write([{ id: "a", q: "boleh like postingan caleg?", v: ["dilarang"] }]);
    const { code, stderr } = await runInside(evaluatingBy(folder), ["--model", file], {
      environment: { OPENAI_BASE_URL: "http://127.0.0.1:9/v1" },
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^evaluate: what a language model is told needs mending:\n.*jawab\.md:\d+: /);
  });

  it("asks nobody while a price is missing or is none", async () => {
    const file = write([{ id: "a", q: "boleh like postingan caleg?", v: ["dilarang"] }]);
    for (const prices of [
      ["--price-in", "1"],
      ["--price-in", "murah", "--price-out", "2"],
    ]) {
      const { code, stdout, stderr } = await evaluate(["--model", ...prices, file]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("--price-in and --price-out want dollars");
    }
  });

  it("measures guard messages too", async () => {
    const file = write([
      { id: "a", q: "kades kami bagi-bagi sembako sambil kampanye, saya punya videonya", v: "lapor" },
      { id: "b", q: "boleh like postingan caleg?", v: "biasa" },
    ]);
    const { code, stdout } = await runEntry("evaluate.ts", ["--quiet", file]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/lapor: recall +1\/1/);
    expect(stdout).toMatch(/ordinary taken for a report +0\/1/);
  });

  it("measures what the tip line holds, on all lines or on those that nothing was tuned on", async () => {
    const file = write([
      { id: "a", q: "camat kami bagi duit ke warga tadi malam", v: "lapor" },
      { id: "b", q: "boleh like postingan caleg?", v: "biasa" },
      { id: "c", q: "bos nyuruh kumpul ktp, itu pelanggaran bukan?", v: "dilema" },
    ]);
    const { stdout } = await evaluate(["--tips", file]);
    expect(stdout).toMatch(/reports held +1\/1/);
    expect(stdout).toMatch(/false alarms +0\/1/);
    const even = (await evaluate(["--tips", "--lines", "even", file])).stdout;
    expect(even).toMatch(/^1 messages$/m);
    expect((await evaluate(["--tips", "test/questions/dev.jsonl"])).code).toBe(2);
  });

  it("names the file and line of bad input and exits with 2", async () => {
    for (const rows of [["not json"], [{ id: "a", q: "x", v: ["mungkin"] }]])
      await expect(readLabels(write(rows))).rejects.toThrow("questions.jsonl:1");
    await expect(readLabels(join(folder, "missing.jsonl"))).rejects.toThrow(LabelsError);
    const { code, stderr } = await evaluate([write(["not json"])]);
    expect(code).toBe(2);
    expect(stderr).toContain("questions.jsonl:1");
    expect((await evaluate([])).code).toBe(2);
  });
});

describe("Wilson's interval", () => {
  it("is the textbook one: 8 of 10 lies between 49.0 and 94.3 per cent", () => {
    const { share, low, high } = wilson(8, 10);
    expect(share).toBe(0.8);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
  });
});
