import { describe, expect, it } from "vitest";
import { tableOf } from "../../src/desk/stats-table.ts";
import type { Count, CountKind } from "../../src/office/counts.ts";
import { figureOf, totalOf } from "../../src/office/figures.ts";
import { statisticsOf } from "../../src/office/statistics.ts";
import { toCsv } from "../../src/office/statistics-csv.ts";
import { topicName } from "../../src/office/topic-name.ts";
import { daysOf, spellPeriod, weekOf, weeksUpTo } from "../../src/office/week.ts";

const WEEK = "2026-W47";
const topicOf = { like: "media-sosial", foto: "partai", baliho: "pppk", melapor: "cara-lapor" };
const countable = new Map(Object.entries(topicOf).map(([id, topic]) => [id, { topic }]));

const counted = (kind: CountKind, cells: Record<string, number>, week = WEEK): Count[] =>
  Object.entries(cells).map(([key, count]) => ({ week, kind, key, count }));

describe("a week", () => {
  it.each([
    ["2026-11-22", "2026-W47"],
    ["2026-11-23", "2026-W48"],
    ["2026-12-31", "2026-W53"],
    ["2027-01-03", "2026-W53"],
    ["2027-01-04", "2027-W01"],
    ["2024-12-30", "2025-W01"],
    ["2021-01-01", "2020-W53"],
    ["2023-01-01", "2022-W52"],
  ])("has %s in %s", (day, week) => {
    expect(weekOf(day)).toBe(week);
    const { from, to } = daysOf(week);
    expect(from <= day && day <= to).toBe(true);
  });

  it("follows the one before, over the end of a year too", () => {
    expect(weeksUpTo("2027-01-06", 4)).toEqual(["2026-W51", "2026-W52", "2026-W53", "2027-W01"]);
    expect(daysOf("2026-W53")).toEqual({ from: "2026-12-28", to: "2027-01-03" });
  });
});

describe("a period", () => {
  it.each([
    ["2026-11-16", "2026-11-22", "16–22 November 2026"],
    ["2026-10-26", "2026-11-22", "26 Oktober – 22 November 2026"],
    ["2026-12-28", "2027-01-03", "28 Desember 2026 – 3 Januari 2027"],
  ])("from %s to %s is spelt %s", (from, to, spelt) => expect(spellPeriod(from, to)).toBe(spelt));
});

describe("a count that is shown", () => {
  it("is hidden below five, none at all included", () => {
    expect([0, 1, 4, 5, 12].map(figureOf)).toEqual(["<5", "<5", "<5", 5, 12]);
  });

  it("has a total that is exact only when nothing in it is hidden", () => {
    expect(totalOf([7, 12])).toBe(19);
    expect(totalOf([])).toBe(0);
    expect(totalOf([7, 12, 0])).toBe(">=19");
    expect(totalOf([7, 12, 4])).toBe(">=19");
    expect(totalOf([7, 4, 4])).toBe(">=7");
    expect(totalOf([7, 4, 4, 4])).toBe(">=12");
    expect(totalOf([4, 0])).toBe("<5");
    expect(totalOf([2, 2, 2])).toBe(">=5");
  });

  it.each([1, 2, 3, 4, 5])(
    "leaves every one of %s hidden counts anything from 0 to 4, whatever the total says",
    (many) => {
      const possible = new Map<string, Array<Set<number>>>();
      for (let at = 0; at < 5 ** many; at += 1) {
        const hidden = Array.from({ length: many }, (_, place) => Math.floor(at / 5 ** place) % 5);
        const total = String(totalOf([8, ...hidden]));
        const sets = possible.get(total) ?? hidden.map(() => new Set<number>());
        for (const [place, count] of hidden.entries()) sets[place]?.add(count);
        possible.set(total, sets);
      }
      for (const [total, sets] of possible) for (const set of sets) expect(set.size, total).toBe(5);
    },
  );
});

