import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runEvaluate } from "../src/run-evaluate.ts";
import { readMeasured } from "../src/stores/fusing-file.ts";
import { type OpenAiServer, startOpenAi } from "./support/openai-server/server.ts";
import { newFolder, removeFolder } from "./support/process.ts";
import { runInside } from "./support/run-inside.ts";
import { stemVector } from "./support/stem-vectors.ts";

const folder = newFolder();
let server: OpenAiServer;
beforeAll(async () => {
  server = await startOpenAi();
});
afterAll(async () => {
  await server.stop();
  removeFolder(folder);
});

const evaluate = (...args: string[]) =>
  runInside(runEvaluate, ["--embeddings", ...args], {
    environment: {
      DATA_DIR: folder,
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_EMBEDDING_MODEL: "stand-in-embedding",
    },
  });

/** Questions that words alone are unsure of. */
const vague = ["kemarin", "tadi", "minggu lalu", "waktu itu", "dulu"].flatMap((when) =>
  ["lapangan", "kantor"].flatMap((where) =>
    ["saya", "sy", "aku"].map((who) => `posisi ${who} gimana ya soal itu ${when} di ${where}`),
  ),
);

/** A model that knows roots and a few words for the same thing; but of these questions it knows what they mean. */
function understanding(text: string): number[] {
  return stemVector(/^posisi (?:saya|sy|aku) gimana/.test(text) ? "Menyukai unggahan calon" : text);
}

// They read all of the knowledge, on a machine that may be busy.
describe("npm run -s evaluate -- --embeddings", () => {
  it("skips every way of writing on dev.jsonl, where fusing beats nothing, and keeps that for the service", async () => {
    server.embedWith(understanding);
    const { code, stdout } = await evaluate("test/questions/dev.jsonl");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^stand-in-embedding@127\.0\.0\.1:\d+: \d{4} vectors of 256 numbers/m);
    expect(stdout).toMatch(/^santai +97 +100\.0 .*\[[−+]\d\.\d{3}, [−+]\d\.\d{3}\] {2}skipped$/m);
    expect(stdout).toMatch(/^0 that words alone are unsure of; these decide$/m);
    expect(stdout).toContain("used for: nothing; all others are found by words alone");
    const { model, on, classes = [] } = (await readMeasured(folder)) ?? {};
    expect(model).toMatch(/^stand-in-embedding@/);
    expect(on).toEqual({ kind: "questions", file: "dev.jsonl" });
    expect(classes.filter(({ better }) => better)).toEqual([]);
  });

  it("uses it for a way of writing where it beats words alone, computes no vector twice and keeps none of a question", async () => {
    const file = join(folder, "pertanyaan.jsonl");
    const label = { v: ["dilarang"], c: ["skb-netralitas-2022/lampiran-ii/huruf-a/angka-4"], topic: "medsos" };
    const questions = [...vague, "boleh ga Pak Sugiono 081234567890 ikut bagi kaos caleg?"];
    writeFileSync(file, questions.map((q, at) => JSON.stringify({ id: `v${at}`, q, ...label })).join("\n"));
    server.clear();
    server.embedWith(understanding);
    const { code, stdout } = await evaluate(file);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^santai .* better$/m);
    expect(stdout).toMatch(/^used for: santai$/m);
    expect((await readMeasured(folder))?.classes.filter(({ better }) => better)).toMatchObject([
      { register: "santai" },
    ]);
    const sent = server.requests.flatMap(({ body }) => body["input"] as string[]);
    // One text of the knowledge, to see whether the model is still the same; the questions, once for all and once for the unsure.
    const others = sent.filter((text) => !text.startsWith("posisi") && !text.includes("⟨…⟩"));
    expect(others).toHaveLength(1);
    expect(sent.length).toBeLessThanOrEqual(1 + 2 * questions.length);
    expect(sent.filter((text) => text.includes("bagi kaos caleg"))).not.toEqual([]);
    expect(sent.filter((text) => /sugiono|0812/i.test(text))).toEqual([]);
    expect(readFileSync(join(folder, "vectors.db")).includes("posisi")).toBe(false);
  });

  it("says what to set, or to look at, when there are no vectors to be had", async () => {
    const without = await runInside(runEvaluate, ["--embeddings"], { environment: { DATA_DIR: folder } });
    expect(without.code).toBe(2);
    expect(without.stderr).toContain("set OPENAI_EMBEDDING_MODEL, and OPENAI_API_KEY or OPENAI_BASE_URL");
    server.embedWith(() => [Number.NaN, 1]);
    const { code, stderr } = await evaluate("test/questions/dev.jsonl");
    expect(code).toBe(2);
    expect(stderr).toContain("see that the server of OPENAI_BASE_URL runs");
  });
});
