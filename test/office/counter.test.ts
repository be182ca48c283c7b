import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reportingTopics } from "../../src/knowledge/told-to-nobody.ts";
import type { Log } from "../../src/log.ts";
import { type Counter, createCounter } from "../../src/office/counter.ts";
import type { Counted } from "../../src/office/counts.ts";
import { createCounts } from "../../src/stores/counts-sqlite.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { shippedAnswering } from "../support/answering.ts";
import { silentLog } from "../support/conversation.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const topics: Record<string, string> = { like: "media-sosial", foto: "foto-pose", melapor: "cara-lapor" };
const written = { channel: "telegram", late: false, kind: "text" } as const;
const answer = (verdict: string, situation?: string, message: Counted["message"] = written) =>
  ({ kind: "answer", verdict, situation, message }) as Counted;
const opinion = (situation: string, helpful: boolean, message: Counted["message"] = written) =>
  ({ kind: "opinion", situation, helpful, message }) as Counted;

let folder: string;
let db: Database;
let logged: string[];
let counter: Counter;
let week: string;

function open(): Counter {
  const log: Log = { ...silentLog, warn: (event) => void logged.push(event) };
  return createCounter({ counts: createCounts(db), topicOf: (id) => topics[id], week: () => week, log });
}

/** Every byte of the database. */
function bytes(): string {
  return readdirSync(folder)
    .sort()
    .map((name) => `${name} ${readFileSync(join(folder, name)).toString("base64")}`)
    .join("\n");
}

const read = (...weeks: string[]) => createCounts(db).read(weeks);

beforeEach(async () => {
  folder = newFolder();
  db = await openDatabase(folder);
  logged = [];
  week = "2026-W47";
  counter = open();
});

afterEach(async () => {
  await counter.stop();
  await db.destroy();
  removeFolder(folder);
});

describe("what is counted", () => {
  it("is the week, the verdict and the topic of an answer, and nothing else", async () => {
    for (const at of [1, 2, 3]) counter.count(answer(at === 3 ? "boleh" : "dilarang", "like"));
    await counter.flush();
    expect(await read(week)).toEqual([
      { week, kind: "topic", key: "media-sosial", count: 3 },
      { week, kind: "verdict", key: "boleh", count: 1 },
      { week, kind: "verdict", key: "dilarang", count: 2 },
    ]);
    const columns = await db.introspection.getTables();
    expect(columns.find(({ name }) => name === "counts")?.columns.map(({ name }) => name)).toEqual([
      "week",
      "kind",
      "key",
      "count",
    ]);
  });

  it("is that a question stayed open, was declined or was about something else, without its topic", async () => {
    counter.count(answer("tidak_tahu", "like"));
    counter.count(answer("tolak"));
    counter.count(answer("di_luar_cakupan"));
    await counter.flush();
    expect((await read(week)).map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      "unanswered ",
      "verdict di_luar_cakupan",
      "verdict tolak",
    ]);
  });

  it("is what people think of an answer, by situation", async () => {
    counter.count(opinion("like", true));
    counter.count(opinion("like", false));
    counter.count(opinion("like", false));
    await counter.flush();
    expect((await read(week)).map(({ kind, key, count }) => [kind, key, count])).toEqual([
      ["opinion-down", "like", 2],
      ["opinion-up", "like", 1],
    ]);
  });

  it("adds up over flushes and restarts, each week for itself", async () => {
    counter.count(answer("boleh", "foto"));
    await counter.flush();
    counter.count(answer("boleh", "foto"));
    week = "2026-W48";
    counter.count(answer("boleh", "foto"));
    await counter.stop();
    counter = open();
    counter.count(answer("boleh", "foto"));
    await counter.flush();
    const shown = (await read("2026-W47", "2026-W48")).filter(({ kind }) => kind === "topic");
    expect(shown.map(({ week: at, count }) => [at, count])).toEqual([
      ["2026-W47", 2],
      ["2026-W48", 2],
    ]);
  });
});

