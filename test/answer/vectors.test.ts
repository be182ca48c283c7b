import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createVectors } from "../../src/answer/vectors.ts";
import { openVectorFile, type VectorFile } from "../../src/stores/vectors-sqlite.ts";
import { embedBy, noiseOf } from "../support/embeds.ts";
import { newFolder, removeFolder } from "../support/process.ts";

let folder: string;
const files: VectorFile[] = [];
beforeEach(() => {
  folder = newFolder();
});
afterEach(async () => {
  for (const file of files.splice(0)) await file.close();
  removeFolder(folder);
});

async function open(): Promise<VectorFile> {
  const file = await openVectorFile(folder);
  files.push(file);
  return file;
}

const texts = Array.from({ length: 200 }, (_, at) => `boleh ikut kegiatan nomor ${at}?`);

describe("the vectors of texts", () => {
  it("are computed once, in batches, and only those of changed texts again", async () => {
    const embed = embedBy((text) => noiseOf(text));
    const steps: string[] = [];
    const first = await createVectors(embed, await open()).of(texts, (done, of) => steps.push(`${done}/${of}`));
    expect(first?.map((vector) => [...vector])).toEqual(texts.map((text) => [...noiseOf(text)]));
    expect(steps).toEqual(["64/200", "128/200", "192/200", "200/200"]);
    expect(embed.asked).toHaveLength(200);
    embed.asked.length = 0;
    const changed = texts.with(7, "boleh ikut kegiatan lain?");
    expect(await createVectors(embed, await open()).of(changed)).toHaveLength(200);
    // One of the kept ones is asked for again, to see whether the model is still the same.
    expect(embed.asked).toEqual([texts[0], "boleh ikut kegiatan lain?"]);
  });

  it("that were computed before a kill or a failure are kept", async () => {
    const dying = embedBy((text, call) => (call > 2 ? undefined : noiseOf(text)));
    expect(await createVectors(dying, await open()).of(texts)).toBeUndefined();
    // Nothing was closed: another process opens the file as it lies there.
    const embed = embedBy((text) => noiseOf(text));
    expect(await createVectors(embed, await open()).of(texts)).toHaveLength(200);
    expect(embed.asked).toHaveLength(1 + 200 - 128);
  });

  it.each([
    ["another model", embedBy((text) => noiseOf(`lain ${text}`), "lain@127.0.0.1")],
    ["another model behind the same name", embedBy((text) => noiseOf(`lain ${text}`))],
    ["vectors of another length", embedBy((text) => noiseOf(text, 32))],
  ])("of %s are computed anew", async (_, other) => {
    await createVectors(
      embedBy((text) => noiseOf(text)),
      await open(),
    ).of(texts);
    const vectors = await createVectors(other, await open()).of(texts);
    expect(vectors?.[5]).toEqual((await other.embed([texts[5] ?? ""], { until: 0 }))?.[0]);
    expect(new Set(vectors?.map(({ length }) => length)).size).toBe(1);
  });

  it.each([
    ["numbers that are none", embedBy(() => new Float32Array(64).fill(Number.NaN))],
    ["nothing but zeros", embedBy(() => new Float32Array(64))],
    ["vectors of different lengths", embedBy((text) => noiseOf(text, 60 + (text.length % 2)))],
    ["vectors of another length in each answer", embedBy((text, call) => noiseOf(text, 60 + call))],
    ["too few", { name: "uji", embed: async () => [noiseOf("satu")] }],
    ["too many", { name: "uji", embed: async (all: readonly string[]) => [...all, "x"].map((text) => noiseOf(text)) }],
    ["no numbers at all", { name: "uji", embed: async (all: readonly string[]) => all.map(() => new Float32Array()) }],
  ])("are none when the model gives %s", async (_, embed) => {
    expect(await createVectors(embed, await open()).of([...texts, "a", "bb"])).toBeUndefined();
  });

  it("lie in a file for its owner alone, without the texts, and go when the texts do", async () => {
    const file = await open();
    const vectors = createVectors(
      embedBy((text) => noiseOf(text)),
      file,
    );
    await vectors.of(texts);
    await vectors.keepOnly(texts.slice(0, 3));
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
    await file.close();
    files.pop();
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name)).includes("boleh ikut"), name).toBe(false);
    const embed = embedBy((text) => noiseOf(text));
    await createVectors(embed, await open()).of(texts);
    expect(embed.asked).toHaveLength(1 + 197);
  });

  it("are computed anew when their file is damaged", async () => {
    const embed = embedBy((text) => noiseOf(text));
    const file = await open();
    await createVectors(embed, file).of(texts);
    await file.close();
    files.pop();
    const path = join(folder, "vectors.db");
    const bytes = readFileSync(path);
    for (const damaged of [Buffer.from("bukan basis data".repeat(100)), bytes.subarray(0, bytes.length / 2)]) {
      writeFileSync(path, damaged);
      const again = await open();
      expect(await createVectors(embed, again).of(texts)).toHaveLength(200);
      await again.close();
      files.pop();
    }
    expect(existsSync(path)).toBe(true);
  });
});
