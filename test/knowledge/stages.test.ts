import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isBetween, runningOn } from "../../src/knowledge/running-stages.ts";
import { type Calendar, parseCalendar, type Stage } from "../../src/knowledge/stages.ts";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";

const shippedText = await readFile(join(knowledgeFolder, "tahapan.yaml"), "utf8");
const { calendar, problems } = parseCalendar("tahapan.yaml", shippedText);

/** The shipped file with one passage of it changed, and what is wrong with it then. */
function problemsAfter(from: string, to: string) {
  expect(shippedText).toContain(from);
  return parseCalendar("tahapan.yaml", shippedText.replace(from, to)).problems;
}

function lineOf(text: string, within = shippedText): number {
  return within.split("\n").findIndex((line) => line.includes(text)) + 1;
}

const names = (on: string) => runningOn(calendar, on).map(({ election, stage }) => `${election} ${stage}`);

describe("the shipped calendar", () => {
  it("is in order, and every stage has its source and the day it was checked", () => {
    expect(problems).toEqual([]);
    for (const { sources, checked, according } of calendar.stages) {
      expect(sources.length).toBeGreaterThan(0);
      expect(checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(according).toMatch(/PKPU/);
    }
  });

  it.each([
    ["2023-11-28", ["pemilu-2024 kampanye"]],
    ["2024-01-25", ["pemilu-2024 kampanye"]],
    ["2024-02-13", ["pemilu-2024 masa-tenang", "pilkada-2024 sebelum-penetapan"]],
    ["2024-02-14", ["pemilu-2024 hari-pemungutan", "pilkada-2024 sebelum-penetapan"]],
    ["2024-09-21", ["pemilu-2024 setelah-pemungutan", "pilkada-2024 sebelum-penetapan"]],
    ["2024-09-22", ["pemilu-2024 setelah-pemungutan", "pilkada-2024 setelah-penetapan"]],
    ["2024-10-20", ["pemilu-2024 setelah-pemungutan", "pilkada-2024 kampanye"]],
    ["2024-11-23", ["pilkada-2024 kampanye"]],
    ["2024-11-24", ["pilkada-2024 masa-tenang"]],
    ["2024-11-27", ["pilkada-2024 hari-pemungutan"]],
    ["2024-12-16", ["pilkada-2024 setelah-pemungutan"]],
    ["2024-12-17", []],
    ["2026-11-28", []],
  ])("has on %s the stages %j", (day, expected) => {
    expect(names(day)).toEqual(expected);
  });

  it("knows that nothing runs between the elections, and that it does not know before 2022 and from 2027 on", () => {
    expect(isBetween(calendar, "2026-11-28")).toBe(true);
    expect(isBetween(calendar, "2019-04-10")).toBe(false);
    expect(isBetween(calendar, "2027-01-01")).toBe(false);
  });

  it("has no day for what is not fixed: the elections of 2029 and 2031 are remarks", () => {
    expect(calendar.stages.every(({ until }) => until < "2025-01-01")).toBe(true);
    expect(calendar.upcoming.map(({ election }) => election)).toEqual(["pemilu-2029", "pilkada-2031"]);
    expect(calendar.upcoming[0]?.note).toContain("belum ditetapkan");
  });
});

describe("a mistake in the calendar", () => {
  it("is named by line when days run backwards", () => {
    const changed = "kampanye: { dari: 2024-09-25, sampai: 2024-09-01 }";
    expect(problemsAfter("kampanye: { dari: 2024-09-25, sampai: 2024-11-23 }", changed)).toEqual([
      {
        file: "tahapan.yaml",
        line: lineOf("kampanye: { dari: 2024-09-25"),
        text: expect.stringContaining("mendahului"),
      },
    ]);
  });

  it("is named by line when two stages share a day", () => {
    const [problem] = problemsAfter(
      "{ dari: 2024-11-24, sampai: 2024-11-26 }",
      "{ dari: 2024-11-23, sampai: 2024-11-26 }",
    );
    expect(problem?.line).toBe(lineOf("masa-tenang: { dari: 2024-11-24"));
    expect(problem?.text).toContain("bertumpuk dengan kampanye (2024-09-25 sampai 2024-11-23)");
  });

  it("is named by line when a day, a stage, an election or a source is none", () => {
    const day = problemsAfter("2023-11-28, sampai: 2024-02-10", "2023-11-28, sampai: 2024-02-30");
    expect(day).toEqual([
      { file: "tahapan.yaml", line: lineOf("kampanye: { dari: 2023-11-28"), text: expect.stringContaining("kalender") },
    ]);
    expect(problemsAfter("hari-pemungutan: { dari: 2024-02-14", "pencoblosan: { dari: 2024-02-14")).toEqual([
      {
        file: "tahapan.yaml",
        line: lineOf("hari-pemungutan: { dari: 2024-02-14"),
        text: expect.stringContaining("pencoblosan"),
      },
    ]);
    expect(problemsAfter("pemilihan: pemilu-2024", "pemilihan: pileg-2024")[0]?.text).toContain("pilkada-2024");
    expect(problemsAfter("- https://voi.id", "- voi.id")[0]?.line).toBe(lineOf("- https://voi.id"));
  });

  it("is named by line when it is no YAML, or a field is missing", () => {
    expect(problemsAfter("tahapan:\n", "tahapan: [\n").length).toBeGreaterThan(0);
    expect(problemsAfter("    daerah: nasional\n", "")[0]?.text).toMatch(/^tahapan\.0\.daerah: /);
  });

  it("keeps facts of low confidence out", () => {
    expect(problemsAfter("keyakinan: tinggi", "keyakinan: rendah")).toHaveLength(1);
  });
});

describe("a region with stages of its own", () => {
  const stage = (region: string, name: Stage["stage"], from: string, until: string): Stage => ({
    election: "pilkada-2030",
    region,
    stage: name,
    from,
    until,
    according: "contoh",
    sources: ["https://contoh.go.id"],
    confidence: "tinggi",
    checked: "2030-01-01",
    note: undefined,
  });
  const national = [
    stage("nasional", "kampanye", "2030-09-01", "2030-10-31"),
    stage("nasional", "masa-tenang", "2030-11-01", "2030-11-03"),
  ];
  const on = (stages: Stage[], day: string) =>
    runningOn({ stages, upcoming: [] } satisfies Calendar, day).map((each) => `${each.region} ${each.stage}`);

  it("counts before the nation's, and keeps the nation's for the rest", () => {
    const stages = [...national, stage("kota-ambon", "kampanye", "2030-09-10", "2030-10-31")];
    expect(on(stages, "2030-09-05")).toEqual([]);
    expect(on(stages, "2030-09-10")).toEqual(["kota-ambon kampanye"]);
    expect(on(stages, "2030-11-02")).toEqual(["nasional masa-tenang"]);
  });
});