describe("what the metrics show of it", () => {
  it("is how many answers each channel gave since the start, and no opinion", () => {
    counter.count(answer("boleh", "foto"));
    counter.count(answer("tidak_tahu"));
    counter.count(opinion("like", true));
    counter.count(answer("dilarang", "like", { ...written, channel: "whatsapp" }));
    expect([...counter.answered()]).toEqual([
      ["telegram", 2],
      ["whatsapp", 1],
    ]);
  });
});

describe("what is never counted", () => {
  const never: ReadonlyArray<readonly [string, Counted]> = [
    ["a report", answer("lapor")],
    ["a report that a situation fits", answer("lapor", "like")],
    ["a question how to report", answer("penjelasan", "melapor")],
    ["a question how to report that stayed open", answer("tidak_tahu", "melapor")],
    ["an opinion of the answer how to report", opinion("melapor", true)],
    ["an opinion of what is not known any more", opinion("dihapus", true)],
    ["what was written before the start", answer("dilarang", "like", { ...written, late: true, kind: "text" })],
    ["what came with a file", answer("dilarang", "like", { ...written, late: false, kind: "file" })],
    ["a late opinion", opinion("like", true, { ...written, late: true, kind: "button" })],
  ];

  it.each(never)("%s: the database stays as it was, byte for byte", async (_, event) => {
    counter.count(answer("boleh", "foto"));
    await counter.flush();
    const before = bytes();
    counter.count(event);
    await counter.flush();
    await counter.stop();
    expect(bytes()).toBe(before);
    expect([...counter.answered()]).toEqual([["telegram", 1]]);
  });

  it("shows beside other counts neither: the same is written with it and without", async () => {
    const write = async (events: readonly Counted[]) => {
      const other = newFolder();
      const database = await openDatabase(other);
      const counting = createCounter({
        counts: createCounts(database),
        topicOf: (id) => topics[id],
        week: () => week,
        log: silentLog,
      });
      for (const event of events) counting.count(event);
      await counting.stop();
      const rows = await createCounts(database).read([week]);
      await database.destroy();
      removeFolder(other);
      return rows;
    };
    const asked = [answer("boleh", "foto"), answer("tidak_tahu"), opinion("like", false)];
    expect(await write([...never.map(([, event]) => event), ...asked])).toEqual(await write(asked));
  });

  it("are the topics about reporting, every one that the knowledge has", async () => {
    const { knowledge } = await shippedAnswering();
    const group = knowledge.topics.find(({ situations }) =>
      situations.some((id) => knowledge.situations.get(id)?.topic === "cara-lapor"),
    );
    const about = new Set(group?.situations.map((id) => knowledge.situations.get(id)?.topic));
    expect(about.size).toBeGreaterThan(0);
    for (const topic of about) expect([...reportingTopics]).toContain(topic);
  });
});

describe("the writing of counts", () => {
  it("happens when asked and not before, in an order that is not that of asking", async () => {
    const before = bytes();
    counter.count(answer("dilarang", "like"));
    counter.count(answer("boleh", "foto"));
    expect(bytes()).toBe(before);
    await counter.flush();
    expect((await read(week)).map(({ key }) => key)).toEqual(["foto-pose", "media-sosial", "boleh", "dilarang"]);
  });

  it("happens by itself after a while", async () => {
    const quick = createCounter({
      counts: createCounts(db),
      topicOf: (id) => topics[id],
      week: () => week,
      log: silentLog,
      everyMs: 20,
    });
    quick.count(answer("boleh", "foto"));
    await expect.poll(async () => (await read(week)).length).toBe(2);
    await quick.stop();
  });

  it("that a broken disk refuses keeps nobody waiting, loses nothing, and is done later", async () => {
    let broken = true;
    const counts = createCounts(db);
    const failing = createCounter({
      counts: { ...counts, add: (rows) => (broken ? Promise.reject(new Error("disk")) : counts.add(rows)) },
      topicOf: (id) => topics[id],
      week: () => week,
      log: { ...silentLog, warn: (event) => void logged.push(event) },
    });
    failing.count(answer("boleh", "foto"));
    await failing.flush();
    expect(logged).toEqual(["counts_failed"]);
    failing.count(answer("boleh", "foto"));
    broken = false;
    await failing.stop();
    expect((await read(week)).map(({ count }) => count)).toEqual([2, 2]);
  });
});
