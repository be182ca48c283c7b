import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dayIn } from "../../src/clock.ts";
import { runDesk } from "../../src/desk/run-desk.ts";
import type { Statistics } from "../../src/office/statistics.ts";
import { weekOf } from "../../src/office/week.ts";
import { createCounts } from "../../src/stores/counts-sqlite.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { finish, newFolder, printed, removeFolder, startEntry } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import { usedFolder } from "../support/used-folder.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const desk = (...args: string[]) => runInside(runDesk, args, { environment: { DATA_DIR: folder } });

async function shown(...args: string[]): Promise<Statistics> {
  return JSON.parse((await desk("stats", "--json", ...args)).stdout) as Statistics;
}

/** Puts six of a topic into this week, as an office in WIB has it. */
async function fill(): Promise<void> {
  const week = weekOf(dayIn("WIB", new Date()));
  const database = await openDatabase(folder);
  await createCounts(database).add([
    { week, kind: "topic", key: "media-sosial", count: 6 },
    { week, kind: "verdict", key: "dilarang", count: 6 },
  ]);
  await database.destroy();
}

describe("desk stats", () => {
  it("works beside a running service, which writes what it counted when it stops", async () => {
    await usedFolder(folder);
    const service = startEntry("main.ts", [], { DATA_DIR: folder });
    const ended = finish(service);
    await printed(service, "siap: terminal");
    expect((await shown()).weeks.map(({ questions }) => questions)).toEqual(["<5", "<5", "<5", "<5"]);
    for (let at = 0; at < 6; at += 1) service.stdin.write("boleh like postingan caleg?\n");
    service.stdin.write("Lapor! Camat kami membagikan uang untuk seorang calon, buktinya ada.\n");
    service.stdin.end();
    expect((await ended).code).toBe(0);
    const { weeks, topics } = await shown("--weeks", "1");
    expect(topics).toEqual(["media-sosial"]);
    expect(weeks).toMatchObject([
      { questions: ">=6", topics: [{ topic: "media-sosial", count: 6 }], unanswered: "<5" },
    ]);
  });

  it("prints a table, CSV in two styles, and a picture", async () => {
    await fill();
    expect((await desk("stats")).stdout).toMatch(/^ {2}media-sosial( +<5){3} +6$/m);
    expect((await desk("stats", "--csv", "--weeks", "1")).stdout).toMatch(
      /^week,from.*\r\n[\s\S]*,topic,media-sosial,6\r\n$/,
    );
    expect((await desk("stats", "--csv", "excel")).stdout).toMatch(/^\ufeffweek;from/);
    const file = join(folder, "statistik.png");
    expect(await desk("stats", "--json", "--png", file)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\{.*\}\n$/),
    });
    expect(readFileSync(file).subarray(1, 4).toString()).toBe("PNG");
  });

  it.each([
    [["--weeks", "0"], "1 to 53"],
    [["--weeks", "banyak"], "1 to 53"],
    [["--csv", "tab"], "comma or excel"],
    [["--csv", "--json"], "either"],
    [["--png", "/tidak/ada/x.png"], "folder that exists"],
  ])("%j ends with 2 and a sentence", async (args, sentence) => {
    const { code, stderr, stdout } = await desk("stats", ...args);
    expect(stderr).toContain(sentence);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(existsSync("/tidak/ada")).toBe(false);
  });
});
