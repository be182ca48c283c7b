import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { shippedAnswering } from "../support/answering.ts";

const { answer } = await shippedAnswering();

type Labelled = { q: string; v: string };

function messages(file: string, label: string): string[] {
  const lines = readFileSync(`test/questions/${file}`, "utf8").trim().split("\n");
  return lines.flatMap((line) => {
    const { q, v } = JSON.parse(line) as Labelled;
    return v === label ? [q] : [];
  });
}

/** The share of messages that never reach officers or counts. */
async function heldBack(texts: readonly string[]): Promise<number> {
  const held = await Promise.all(
    texts.map(async (text) => {
      const { verdict, findings } = await answer(text);
      return verdict === "lapor" || findings.accuses;
    }),
  );
  return held.filter(Boolean).length / texts.length;
}

describe("what tells of somebody", () => {
  it.each(["guards-held.jsonl", "guards-fresh.jsonl"])(
    "is held back from officers nine times in ten: %s",
    async (file) => {
      expect(await heldBack(messages(file, "lapor"))).toBeGreaterThanOrEqual(0.9);
    },
  );

  it.each(["guards-held.jsonl", "guards-fresh.jsonl"])("takes few ordinary questions along: %s", async (file) => {
    expect(await heldBack(messages(file, "biasa"))).toBeLessThanOrEqual(0.15);
  });

  it.each([
    "apakah camat boleh hadir di kampanye?",
    "saya guru, boleh ajak murid mencoblos?",
    "sebagai lurah, bolehkah kami menyebarkan jadwal KPU?",
    "apa sanksi bagi kepala dinas yang tidak netral?",
    "boleh like postingan caleg?",
  ])("%j tells of nobody", async (text) => {
    expect((await answer(text)).findings.accuses).toBe(false);
  });
});
