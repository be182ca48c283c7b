import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { learnAccuse } from "../../src/answer/learn-accuse.ts";
import { readLabels } from "../../src/evaluate/labels.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";
import { readComplaintLessons, readLearnedComplaints } from "../../src/stores/complaints-file.ts";
import { shippedAnswering } from "../support/answering.ts";
import { computedMs } from "../support/computing.ts";

const { mayAccuse } = await shippedAnswering();

const FIRST = ["guards-dev.jsonl", "guards-held.jsonl"];

async function messages(files: readonly string[], kinds: readonly string[]): Promise<string[]> {
  const labels = await Promise.all(files.map((file) => readLabels(join("test/questions", file))));
  return labels
    .flatMap(({ kind, rows }) => (kind === "guards" ? rows : []))
    .flatMap(({ q, v }) => (kinds.includes(v) ? [q] : []));
}

const heldOf = (texts: readonly string[]) => texts.filter(mayAccuse).length / texts.length;

describe("the guard of the tip line", () => {
  it.each([
    { name: "the messages of the first issue", files: FIRST },
    { name: "those written later", files: ["guards-fresh.jsonl"] },
    { name: "two hundred by another hand", files: ["guard-new.jsonl"] },
  ])("holds 98 reports in 100 and at most 3 ordinary messages: $name", async ({ files }) => {
    expect(heldOf(await messages(files, ["lapor"]))).toBeGreaterThanOrEqual(0.98);
    expect(heldOf(await messages(files, ["biasa", "di_luar_cakupan"]))).toBeLessThanOrEqual(0.03);
  });

  it.each([
    "S E K D E S  b a g i  a m p l o p",
    "s e k d e s b a g i a m p l o p",
    "s.e.k.d.e.s b.a.g.i a.m.p.l.o.p",
    "s3kd3s b4g1 4mpl0p",
    "sek\u200bdes ba\u200bgi am\u200bplop",
    "ѕеkdеs bаgi аmplор",
    "𝐬𝐞𝐤𝐝𝐞𝐬 𝐛𝐚𝐠𝐢 𝐚𝐦𝐩𝐥𝐨𝐩",
    "ＳＥＫＤＥＳ　ＢＡＧＩ　ＡＭＰＬＯＰ",
    "SEKDES BAGI AMPLOP!!!",
    "seeekkkdes baaagi amplooop",
    "sekdes💰bagi💰amplop",
    "sekdes_bagi_amplop.jpg",
    "sekdes-bagi-amplop (1).jpeg",
    "SekdesBagiAmplop.jpg",
    "sekdes%20bagi%20amplop.jpg",
  ])("reads it however it is spelled: %j", (text) => {
    expect(mayAccuse(text)).toBe(true);
  });

  it.each(["/camat bagi duit", "/tidak 12 pak lurah bagi amplop ke warga hari itu"])(
    "reads what stands behind a command: %j",
    (text) => {
      expect(mayAccuse(text)).toBe(true);
    },
  );

  it.each([
    ...["/lapor", "/cek", "/hadir 12", "/topik@sinetral_bot 2", "BATAL", "SELESAI", "LEWATI", "YA", "lewati", "2", ""],
    ...["STOP", "berhenti", "🙏", "sekcam", "Sekretaris Kecamatan", "pak lurah", "rapat di kabupaten", "anak sakit"],
    ...["mendampingi bupati ke desa", "terima kasih pak camat", "sanksi kades", "bagi sembako", "mobil dinas"],
    ...["apakah camat boleh hadir di kampanye?", "kalau kades bagi amplop kena sanksi apa?"],
  ])("lets pass what tells of nobody: %j", (text) => {
    expect(mayAccuse(text)).toBe(false);
  });

  it("finds a story between ordinary lines", async () => {
    const ordinary = (await messages(["guard-new.jsonl"], ["biasa"])).slice(0, 20);
    const long = [...ordinary.slice(0, 10), "kemarin pak lurah bagi amplop ke warga", ...ordinary.slice(10)];
    expect([ordinary, long].map((lines) => mayAccuse(lines.join("\n")))).toEqual([false, true]);
  });

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => typeof mayAccuse(text) === "boolean"),
      { seed: 33 },
    );
    expect(typeof mayAccuse("\ud800 pak camat \udc00")).toBe("boolean");
  });

  it("takes two milliseconds at most, and a second for the longest text that is carried", async () => {
    const texts = await messages(FIRST, ["lapor", "biasa", "di_luar_cakupan"]);
    const before = computedMs();
    for (const text of texts) mayAccuse(text);
    expect((computedMs() - before) / texts.length).toBeLessThan(2);
    for (const text of [
      "apakah pns boleh like calon? ".repeat(2_300),
      "a ".repeat(32_768),
      "?".repeat(65_536),
      "x1".repeat(32_768),
    ]) {
      const began = computedMs();
      mayAccuse(text);
      expect(computedMs() - began).toBeLessThan(1_000);
    }
  });
});

describe("what the guard learned", () => {
  it("is of the lessons that are shipped", async () => {
    const { digest } = await readComplaintLessons(knowledgeFolder, await readKnowledge(knowledgeFolder));
    const { lessons } = await readLearnedComplaints(knowledgeFolder);
    expect(lessons, 'knowledge/ changed: run "npm run learn" and commit knowledge/pengaduan.bin').toBe(digest);
  });

  it("is the same when learned twice from the same lessons", async () => {
    const { lessons } = await readComplaintLessons(knowledgeFolder, await readKnowledge(knowledgeFolder));
    const some = lessons.filter((_, at) => at % 100 === 0);
    expect(learnAccuse(some)).toEqual(learnAccuse(some));
  });

  it("was not learned from what it is measured on", async () => {
    const { lessons } = await readComplaintLessons(knowledgeFolder, await readKnowledge(knowledgeFolder));
    const learned = new Set(lessons.map(({ text }) => text.toLowerCase()));
    const measured = await messages(["guard-new.jsonl", "guards-fresh.jsonl", ...FIRST], ["lapor"]);
    expect(measured.filter((text) => learned.has(text.toLowerCase()))).toEqual([]);
  });

  it("stops the start when it is missing or cut short, and names the file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "complaints-"));
    await expect(readLearnedComplaints(folder)).rejects.toThrow("pengaduan.bin");
    await writeFile(join(folder, "pengaduan.bin"), "hello");
    await expect(readLearnedComplaints(folder)).rejects.toThrow("npm run learn");
    await copyFile(join(knowledgeFolder, "pengaduan.bin"), join(folder, "pengaduan.bin"));
    await expect(readLearnedComplaints(folder)).resolves.toBeDefined();
    await rm(folder, { recursive: true });
  });

  it("names the line of a lesson that is none", async () => {
    const folder = await mkdtemp(join(tmpdir(), "complaints-"));
    await writeFile(join(folder, "pengaduan.yaml"), "pelaku:\n  - camat\nlaporan: 3\n");
    const knowledge = await readKnowledge(knowledgeFolder);
    await expect(readComplaintLessons(folder, knowledge)).rejects.toThrow(/pengaduan\.yaml:3: laporan/);
    await rm(folder, { recursive: true });
  });
});