describe("what is shown of the counts", () => {
  const counts = [
    ...counted("topic", { "media-sosial": 12, partai: 4, pppk: 6 }),
    ...counted("verdict", { dilarang: 15, boleh: 9, di_luar_cakupan: 7, tolak: 2 }),
    ...counted("unanswered", { "": 8 }),
    ...counted("opinion-up", { like: 9, foto: 2 }),
    ...counted("opinion-down", { foto: 5, baliho: 1 }),
    ...counted("topic", { partai: 30 }, "2026-W46"),
    ...counted("verdict", { boleh: 30 }, "2026-W46"),
  ];
  const { weeks, topics } = statisticsOf(counts, ["2026-W46", WEEK], countable);

  it("is the topics of the week by how often they were asked, small ones left out", () => {
    expect(weeks[1]?.topics).toEqual([
      { topic: "media-sosial", count: 12 },
      { topic: "pppk", count: 6 },
    ]);
    expect(topics).toEqual(["partai", "media-sosial", "pppk"]);
  });

  it("is all questions, what got no answer and its share, what was outside and what was declined", () => {
    // Hidden are 4 (partai), 2 (answers by article alone) and 2 (declined), which round down to 5.
    expect(weeks[1]).toMatchObject({
      questions: ">=38",
      references: "<5",
      unanswered: 8,
      unansweredPercent: 22,
      outside: 7,
      declined: "<5",
    });
  });

  it("is the opinions, by situation where enough were given", () => {
    expect(weeks[1]).toMatchObject({ up: ">=9", down: ">=5" });
    expect(weeks[1]?.opinions).toEqual([
      { situation: "foto", up: "<5", down: 5 },
      { situation: "like", up: 9, down: "<5" },
    ]);
  });

  it("is nothing but hidden figures where nothing was counted", () => {
    expect(statisticsOf([], [WEEK], countable).weeks[0]).toMatchObject({
      questions: "<5",
      topics: [],
      unanswered: "<5",
    });
  });

  it("is the same whichever small topic was asked, and whatever became known since", () => {
    const base = [...counted("verdict", { boleh: 20 }), ...counted("unanswered", { "": 9 })];
    const shown = [
      { "media-sosial": 18, partai: 2 },
      { "media-sosial": 18, pppk: 2 },
      { "media-sosial": 18, lama: 2 },
    ].map((cells) =>
      statisticsOf([...base, ...counted("topic", cells)], [WEEK], new Map([...countable, ["lama", { topic: "lama" }]])),
    );
    expect(shown[1]).toEqual(shown[0]);
    expect(shown[2]).toEqual(shown[0]);
  });

  it("is in the CSV of RFC 4180, or as an Indonesian Excel opens it", () => {
    const statistics = statisticsOf(counts, [WEEK], countable);
    const lines = toCsv(statistics).split("\r\n");
    expect(lines[0]).toBe("week,from,to,kind,key,count");
    expect(lines).toContain("2026-W47,2026-11-16,2026-11-22,questions,,>=38");
    expect(lines).toContain("2026-W47,2026-11-16,2026-11-22,topic,media-sosial,12");
    expect(lines).toContain("2026-W47,2026-11-16,2026-11-22,down,foto,5");
    expect(lines.at(-1)).toBe("");
    const excel = toCsv(statistics, "excel");
    expect(excel.startsWith("\ufeffweek;from;to;kind;key;count\r\n")).toBe(true);
    expect(excel.slice(1).replaceAll(";", ",")).toBe(lines.join("\r\n"));
    const odd = toCsv(statisticsOf(counted("topic", { 'a,"b"': 9 }), [WEEK], countable));
    expect(odd).toContain(',topic,"a,""b""",9\r\n');
  });

  it("is in the table for people, hidden figures marked", () => {
    const table = tableOf(statisticsOf(counts, ["2026-W46", WEEK], countable));
    const row = (label: string) =>
      table
        .find((line) => line.trimStart().startsWith(label))
        ?.split(/\s{2,}/)
        .slice(-2);
    expect(row("partai")).toEqual(["30", "<5"]);
    expect(row("media-sosial")).toEqual(["<5", "12"]);
    expect(row("questions")).toEqual([">=30", ">=38"]);
    expect(table.join("\n")).not.toContain("cara-lapor");
  });

  it("names topics as people read them", () => {
    expect(["grup-wa", "ktp-dukungan", "tni-polri", "partai"].map(topicName)).toEqual([
      "Grup WA",
      "KTP dukungan",
      "TNI Polri",
      "Partai",
    ]);
  });
});
